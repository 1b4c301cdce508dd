import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import * as tseslint from 'typescript-eslint';
import { filesUnder } from '../util';

const ROOT = join(__dirname, '../..');
// eslint-disable-next-line @typescript-eslint/no-require-imports
const FLOORS = require('../../eslint.floors') as Linter.Config[];

function messages(filename: string, from: string): string[] {
  const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } };
  return new Linter()
    .verify(`import { any } from '${from}';`, [parser, ...FLOORS], { filename })
    .map(({ message }) => message);
}

const rooms = (folder: string) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

test.each([
  ['lib/core/names.ts', '../sql/quoting'],
  ['lib/core/names.ts', '../audit/s3-audit-trail'],
  ['lib/sql/quoting.ts', '../relation/relations'],
  ['lib/logs/log-bucket.ts', '../workgroup/query-results'],
  ['lib/workgroup/audit-workgroup.ts', '../logs/log-bucket'],
  ['lib/relation/relations.ts', '../table/cloudtrail-table'],
  ['lib/trail/data-events.ts', '../relation/relations'],
  ['lib/table/cloudtrail-table.ts', '../queries/audit-query'],
  ['lib/queries/saved-query.ts', '../trail/data-events'],
  ['lib/queries/saved-query.ts', '../audit/s3-audit-trail'],
  ['engine/template/template.ts', '../storage/log-files'],
  ['engine/storage/log-files.ts', '../duckdb/engine'],
  ['engine/duckdb/engine.ts', '../samples/sample-records'],
  ['engine/duckdb/engine.ts', '../cli/main'],
  ['engine/cli/main.ts', '../../lib/queries/saved-query'],
  ['engine/storage/log-folder.ts', '../../test/util'],
  ['engine/samples/scenarios/log-scenario.ts', '../../storage/log-files'],
])('%s must not import %s', (file, from) => {
  expect(existsSync(join(ROOT, file))).toBe(true);
  expect(messages(file, from)).toEqual([expect.stringContaining('imports only from below.')]);
});

test.each([
  ['lib/audit/s3-audit-trail.ts', '../core/names'],
  ['lib/queries/saved-query.ts', '../table/cloudtrail-table'],
  ['lib/queries/saved-query.ts', './audit-query'],
  ['lib/core/names.ts', 'aws-cdk-lib'],
  ['engine/cli/main.ts', '../duckdb/engine'],
  ['engine/cli/main.ts', '../query-engine'],
  ['engine/cli/main.ts', '../../lib/index'],
])('%s may import %s', (file, from) => {
  expect(messages(file, from)).toEqual([]);
});

test.each(['lib', 'engine'])('every room of %s/ has its floor', (folder) => {
  const known = FLOORS.flatMap(({ files }) => files as string[]);
  expect(rooms(folder).filter((room) => !known.includes(`${folder}/${room}/*.ts`))).toEqual([]);
});

test.each(['lib', 'bin', 'engine'])('no file of %s/ has more than 250 lines', (folder) => {
  const files = filesUnder(folder, /(?<!\.d)\.ts$/).map(
    (file) => [file, readFileSync(join(ROOT, folder, file), 'utf8').split('\n').length - 1] as const,
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter(([, lines]) => lines > 250)).toEqual([]);
});
