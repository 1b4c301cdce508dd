// Which rooms of lib/ and engine/ each room may import from. Rooms of one floor do not import each other.

const LIB = [
  { core: [] },
  { sql: ['core'], logs: ['core'], workgroup: ['core'] },
  { relation: ['core', 'sql'], trail: ['core', 'logs'] },
  { table: ['core', 'sql', 'logs', 'relation'] },
  { queries: ['core', 'sql', 'workgroup', 'relation', 'table'] },
  { audit: ['core', 'sql', 'logs', 'workgroup', 'relation', 'trail', 'table', 'queries'] },
];

const ENGINE = [
  { template: [] },
  { storage: ['template'] },
  { duckdb: ['template', 'storage'], trino: ['template', 'storage'], samples: ['template', 'storage'] },
  { cli: ['template', 'storage', 'duckdb', 'trino', 'samples'] },
];

/** The files of lib/ that the engine reads. */
const OF_LIB = ['index', 'relation/cloudtrail-columns', 'sql/quoting', 'logs/region-partitions'];

function floors(folder, storeys, patternOf) {
  return storeys.flatMap((rooms) =>
    Object.entries(rooms).map(([room, below]) => ({
      files: [`${folder}/${room}/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: patternOf(below).map((regex) => ({
              regex,
              message: `${folder}/${room} imports only from below.`,
            })),
          },
        ],
      },
    })),
  );
}

const within = (names) => names.map((name) => `${name}/`).join('|');
// One level up is another room; two are outside of lib/.
const ofLib = (below) => [`^\\.\\./(?!(${within(below) || 'none'}))`];
const ofEngine = (below) => [
  `^\\.\\./(?!\\.\\./|query-engine$|query-themes$|(${within(below) || 'none'}))`,
  `^\\.\\./\\.\\./(?!lib/(${OF_LIB.join('|')})$)`,
];

module.exports = [
  ...floors('lib', LIB, ofLib),
  ...floors('engine', ENGINE, ofEngine),
  // Scenarios are samples, a folder further down.
  ...floors('engine/samples', [{ scenarios: [] }], () => ['^\\.\\./\\.\\./']),
];
