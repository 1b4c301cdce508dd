import { writeLogFiles } from '../../engine/storage/log-files';
import { TrinoEngine } from '../../engine/trino/engine';
import { type Storage, expectCase } from '../cases/query-cases';
import { trinoStorage } from '../cases/stored-files';
import { COLUMNS, ViewCases } from '../cases/view-cases';
import { newFolder } from '../new-folder';
import { START_MS } from './start-time';
import { todayForAWhile } from './today';

const today = todayForAWhile();
const cases = new ViewCases(today);
const folder = newFolder();
const { database, definition } = cases.view;

let engine: TrinoEngine;
let storage: Storage;
beforeAll(async () => {
  writeLogFiles(folder, cases.logFiles);
  storage = trinoStorage(folder);
  const { tables, views } = cases.template;
  engine = await TrinoEngine.open({ tables, views, folderOf: () => folder });
}, START_MS);
afterAll(async () => {
  await engine?.close();
});

describe('through the view, every question answers as a filter over the raw records does, and lists nothing besides', () => {
  test.each(cases.all())('$name', async (queryCase) => {
    await engine.validate(queryCase.sql, queryCase.parameters);
    await expectCase(engine, queryCase, storage);
  });
});

test.each([
  ['the view', `SELECT * FROM ${cases.name} WHERE day = '${today}'`],
  ['the text of the view, without being a view,', cases.ownText],
])('the columns of %s have the declared names and types', async (_, text) => {
  const types = COLUMNS.map((name) => `typeof(${name}) AS ${name}`);
  const { rows } = await engine.run(`SELECT DISTINCT ${types.join(', ')} FROM (${text})`);
  expect(rows).toEqual([definition.columns.map(({ type }) => type)]);
  const { columns } = await engine.run(`${text} LIMIT 1`);
  expect(columns).toEqual(definition.columns.map(({ name }) => name));
});

test('it is described as declared', async () => {
  const { rows } = await engine.run(`DESCRIBE ${cases.name}`);
  expect(rows.map(([name, type]) => ({ name, type }))).toEqual(definition.columns);
});

test('the database lists the views of both audits as views, beside their tables', async () => {
  const { rows } = await engine.run(
    `SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = '${database}' ORDER BY 1`,
  );
  expect(rows).toEqual([
    ['cloudtrail_logs', 'BASE TABLE'],
    ['s3_requests', 'VIEW'],
    [expect.stringMatching(/^stack_second_requestsview_[0-9a-f]{8}$/), 'VIEW'],
    [expect.stringMatching(/^stack_second_table_[0-9a-f]{8}$/), 'BASE TABLE'],
  ]);
});
