import { Aws, CfnParameter, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditedAccounts,
  AuditedRegions,
  CloudTrailHistory,
  CloudTrailTable,
  LogLocation,
  S3RequestsView,
} from '../../lib';
import type { AccountLogOptions } from '../../lib';
import { plannedPartitions } from '../../lib/table/planned-partitions';
import { unboundedTables } from '../../lib/table/unbounded-tables';
import { ACCOUNT, newStack } from '../util';

const OTHER = '444455556666';

/** Tables over log files in one database, each with options and a bucket of its own unless one is named. */
function tablesOf(options: (AccountLogOptions & { bucket?: string })[], stack = newStack()): CloudTrailTable[] {
  const database = new glue.Database(stack, 'Database', { databaseName: 'audit' });
  return options.map(({ bucket, ...logs }, index) => {
    const logBucket = s3.Bucket.fromBucketName(stack, `Logs${index}`, bucket ?? `logs-${index}`);
    return new CloudTrailTable(stack, `Table${index}`, {
      database,
      logs: LogLocation.ofAccounts(logBucket, logs),
      tableName: `t${index}`,
    });
  });
}

const historyOf = (...options: Parameters<typeof tablesOf>[0]) => CloudTrailHistory.of(tablesOf(options));
const of = (...accounts: string[]) => AuditedAccounts.of(accounts);
const regions = (...names: string[]) => AuditedRegions.of(names);

test('has the tables and their database, and queries read all of them', () => {
  const tables = tablesOf([{}, { prefix: 'old' }]);
  const { tables: those, database, _source } = CloudTrailHistory.of(tables);
  expect(those).toEqual(tables);
  expect(database).toBe(tables[0].database);
  expect(_source.tables).toEqual(tables.flatMap((table) => table._source.tables));
  expect(_source.logs).toEqual(['logs-0/AWSLogs/', 'logs-1/old/AWSLogs/']);
  expect(_source.parts.map(({ table }) => table)).toEqual(tables);
});

describe('accounts that queries must name', () => {
  test('are those of all tables, each once', () => {
    const injected = (...saved: string[]) => ({ accounts: AuditedAccounts.injected({ saved }) });
    const { _source } = historyOf(injected(ACCOUNT), {}, injected(OTHER, ACCOUNT));
    expect(_source.injected).toEqual({ saved: [ACCOUNT, OTHER] });
  });

  test('are none where no table needs them', () => {
    expect(historyOf({}, {})._source.injected).toBeUndefined();
  });

  const accounts = Array.from({ length: 1001 }, (_, index) => String(100_000_000_000 + index));
  const half = (...saved: string[]) => ({ accounts: AuditedAccounts.injected({ saved }) });

  test('are 1,000 at most', () => {
    expect(historyOf(half(...accounts.slice(0, 500)), half(...accounts.slice(500, 1000)))._source.injected).toEqual({
      saved: accounts.slice(0, 1000),
    });
    expect(() => historyOf(half(...accounts.slice(0, 500)), half(...accounts.slice(500)))).toThrow(
      new Error(`Invalid 'saved': got "1001 accounts of all places together", allowed is at most 1000 accounts.`),
    );
  });
});

describe('regions', () => {
  test('are those of all tables, each once', () => {
    const { _source } = historyOf(
      { regions: regions('eu-west-1', 'eu-west-2') },
      { regions: regions('eu-west-2', 'eu-west-3') },
    );
    expect(_source.regions).toEqual(['eu-west-1', 'eu-west-2', 'eu-west-3']);
  });

  test('are not known where those of one table are not', () => {
    const { _source } = historyOf({ regions: regions('eu-west-1') }, { regions: regions(Aws.REGION) });
    expect(_source.regions).toBeUndefined();
  });
});

describe('how long log files are kept', () => {
  const kept = (...retentions: (Duration | undefined)[]) =>
    historyOf(...retentions.map((retention) => ({ retention })))._source.retention?.toDays();

  test('is the longest of all tables', () => {
    expect(kept(Duration.days(30), Duration.days(90), Duration.days(60))).toBe(90);
    expect(kept(Duration.days(90), Duration.days(30))).toBe(90);
  });

  test('is not known where that of one table is not', () => {
    expect(kept(Duration.days(30), undefined)).toBeUndefined();
    const atDeployment = Duration.days(new CfnParameter(newStack(), 'Days', { type: 'Number' }).valueAsNumber);
    expect(kept(Duration.days(30), atDeployment)).toBeUndefined();
  });
});

describe('fails', () => {
  test('without a table', () => {
    expect(() => CloudTrailHistory.of([])).toThrow(
      new Error(`Invalid 'tables': got [], allowed is a list with at least one table.`),
    );
  });

  test('for what is no table', () => {
    expect(() => CloudTrailHistory.of([{} as CloudTrailTable])).toThrow(
      new Error("Invalid 'tables[0]': got {}, allowed is a CloudTrailTable."),
    );
  });

  test('for tables in two databases', () => {
    const stack = newStack();
    const [one] = tablesOf([{}], stack);
    const other = new CloudTrailTable(stack, 'Other', {
      database: new glue.Database(stack, 'Another', { databaseName: 'another' }),
      logs: LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, 'Logs', 'logs')),
    });
    expect(() => CloudTrailHistory.of([one, other])).toThrow(
      new Error(`Invalid 'tables': got "Stack/Other", allowed is a table in the database of Stack/Table0.`),
    );
  });
});

describe('two tables over one path', () => {
  const bucket = 'logs';
  const injected = { bucket, accounts: AuditedAccounts.injected() };
  const token = (id: string) => new CfnParameter(newStack(), id).valueAsString;
  const list = (text: string) => Token.asList(Fn.split(',', text));
  const one = token('One');

  test.each<[string, Parameters<typeof tablesOf>[0]]>([
    ['have the same account and regions', [{ bucket }, { bucket }]],
    [
      'share one of their accounts',
      [
        { bucket, accounts: of(ACCOUNT, OTHER) },
        { bucket, accounts: of(OTHER) },
      ],
    ],
    ['may share any account', [injected, { bucket, accounts: of(OTHER) }]],
    ['may share any account, whichever is first', [{ bucket, accounts: of(OTHER) }, injected]],
    [
      'have one token as an account',
      [
        { bucket, accounts: of(one) },
        { bucket, accounts: of(OTHER, one) },
      ],
    ],
    [
      'share one of their regions',
      [
        { bucket, regions: regions('eu-west-1', 'eu-west-2') },
        { bucket, regions: regions('eu-west-2') },
      ],
    ],
    ['share a region, since one has all', [{ bucket }, { bucket, regions: regions('eu-west-2') }]],
    [
      'share a region, since one has all, whatever the other’s is',
      [{ bucket }, { bucket, regions: regions(Aws.REGION) }],
    ],
    ['share a region, since the other has all', [{ bucket, regions: regions('eu-west-2') }, { bucket }]],
  ])('read the same files where they %s', (_, options) => {
    expect(() => historyOf(...options)).toThrow(
      new Error(
        `Invalid 'tables': got "Stack/Table1 over AWSLogs/", allowed is each folder once; Stack/Table0 reads some of these.`,
      ),
    );
  });

  test.each<[string, Parameters<typeof tablesOf>[0]]>([
    ['the paths differ', [{ bucket }, { bucket, prefix: 'old' }]],
    ['the buckets differ', [{ bucket }, { bucket: 'more-logs' }]],
    ['the accounts differ', [{ bucket }, { bucket, accounts: of(OTHER) }]],
    [
      'the accounts may differ',
      [
        { bucket, accounts: of(one) },
        { bucket, accounts: of(token('Two')) },
      ],
    ],
    [
      'the regions differ',
      [
        { bucket, regions: regions('eu-west-1') },
        { bucket, regions: regions('eu-west-2') },
      ],
    ],
    [
      'nobody knows the regions of one',
      [
        { bucket, regions: regions(Aws.REGION) },
        { bucket, regions: regions('eu-west-2') },
      ],
    ],
    [
      'nobody knows those of the other',
      [
        { bucket, regions: regions('eu-west-2') },
        { bucket, regions: regions(Aws.REGION) },
      ],
    ],
  ])('read others where %s', (_, options) => {
    expect(() => historyOf(...options)).not.toThrow();
  });

  test('a third one that reads what the first does is named with that one', () => {
    expect(() => historyOf({ bucket }, { bucket: 'more-logs' }, { bucket })).toThrow(
      /got "Stack\/Table2 over AWSLogs\/", .* Stack\/Table0 reads/,
    );
  });

  test('lists that are one token are the same, and two tokens may be different', () => {
    const [first, second] = [list(token('A')), list(token('B'))];
    expect(() =>
      historyOf({ bucket, accounts: AuditedAccounts.of(first) }, { bucket, accounts: AuditedAccounts.of(first) }),
    ).toThrow(/reads some/);
    expect(() =>
      historyOf({ bucket, accounts: AuditedAccounts.of(first) }, { bucket, accounts: AuditedAccounts.of(second) }),
    ).not.toThrow();
  });
});

describe('the partitions that a query reads', () => {
  const planned = (...options: Parameters<typeof tablesOf>[0]) => plannedPartitions(historyOf(...options)._source, 7);
  const two = { accounts: of(ACCOUNT, OTHER), regions: regions('eu-west-1', 'eu-west-2', 'eu-west-3') };
  const injected = (...saved: string[]) => ({
    accounts: AuditedAccounts.injected({ saved }),
    regions: regions('eu-west-1'),
  });

  test('are one for each account, region and day of a table', () => {
    expect(planned(two, { regions: regions('eu-west-1') })).toEqual([2 * 3 * 7, 7]);
  });

  test('are those of the accounts that it names, where it must name some', () => {
    expect(planned(injected(ACCOUNT, '777788889999', '123456789012'), two)).toEqual([3 * 7, 3 * 7]);
  });

  test('are those of all accounts of a table, where a token may be any of them', () => {
    const token = new CfnParameter(newStack(), 'Account').valueAsString;
    expect(planned({ ...injected(token) }, two)[1]).toBe(2 * 3 * 7);
  });

  test('are not known where a number is only known at deployment', () => {
    expect(planned({ regions: regions(Aws.REGION) })).toEqual([undefined]);
    const list = Token.asList(Fn.split(',', new CfnParameter(newStack(), 'List').valueAsString));
    expect(planned({ accounts: AuditedAccounts.of(list) })).toEqual([undefined]);
    expect(planned(injected(ACCOUNT), { accounts: AuditedAccounts.of(list) })).toEqual([7, undefined]);
  });
});

test('what reads some of the same files without a window is found, wherever in the app it is', () => {
  const [one, two] = tablesOf([{ bucket: 'one' }, { bucket: 'two' }]);
  const table = CloudTrailHistory.of([one, two]);
  new S3RequestsView(Stack.of(one), 'View', { table, viewName: 'both' });
  const elsewhere = new Stack(one.node.root, 'Elsewhere');
  const namesOf = (...logs: string[]) => unboundedTables(elsewhere, logs).map(({ names }) => names[0]);
  expect(namesOf('one/AWSLogs/')).toEqual(['t0', 'both']);
  expect(namesOf('another/AWSLogs/', ...two._source.logs)).toEqual(['t1', 'both']);
  expect(namesOf('one/AWSLogs/', 'two/AWSLogs/')).toEqual(['t0', 't1', 'both']);
  expect(namesOf('another/AWSLogs/')).toEqual([]);
  expect(unboundedTables(newStack(), ['one/AWSLogs/'])).toEqual([]);
});
