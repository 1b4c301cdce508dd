import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from '../engine/cli/audit-run';
import { cellText, cut } from '../engine/cli/text-table';
import { literal } from '../engine/duckdb/sql';
import { isDefault, sqlFile, themeOf } from '../engine/query-themes';
import { AuditQuery, type QueryInput, QueryPack } from '../lib/index'; // not '../lib': see bin/
import { code, codeBlock, markdownTable, plain } from './markdown';
import { SAMPLE_DAY, SAMPLE_WINDOW, type SampleAnswer } from './sample-answers';

const ROOT = join(__dirname, '..');
const NAMES = QueryPack.ALL.map(({ queryName }) => queryName);
const ROWS_SHOWN = 5;
const WINDOW_NOTE =
  'What is deployed has the relation, bounded by the window, in front of it. Pasted alone, it reads the view of that ' +
  'name, which has no window: add a condition on `day`, and put a value in the place of each `:name`.';
/** With more columns than that, a row is a column. */
const COLUMNS_ACROSS = 16;
/** What the audit gives to the saved query. */
const OF_THE_AUDIT: Record<string, string | undefined> = {
  region: 'the stack’s region',
  networks: '`expectedNetworks`, where the audit has them',
  principals: '`expectedPrincipals`, where the audit has them',
  trail: 'the audit’s trail',
  log_bucket: 'the audit’s log bucket',
};

/** What a trail has to record, so that the query finds something. */
const NEEDS = {
  reads: ['It needs data events that read, which a trail with `readWriteType: WRITE_ONLY` does not record.'],
  writes: ['It needs data events that write, which a trail with `readWriteType: READ_ONLY` does not record.'],
  'reads or management reads': [
    'It needs events that read, which a trail with `readWriteType: WRITE_ONLY` and no management events does not record.',
  ],
  'management events': [
    'It needs the trail’s management events: `managementEvents: cloudtrail.ReadWriteType.WRITE_ONLY`, or `ALL`.',
  ],
  'any events': [],
};

/** The page of a query. */
export function queryPage(sample: SampleAnswer): string {
  const { queryName, title, question, row, finding, see } = sample.query;
  const sections = [
    `<!-- Made by npm run docs from ${sqlFile(sample.query)} and what it answers over the sample logs. -->`,
    `# ${plain(title)}`,
    prose(question, queryName),
    `**A row is** ${prose(row!, queryName)}.`,
    `**What to do about a finding:** ${prose(finding!, queryName)}`,
    ...inputSection(sample.query),
    `AWS’s page on its fields: <${see}>`,
    '## How to run it',
    ...runSections(sample),
    '## SQL',
    codeBlock('sql', statementOf(sample.query)),
    ...(/\bFROM s3_requests\b/.test(statementOf(sample.query)) ? [WINDOW_NOTE] : []),
    '## A sample answer',
    ...answerSections(sample),
    '## Partitions planned',
    partitionsPlanned(sample),
  ];
  return `${sections.join('\n\n')}\n`;
}

function inputSection({ queryName, inputs }: AuditQuery): string[] {
  const rows = inputs.map((input) => [
    code(input.name),
    input.valueType,
    prose(input.description, queryName),
    saved(input),
  ]);
  return rows.length > 0 ? [markdownTable(['Input', 'Type', 'Meaning', 'In the saved query'], rows)] : [];
}

function saved({ name, defaultValue }: QueryInput): string {
  return defaultValue ?? OF_THE_AUDIT[name] ?? 'what `withInputs` gives; without, it is not saved';
}

function savedWith(query: string, inputs: string[]): string {
  return `import { AuditQuery, S3AuditTrail } from 'cdk-s3-audit-trail';

const audit = new S3AuditTrail(this, 'Audit');
audit.addQuery(${query}.withInputs({ ${inputs.join(', ')} }));`;
}

function runSections({ query, inputs }: SampleAnswer): string[] {
  const asked = inputs.filter(([key]) => query.inputs.some(({ name, defaultValue }) => name === key && !defaultValue));
  const options = asked.filter(([name]) => name !== 'region').map(([name, value]) => ` --input ${name}=${value}`);
  const given = asked.filter(([name]) => !OF_THE_AUDIT[name]).map(([name, value]) => `${name}: ${literal(value)}`);
  const parameters = [SAMPLE_WINDOW.firstDay, SAMPLE_WINDOW.lastDay, ...inputs.map(([, value]) => value)];
  return [
    listsOf(query),
    ...NEEDS[query._definition.text.needs ?? 'any events'],
    ...(given.length > 0 ? [codeBlock('ts', savedWith(`AuditQuery.${staticName(query)}`, given))] : []),
    codeBlock('sql', `EXECUTE ${query.statementName} USING ${parameters.map(literal).join(', ')}`),
    codeBlock('sh', `npm start --silent -- --logs DIR --query ${query.queryName}${options.join('')}`),
  ];
}

/** Where the query is found in the package. */
function listsOf(query: AuditQuery): string {
  const theme = themeOf(query);
  const lists = [
    ...(theme ? [code(`QueryPack.${theme.list}`)] : []),
    ...(isDefault(query) ? ['`QueryPack.REQUEST_IDENTIFICATION`, the default'] : []),
  ];
  return `${code(`AuditQuery.${staticName(query)}`)}, in ${lists.join(' and in ')}.`;
}

function answerSections({ inputs, answer: { columns, rows } }: SampleAnswer): string[] {
  const given = inputs.map(([name, value]) => `${code(name)} = ${code(value)}`).join(', ');
  const count = `${rows.length} row${rows.length === 1 ? '' : 's'}`;
  const shown = rows.slice(0, ROWS_SHOWN);
  return [
    `Over the logs that ${code('npm start')} makes up, on ${SAMPLE_DAY}${given ? `, with ${given}` : ''}: ${count}${
      rows.length > shown.length ? `, of which the first ${shown.length}` : ''
    }.`,
    columns.length <= COLUMNS_ACROSS ? across(columns, shown) : down(columns, shown),
  ];
}

function across(columns: string[], rows: unknown[][]): string {
  return markdownTable(
    columns,
    rows.map((row) => row.map((value) => cell(value, 40))),
  );
}

function down(columns: string[], rows: unknown[][]): string {
  return markdownTable(
    ['Column', ...rows.map((_, index) => `Row ${index + 1}`)],
    columns.map((column, index) => [code(column), ...rows.map((row) => cell(row[index], 80))]),
  );
}

function cell(value: unknown, width: number): string {
  return plain(cut(cellText(value), width));
}

/** @throws if other partitions were planned than the inputs and the window say */
function partitionsPlanned({ query, answer: { filesRead, filesTotal } }: SampleAnswer): string {
  const accounts = SAMPLES.accounts.length;
  const regions = query.inputs.some(({ name }) => name === 'region') ? 1 : SAMPLES.regions.length;
  const { firstDay, lastDay, days } = SAMPLE_WINDOW;
  if (filesRead !== accounts * regions * days) {
    throw new Error(`${query.queryName} reads ${filesRead} files`);
  }
  const window = `${firstDay} to ${lastDay}`;
  const folders = `${accounts} accounts × ${regions} region${regions > 1 ? 's' : ''} × ${days} days (${window})`;
  return `${filesRead} of ${filesTotal} log files are read: ${folders}, with one log file each.`;
}

/** The query's text without its header. */
function statementOf(query: AuditQuery): string {
  return readFileSync(join(ROOT, sqlFile(query)), 'utf8')
    .replace(/^(?:--.*\n)+/, '')
    .trimEnd();
}

/** The name of its constant in `AuditQuery`. */
export function staticName({ queryName }: AuditQuery): string {
  const statics = Object.entries(AuditQuery).filter(([, value]) => value instanceof AuditQuery) as [
    string,
    AuditQuery,
  ][];
  return statics.find(([, query]) => query.queryName === queryName)![0];
}

/** Prose of a header, with links to the pages of other queries. */
function prose(text: string, self: string): string {
  return plain(text).replace(/(?<![\w-])[a-z\d]+(?:-[a-z\d]+)*(?![\w-])/g, (word) =>
    word.includes('-') && word !== self && NAMES.includes(word) ? `[${word}](${word}.md)` : word,
  );
}
