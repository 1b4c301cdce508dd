// Which rooms of lib/ and engine/ each room may import from. Rooms of one floor do not import each other.

const LIB = [
  { core: [] },
  { sql: ['core'], logs: ['core'], workgroup: ['core'] },
  { relation: ['core', 'sql'], trail: ['core', 'logs'] },
  { table: ['core', 'sql', 'logs', 'relation'] },
  {
    queries: ['core', 'sql', 'workgroup', 'relation', 'table'],
    history: ['core', 'sql', 'logs', 'workgroup', 'relation', 'table'],
  },
  { audit: ['core', 'sql', 'logs', 'workgroup', 'relation', 'trail', 'table', 'queries', 'history'] },
];

const ENGINE = [
  { template: [] },
  { storage: ['template'] },
  { duckdb: ['template', 'storage'], trino: ['template', 'storage'], samples: ['template', 'storage'] },
  { cli: ['template', 'storage', 'duckdb', 'trino', 'samples'] },
];

/** The files of lib/ that the engine reads. */
const OF_LIB = [
  'index',
  'relation/cloudtrail-columns',
  'sql/quoting',
  'logs/region-partitions',
  'logs/log-path',
  'core/edit-distance',
];

/** A file of the same folder. */
const BESIDE = '\\./[\\w-]+';
/** Files of rooms, from a room. */
const within = (rooms) => rooms.map((room) => `\\.\\./${room}/[\\w-]+`);
const ofLib = (below) => [BESIDE, ...within(below)];
const ofEngine = (below) => [
  BESIDE,
  ...within(below),
  '\\.\\./query-(engine|themes)',
  `\\.\\./\\.\\./lib/(${OF_LIB.join('|')})`,
];

/** What its files may import of ours, each a pattern; of packages, all. There is one way to write each path. */
function room(files, allowed) {
  return {
    files: [files],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?!(${['[^.].*', ...allowed].join('|')})$)`,
              message: `${files} imports only from below.`,
            },
          ],
        },
      ],
    },
  };
}

const rooms = (folder, storeys, allowedOf) =>
  storeys.flatMap((storey) =>
    Object.entries(storey).map(([name, below]) => room(`${folder}/${name}/**/*.ts`, allowedOf(below))),
  );

module.exports = {
  floors: [
    ...rooms('lib', LIB, ofLib),
    ...rooms('engine', ENGINE, ofEngine),
    // Scenarios are samples, a folder further down.
    room('engine/samples/*.ts', [...ofEngine(['template', 'storage']), '\\./scenarios/[\\w-]+']),
    room('engine/samples/scenarios/*.ts', [BESIDE, '\\.\\./[\\w-]+']),
    room('engine/cli/*.ts', [
      ...ofEngine(['template', 'storage', 'duckdb', 'trino', 'samples']),
      '\\.\\./load-requests',
    ]),
    room('engine/load-requests.ts', [
      '\\./query-engine',
      ...['storage', 'template'].map((name) => `\\./${name}/[\\w-]+`),
    ]),
    room('engine/query-engine.ts', []),
    room('engine/query-themes.ts', ['\\.\\./lib/index']),
  ],
  /** Other ways to import, which that rule doesn't look at. */
  otherImports: ['ImportExpression', 'TSImportType', "CallExpression[callee.name='require']"].map((selector) => ({
    selector,
    message: 'Import at the top of the file: so the floors are checked.',
  })),
};
