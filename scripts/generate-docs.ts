import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueryPack } from '../lib/index'; // not '../lib': see bin/
import { S3_REQUESTS } from '../lib/requests-relation';

const README = join(__dirname, '../README.md');

/** The README with its tables made anew from the queries and from the relation. */
export function readmeWithTables(readme: string): string {
  const queries = QueryPack.REQUEST_IDENTIFICATION.map(({ queryName, question, inputs }) => {
    const input = inputs.map(({ name }) => `\`${name}\``).join(', ');
    return `| [\`${queryName}\`](lib/queries/${queryName}.sql) | ${question} | ${input} |`;
  });
  const columns = S3_REQUESTS.map(({ name, type, comment }) => `| \`${name}\` | ${type} | ${comment} |`);
  return [
    ['queries', '| Query | Question | Input |\n| --- | --- | --- |', queries] as const,
    ['columns', '| Column | Type | Meaning |\n| --- | --- | --- |', columns] as const,
  ].reduce((text, [name, head, rows]) => withSection(text, name, [head, ...rows].join('\n')), readme);
}

function withSection(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: npm run docs -->\n`, `\n<!-- end of ${name} -->`];
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) {
    throw new Error(`README.md has no section between ${begin.trim()} and ${end.trim()}`);
  }
  return text.slice(0, start + begin.length) + content + text.slice(stop);
}

if (require.main === module) {
  writeFileSync(README, readmeWithTables(readFileSync(README, 'utf8')));
}
