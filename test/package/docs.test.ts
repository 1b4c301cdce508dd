import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OTHER_QUERIES, THEMES, sqlFile } from '../../engine/query-themes';
import * as library from '../../lib';
import { AuditQuery, QueryPack } from '../../lib';
import { queryPage } from '../../scripts/query-page';
import { sampleAnswers } from '../../scripts/sample-answers';
import { filesUnder } from '../util';
import { deadLinks } from './dead-links';

const ROOT = join(__dirname, '../..');
const PAGES = join(ROOT, 'docs/queries');

test('every query of the pack has a page, which is what it answers today', async () => {
  const answers = await sampleAnswers();
  expect(answers.map(({ query }) => query)).toEqual(QueryPack.ALL);
  expect(answers.filter(({ answer }) => answer.rows.length === 0)).toEqual([]);
  const pages = answers.map((sample) => [`${sample.query.queryName}.md`, queryPage(sample)]);
  const onDisk = readdirSync(PAGES)
    .filter((file) => file !== 'README.md')
    .map((file) => [file, readFileSync(join(PAGES, file), 'utf8')]);
  expect(Object.fromEntries(onDisk)).toEqual(Object.fromEntries(pages));
}, 120_000);

test('all that the package exports is described in API.md, and nothing else is exported', () => {
  const described = [...readFileSync(join(ROOT, 'API.md'), 'utf8').matchAll(/^### (\w+) <a /gm)].map(
    ([, name]) => name,
  );
  // Of interfaces, nothing is left to be exported.
  const isInterface = (name: string) => /^I[A-Z]|(Props|Options)$/.test(name) || name === 'QueryInput';
  expect(Object.keys(library).sort()).toEqual(described.filter((name) => !isInterface(name)).sort());
});

test('every query is in the pack, and in exactly one theme', () => {
  const files = filesUnder('lib/queries', /\.sql$/).map((file) => join('lib/queries', file));
  expect(QueryPack.ALL.map(sqlFile).sort()).toEqual(files.sort());
  const themed = [...OTHER_QUERIES, ...THEMES.flatMap(({ queries }) => queries)];
  expect(themed.map(sqlFile).sort()).toEqual(files.sort());
  expect(OTHER_QUERIES).toEqual([AuditQuery.SAMPLE_EVENTS]);
});

const DOCS = filesUnder('docs', /\.md$/);

const OTHERS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'engine/README.md'];

test.each([...OTHERS, ...DOCS.map((file) => `docs/${file}`)])('the links of %s lead to files', (file) => {
  expect(deadLinks(join(ROOT, file))).toEqual([]);
});
