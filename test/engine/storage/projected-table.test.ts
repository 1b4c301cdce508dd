import { ProjectedTable, addDays } from '../../../engine/storage/projected-table';
import { glueTable } from '../template/glue-table';

const TODAY = '2026/03/01';
const FOLDER = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/02/28';

function partitionOf(key: string, parameters: Record<string, string> = {}) {
  return new ProjectedTable(glueTable(parameters), TODAY).partitionOf(key);
}

function tableWithout(setting: string): ProjectedTable {
  const table = glueTable();
  const parameters = Object.fromEntries(Object.entries(table.parameters).filter(([name]) => name !== setting));
  return new ProjectedTable({ ...table, parameters }, TODAY);
}

describe('ProjectedTable', () => {
  test('finds an object in its partition', () => {
    const table = new ProjectedTable(glueTable(), TODAY);
    expect(table.bucket).toBe('logs');
    expect(table.prefix).toBe('AWSLogs/');
    expect(table.partitionOf(`${FOLDER}/a.json.gz`)).toEqual({
      account: '111122223333',
      region: 'eu-west-1',
      day: '2026/02/28',
    });
  });

  test('honours a prefix', () => {
    const location = 's3://logs/my.audit/AWSLogs/${account}/CloudTrail/${region}/${day}/';
    const parameters = { 'storage.location.template': location };
    expect(partitionOf(`my.audit/${FOLDER}/a.json.gz`, parameters)).toBeDefined();
    expect(partitionOf(`my-audit/${FOLDER}/a.json.gz`, parameters)).toBeUndefined();
    expect(partitionOf(`${FOLDER}/a.json.gz`, parameters)).toBeUndefined();
  });

  test.each([
    ['an account that is not projected', FOLDER.replace('1111', '9999')],
    ['a region that is not projected', FOLDER.replace('eu-west-1', 'eu-west-2')],
    ['a day before the range', FOLDER.replace('2026/02/28', '2026/01/29')],
    ['a day after the range', FOLDER.replace('2026/02/28', '2026/03/02')],
    ['a folder of another kind', FOLDER.replace('CloudTrail', 'CloudTrail-Digest')],
    ['a folder of an organization', FOLDER.replace('AWSLogs', 'AWSLogs/o-abc')],
    ['a folder below the day', `${FOLDER}/more`],
  ])('does not see %s', (_, folder) => {
    expect(partitionOf(`${folder}/a.json.gz`)).toBeUndefined();
  });

  test.each([
    ['NOW-30DAYS,NOW', '2026/01/30', '2026/03/01'],
    ['NOW-1DAY,NOW+1DAYS', '2026/02/28', '2026/03/02'],
    ['2025/12/31,NOW', '2025/12/31', '2026/03/01'],
    ['2025/12/31,2026/01/02', '2025/12/31', '2026/01/02'],
  ])('projects the range %s', (range, first, last) => {
    const seen = (day: string) =>
      partitionOf(`${FOLDER.replace('2026/02/28', day)}/a.json.gz`, { 'projection.day.range': range }) !== undefined;
    expect([addDays(first, -1), first, last, addDays(last, 1)].map(seen)).toEqual([false, true, true, false]);
  });

  test('sees any value of an injected key', () => {
    const injected = { 'projection.account.type': 'injected' };
    for (const account of ['111122223333', '999999999999', 'other']) {
      expect(partitionOf(`${FOLDER.replace('111122223333', account)}/a.json.gz`, injected)).toMatchObject({ account });
    }
    expect(partitionOf(`${FOLDER.replace('111122223333', 'a/b')}/a.json.gz`, injected)).toBeUndefined();
  });

  test('sees no CloudTrail file without a location template, as Athena', () => {
    const table = tableWithout('storage.location.template');
    expect(table.partitionOf(`${FOLDER}/a.json.gz`)).toBeUndefined();
    expect(table.partitionOf('AWSLogs/account=111122223333/region=eu-west-1/day=2026/02/28/a.json.gz')).toBeDefined();
  });

  test('takes white space in an enum for part of a value, as Athena', () => {
    expect(partitionOf(`${FOLDER}/a.json.gz`, { 'projection.region.values': 'us-east-1, eu-west-1' })).toBeUndefined();
  });

  test.each<[Record<string, string>, string]>([
    [{ 'projection.enabled': 'false' }, 'Table cloudtrail_logs has no partition projection'],
    [{ 'projection.account.type': 'integer' }, 'projection.account.type is integer, which is unknown'],
    [{ 'projection.day.format': 'yyyy-MM-dd' }, 'projection.day.format is yyyy-MM-dd; only yyyy/MM/dd is known'],
    [{ 'projection.day.interval.unit': 'HOURS' }, 'projection.day.interval.unit is HOURS'],
    [{ 'projection.day.range': 'NOW-3YEARS,NOW' }, 'The bound NOW-3YEARS of a projected range is unknown'],
    [{ 'projection.day.range': '2026/01/01' }, 'the number of bounds in projection.day.range is 1'],
    [{ 'storage.location.template': 's3://logs/${account}/${region}/' }, 'has no ${day} in its location'],
    [{ 'storage.location.template': 's3://logs/${account}/${region}/${day}/${hour}/' }, 'has ${hour} in its location'],
    [{ 'storage.location.template': 'hdfs://logs/' }, 'has the location hdfs://logs/, which is none in S3'],
  ])('fails with %j', (parameters, message) => {
    expect(() => new ProjectedTable(glueTable(parameters), TODAY)).toThrow(message);
  });

  test('fails without a setting', () => {
    expect(() => tableWithout('projection.day.range')).toThrow('projection.day.range is missing');
  });
});
