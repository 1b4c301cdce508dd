import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isDay, objectKeys, writeLogFiles } from '../../../engine/storage/log-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-files-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function touch(parent: string, name = 'file.json.gz'): void {
  mkdirSync(join(folder, parent), { recursive: true });
  writeFileSync(join(folder, parent, name), '');
}

test('log files are written as CloudTrail delivers them', () => {
  const file = { account: '111122223333', region: 'us-east-1', day: '2026/03/01', records: [{ eventID: '1' }] };
  writeLogFiles(folder, [file, file]);
  const keys = objectKeys(folder, 'AWSLogs/');
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(
    /^AWSLogs\/111122223333\/CloudTrail\/us-east-1\/2026\/03\/01\/111122223333_CloudTrail_us-east-1_20260301T0000Z_\w{16}\.json\.gz$/,
  );
  expect(JSON.parse(gunzipSync(readFileSync(join(folder, keys[0]))).toString())).toEqual({
    Records: [{ eventID: '1' }],
  });
});

test('the keys of objects begin with the prefix, and links are no objects', () => {
  touch('AWSLogs/b', '1.json.gz');
  touch('AWSLogs/a/deep', '2.txt');
  touch('AWSLogs-other', '3.json.gz');
  touch('elsewhere', '4.json.gz');
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'AWSLogs/link'));
  symlinkSync(folder, join(folder, 'AWSLogs/loop'));
  symlinkSync(join(folder, 'elsewhere/4.json.gz'), join(folder, 'AWSLogs/file.json.gz'));
  expect(objectKeys(folder, 'AWSLogs/')).toEqual(['AWSLogs/a/deep/2.txt', 'AWSLogs/b/1.json.gz']);
  expect(objectKeys(folder, 'AWSLogs/a')).toEqual(['AWSLogs/a/deep/2.txt']);
  expect(objectKeys(folder, 'AWS')).toHaveLength(3);
  expect(objectKeys(folder, '')).toHaveLength(4);
});

test('there is nothing under a prefix that does not exist', () => {
  expect(objectKeys(folder, 'AWSLogs/')).toEqual([]);
});

test.each([
  ['2024/02/29', true],
  ['2026/02/29', false],
  ['2026/13/01', false],
  ['2026-01-01', false],
  ['2026/1/1', false],
])('isDay(%p) is %p', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});
