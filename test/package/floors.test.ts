import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import * as tseslint from 'typescript-eslint';
import { filesUnder } from '../util';

const ROOT = join(__dirname, '../..');
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { floors, otherImports } = require('../../eslint.floors') as {
  floors: Linter.Config[];
  otherImports: object[];
};

function messages(filename: string, from: string, code = `import { any } from '${from}';`): string[] {
  const others: Linter.Config = { files: ['**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...otherImports] } };
  const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } };
  return new Linter().verify(code, [parser, others, ...floors], { filename }).map(({ message }) => message);
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
  ['engine/query-engine.ts', './cli/main'],
  ['engine/load-requests.ts', './cli/main'],
  ['engine/duckdb/engine.ts', '../load-requests'],
  ['engine/query-themes.ts', './cli/main'],
  // By a way around.
  ['lib/core/names.ts', './../audit/s3-audit-trail'],
  ['lib/core/names.ts', '..'],
  ['lib/core/names.ts', '../'],
  ['lib/core/names.ts', '../index'],
  ['lib/relation/relations.ts', '../sql/../audit/s3-audit-trail'],
  ['lib/relation/relations.ts', '../../lib/audit/s3-audit-trail'],
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

test.each(['lib/queries/access/new.ts', 'lib/core/sub/new.ts'])('a file further down must not, either: %s', (file) => {
  expect(messages(file, '../../audit/s3-audit-trail')).toEqual([expect.stringContaining('imports only from below.')]);
});

test.each([
  "export const late = () => import('../audit/s3-audit-trail');",
  "export type Audit = import('../audit/s3-audit-trail').S3AuditTrail;",
  "const { any } = require('../audit/s3-audit-trail');",
  "import any = require('../audit/s3-audit-trail');",
  "export * from '../audit/s3-audit-trail';",
])('there is no other way to import: %s', (code) => {
  expect(messages('lib/core/names.ts', '', code)).toHaveLength(1);
});

test.each([
  ['lib/core/names.ts', 2],
  ['engine/storage/log-files.ts', 0],
])('lint has the floors, and these ways: %s', (file, more) => {
  const { stdout } = spawnSync('npx', ['eslint', '--print-config', file], { cwd: ROOT, encoding: 'utf8' });
  const { rules } = JSON.parse(stdout) as { rules: Record<string, unknown[]> };
  expect(rules['no-restricted-imports']).toEqual([2, expect.objectContaining({ patterns: [expect.anything()] })]);
  expect(rules['no-restricted-syntax']).toHaveLength(1 + more + otherImports.length);
});

test('the root of lib/ has the index alone, and that of engine/ what no room is', () => {
  const rootOf = (folder: string) => readdirSync(join(ROOT, folder)).filter((name) => /(?<!\.d)\.ts$/.test(name));
  expect(rootOf('lib')).toEqual(['index.ts']);
  expect(rootOf('engine')).toEqual(['load-requests.ts', 'query-engine.ts', 'query-themes.ts']);
});

test.each(['lib', 'engine'])('every room of %s/ has its floor', (folder) => {
  const known = floors.flatMap(({ files }) => files as string[]);
  expect(rooms(folder).filter((room) => !known.includes(`${folder}/${room}/**/*.ts`))).toEqual([]);
});

test.each(['lib', 'bin', 'engine'])('no file of %s/ has more than 250 lines', (folder) => {
  const files = filesUnder(folder, /(?<!\.d)\.ts$/).map(
    (file) => [file, readFileSync(join(ROOT, folder, file), 'utf8').split('\n').length - 1] as const,
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter(([, lines]) => lines > 250)).toEqual([]);
});

test('a class has one internal member at most', () => {
  const doors = filesUnder('lib', /(?<!\.d)\.ts$/).map((file) => {
    const text = readFileSync(join(ROOT, 'lib', file), 'utf8');
    return [file, [...text.matchAll(/^\s+public (?:static )?(?:readonly )?(?:get )?(_\w+)/gm)].length] as const;
  });
  expect(doors.filter(([, count]) => count === 1).length).toBeGreaterThan(5);
  expect(doors.filter(([, count]) => count > 1)).toEqual([]);
});
