import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isDay, objectKeys, scanLogFolder, writeLogFiles } from '../../engine/log-files';

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

test('a folder tells its accounts, regions and days', () => {
  touch('AWSLogs/444455556666/CloudTrail/us-gov-west-1/2026/03/01');
  touch('AWSLogs/111122223333/CloudTrail/xx-new-1/2026/02/28', 'a.json');
  touch('AWSLogs/111122223333/CloudTrail/xx-new-1/2026/02/28', 'b.json');
  expect(scanLogFolder(folder)).toEqual({
    accounts: ['111122223333', '444455556666'],
    regions: ['xx-new-1', 'us-gov-west-1'],
    days: ['2026/02/28', '2026/03/01'],
  });
});

test.each([
  ['elsewhere', 'CloudTrail/us-east-1/2026/03/01'],
  ['of an account that is none', 'AWSLogs/1111/CloudTrail/us-east-1/2026/03/01'],
  ['of an organization', 'AWSLogs/o-abc/111122223333/CloudTrail/us-east-1/2026/03/01'],
  ['that are digests', 'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/03/01'],
  ['of a region that is none', 'AWSLogs/111122223333/CloudTrail/europe/2026/03/01'],
  ['of a day that is none', 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/02/30'],
  ['below a day', 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/01'],
])('a folder does not tell of files %s', (_, parent) => {
  touch(parent);
  expect(scanLogFolder(folder)).toEqual({ accounts: [], regions: [], days: [] });
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
