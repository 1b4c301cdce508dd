import { OTHER_QUERIES, THEMES, isDefault, shortQuestion } from '../engine/query-themes';
import type { AuditQuery } from '../lib/index'; // not '../lib': see bin/
import { S3_REQUESTS } from '../lib/relation/request-columns';
import { code, markdownTable, plain } from './markdown';
import { packSizes } from './pack-sizes';

/** The README with its tables made anew from the queries and from the relation. */
export function readmeWithTables(readme: string): string {
  const columns = S3_REQUESTS.map(({ name, type, comment }) => [code(name), type, comment]);
  return [
    ['queries', queryTable()] as const,
    ['sizes', markdownTable(['Queries of', 'Number', 'Resources', 'kB of template'], packSizes())] as const,
    ['columns', markdownTable(['Column', 'Type', 'Meaning'], columns)] as const,
  ].reduce((text, [name, table]) => withSection(text, name, table), readme);
}

/** All queries, each once, under a line for each theme. */
function queryTable(): string {
  const themes = THEMES.flatMap(({ title, list, subject, queries }) => [
    [`**${title}**`, `**${subject}: ${code(`QueryPack.${list}`)}**`, '', ''],
    ...queries.map(queryRow),
  ]);
  return markdownTable(['Query', 'Question', 'Input', 'Default'], [...OTHER_QUERIES.map(queryRow), ...themes]);
}

function queryRow(query: AuditQuery): string[] {
  const inputs = query.inputs.map(({ name, defaultValue }) =>
    defaultValue === undefined ? code(name) : `${code(name)} = ${defaultValue}`,
  );
  return [
    `[${code(query.queryName)}](docs/queries/${query.queryName}.md)`,
    plain(shortQuestion(query)),
    inputs.join(', '),
    isDefault(query) ? '✓' : '',
  ];
}

function withSection(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: npm run docs -->\n`, `\n<!-- end of ${name} -->`];
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) {
    throw new Error(`README.md has no section between ${begin.trim()} and ${end.trim()}`);
  }
  return text.slice(0, start + begin.length) + content + text.slice(stop);
}
