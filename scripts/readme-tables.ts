import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { OTHER_QUERIES, THEMES, isDefault, shortQuestion } from '../engine/query-themes';
import type { AuditQuery } from '../lib/index'; // not '../lib': see bin/
import { S3_REQUESTS } from '../lib/relation/request-columns';
import { auditTrailTemplate } from '../templates/audit-trail-template';
import { existingLogsTemplate } from '../templates/existing-logs-template';
import { analystPolicy } from './analyst-policy';
import { architecture, loadArchitecture } from './architecture';
import { code, codeBlock, markdownTable, plain } from './markdown';
import { packSizes } from './pack-sizes';
import { partitionCounts } from './partition-counts';
import { staticName } from './query-page';
import { templateParameters } from './template-parameters';
import { updateRows } from './update-table';

/** The files that have tables made from the queries, from the relation and from a template, or code of `examples/`. */
export const WITH_TABLES = [
  'README.md',
  'docs/architecture.md',
  'docs/relation.md',
  'docs/request-table.md',
  'docs/queries/README.md',
  'docs/existing-logs.md',
  'docs/languages.md',
  'docs/moving-in.md',
  'docs/templates.md',
  'docs/updates.md',
  'docs/variations.md',
];

const LANGUAGES: Record<string, string> = { '.ts': 'ts', '.py': 'python', '.sql': 'sql' };

/** The text of such a file with its tables and examples made anew. */
export function withTables(text: string): string {
  const columns = S3_REQUESTS.map(({ name, type, comment }) => [code(name), type, comment]);
  const sections: Record<string, () => string> = {
    architecture,
    requestTable: loadArchitecture,
    analystPolicy: () => codeBlock('json', analystPolicy()),
    themes: themeTable,
    queries: queryTable,
    sizes: () => markdownTable(['Queries of', 'Number', 'Resources', 'kB of template'], packSizes()),
    partitions: () => markdownTable(['Question', 'Choice', 'Partitions', 'LISTs cost'], partitionCounts()),
    trailParameters: () => templateParameters(auditTrailTemplate()),
    logsParameters: () => templateParameters(existingLogsTemplate()),
    updates: () => markdownTable(['Change', 'In place', 'Replaced', 'Added', 'Removed'], updateRows()),
    columns: () => markdownTable(['Column', 'Type', 'Meaning'], columns),
  };
  return text.replace(
    /(<!-- ([\w./-]+): npm run docs -->\n)[^]*?(<!-- end of \2 -->)/g,
    (_, begin: string, name: string, end: string) => {
      if (name.startsWith('examples/')) {
        return `${begin}${exampleCode(name)}\n${end}`;
      }
      if (!(name in sections)) {
        throw new Error(`Nothing makes the section ${name}, only ${Object.keys(sections).join(', ')}`);
      }
      return `${begin}${sections[name]()}\n${end}`;
    },
  );
}

function exampleCode(file: string): string {
  return codeBlock(LANGUAGES[extname(file)], readFileSync(join(__dirname, '..', file), 'utf8').trimEnd());
}

/** The themes, and how many queries each has. */
function themeTable(): string {
  const rows = THEMES.map(({ title, list, subject, queries }) => [
    title,
    subject,
    code(`QueryPack.${list}`),
    `${queries.length}`,
  ]);
  return markdownTable(['Theme', 'What its queries ask', 'List', 'Queries'], rows);
}

/** All queries, each once, under a line for each theme. */
function queryTable(): string {
  const themes = THEMES.flatMap(({ title, list, subject, queries }) => [
    [`**${title}**`, `**${subject}**`, `**${code(`QueryPack.${list}`)}**`, '', ''],
    ...queries.map(queryRow),
  ]);
  return markdownTable(
    ['Query', 'Question', 'Constant', 'Input', 'Default'],
    [...OTHER_QUERIES.map(queryRow), ...themes],
  );
}

/** Marked where it isn't the query's name in capitals. */
function constantOf(query: AuditQuery): string {
  const constant = staticName(query);
  return `${code(constant)}${constant === query.statementName.toUpperCase() ? '' : ' *'}`;
}

function queryRow(query: AuditQuery): string[] {
  const inputs = query.inputs.map(({ name, defaultValue }) =>
    defaultValue === undefined ? code(name) : `${code(name)} = ${defaultValue}`,
  );
  return [
    `[${code(query.queryName)}](${query.queryName}.md)`,
    plain(shortQuestion(query)),
    constantOf(query),
    inputs.join(', '),
    isDefault(query) ? '✓' : '',
  ];
}
