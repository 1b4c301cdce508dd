import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditedAccounts, AuditedRegions, LogBucket, LogLocation, LogStorage } from '../../lib';
import { accountsOfFile } from '../../lib/logs/account-file';
import { queriedDays } from '../../lib/logs/audited-days';
import { logPath } from '../../lib/logs/log-path';
import { knownRegions, partitionOf } from '../../lib/logs/region-partitions';
import { newFolder } from '../new-folder';
import { newStack } from '../util';

const TOKEN = Lazy.string({ produce: () => 'x' });
const LIST_TOKEN = Lazy.list({ produce: () => ['x', 'y'] });
const CHINA = ['cn-north-1', 'cn-northwest-1'];

describe('days', () => {
  const retention = Duration.days(30);
  test.each([
    [{}, '2016/11/21', 'NOW'],
    [{ retention }, 'NOW-30DAYS', 'NOW'],
    [{ firstDay: '2024/02/29' }, '2024/02/29', 'NOW'],
    [{ firstDay: '2024-02-29', retention }, '2024/02/29', 'NOW'],
    [{ lastDay: '2026-12-31' }, '2016/11/21', '2026/12/31'],
    [{ lastDay: '2026-12-31', retention }, '2016/11/21', '2026/12/31'],
    [{ firstDay: '2026-01-01', lastDay: '2026/01/01' }, '2026/01/01', '2026/01/01'],
    [{ firstDay: '2099/04/30', lastDay: TOKEN }, '2099/04/30', TOKEN],
    [{ firstDay: TOKEN, lastDay: '2026/01/01' }, TOKEN, '2026/01/01'],
  ])('that are queried: %#', (range, min, max) => {
    expect(queriedDays(range)).toEqual({ min, max });
  });

  test.each([
    ...['2023/02/29', '2024/02/30', '2026/04/31', '2026/06/31', '2026/09/31', '2026/11/31', '2026/01/32', '2026/13/01'],
    ...[
      '2026/00/10',
      '2026/01/00',
      '1999/12/31',
      '2100/01/01',
      '2026/1/1',
      '2026.01.01',
      'x2026/01/01',
      '2026/01/01x',
      '',
    ],
  ])('%s is none', (day) => {
    expect(() => queriedDays({ firstDay: day })).toThrow(
      `Invalid 'firstDay': got "${day}", allowed is a day of the calendar from 2000 to 2099, as yyyy/MM/dd or yyyy-MM-dd.`,
    );
    expect(() => queriedDays({ lastDay: day })).toThrow(`Invalid 'lastDay': got "${day}"`);
  });

  test.each(['2026/01/31', '2026/03/31', '2026/05/31', '2026/07/31', '2026/08/31', '2026/10/31', '2026/12/31'])(
    '%s is one',
    (day) => {
      expect(queriedDays({ firstDay: day }).min).toBe(day);
    },
  );

  test('the last one is not before the first', () => {
    expect(() => queriedDays({ firstDay: '2026/01/02', lastDay: '2026-01-01' })).toThrow(
      `Invalid 'lastDay': got "2026-01-01", allowed is a day that is not before 2026/01/02, the first one.`,
    );
    expect(() => queriedDays({ lastDay: '2016/11/20' })).toThrow(/not before 2016\/11\/21/);
  });
});

test('days of a retention are whole', () => {
  expect(() => queriedDays({ retention: Duration.hours(5) })).toThrow("Invalid 'retention': got");
});

describe('regions', () => {
  const bind = (regions: AuditedRegions, region?: string) =>
    regions._bind(newStack(region === undefined ? {} : { env: { region } }));

  test.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['cn-new-1', 'aws-cn'],
    ['us-gov-new-1', 'aws-us-gov'],
    ['us-iso-new-1', 'aws-iso'],
    ['us-isob-new-1', 'aws-iso-b'],
    ['eu-isoe-new-1', 'aws-iso-e'],
    ['us-isof-new-1', 'aws-iso-f'],
    ['eusc-new-1', 'aws-eusc'],
    ['mx-new-1', 'aws'],
  ])('%s is of the partition %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });

  test('are known by their names, each once', () => {
    expect(() => AuditedRegions.of(['eu-west-1', 'eu-west-99'])).toThrow(
      /^Invalid 'regions': got "eu-west-99", allowed is a region that this release of the CDK knows \(put a newer one into 'alsoUnknown'\): .*eu-west-1, eu-west-2/,
    );
    expect(() => AuditedRegions.of('eu-west-1' as unknown as string[])).toThrow("Invalid 'regions': got");
    expect(() => AuditedRegions.all('mx-new-1' as unknown as string[])).toThrow("Invalid 'alsoUnknown': got");
    expect(() => AuditedRegions.all(['mx-new-1', 'mx-new-1'])).toThrow(/Invalid 'alsoUnknown'.* each value once/);
    expect(() => AuditedRegions.of(['eu-west-1'], ['eu-west-1'])).toThrow(
      `Invalid 'alsoUnknown': got "eu-west-1", allowed is a region that isn't in 'regions'.`,
    );
  });

  test('that are known are in order, by their partitions', () => {
    expect(knownRegions().get('aws-cn')).toEqual(CHINA);
    const known = [...knownRegions().values()];
    expect(known).toEqual(known.map((regions) => [...regions].sort()));
    expect(knownRegions().get('aws')!.length).toBeGreaterThan(30);
  });

  test('all of the partition', () => {
    expect(bind(AuditedRegions.all(), 'cn-north-1')).toEqual({ names: CHINA, areAll: true, atMost: 2 });
  });

  test('all of the partition, and those that are not known', () => {
    expect(bind(AuditedRegions.all(['cn-new-1', 'cn-north-1']), 'cn-north-1')).toEqual({
      names: [...CHINA, 'cn-new-1'],
      areAll: true,
      atMost: 3,
    });
    expect(bind(AuditedRegions.all(['cn-new-1', 'cn-new-2']), 'cn-new-1').names).toEqual([
      ...CHINA,
      'cn-new-1',
      'cn-new-2',
    ]);
  });

  test('as a token are as many as are known at deployment', () => {
    const { names, atMost } = bind(AuditedRegions.all(LIST_TOKEN), 'cn-north-1');
    expect(new Stack().resolve(names)).toEqual([...CHINA, { 'Fn::Join': [',', ['x', 'y']] }]);
    expect(atMost).toBeUndefined();
    expect(bind(AuditedRegions.all([TOKEN]), 'cn-north-1').atMost).toBeUndefined();
  });

  test('where the stack has none, are looked up', () => {
    const stack = newStack({});
    const { names, areAll, atMost } = AuditedRegions.all(['mx-new-1', 'eu-west-1'])._bind(stack);
    expect(stack.resolve(names)).toEqual([
      { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Partition' }, 'regions'] },
      'mx-new-1',
    ]);
    expect(areAll).toBe(true);
    expect(atMost).toBe(knownRegions().get('aws')!.length + 1);
  });

  test('that are named', () => {
    expect(bind(AuditedRegions.of(['eu-west-1', 'us-east-1'], ['mx-new-1']))).toEqual({
      names: ['eu-west-1', 'us-east-1', 'mx-new-1'],
      areAll: false,
      atMost: 3,
    });
    expect(bind(AuditedRegions.of(['eu-west-1', TOKEN])).atMost).toBeUndefined();
    expect(new Stack().resolve(bind(AuditedRegions.of(LIST_TOKEN)).names)).toEqual([{ 'Fn::Join': [',', ['x', 'y']] }]);
  });

  test.each([
    [
      AuditedRegions.of(['eu-west-1']),
      'cn-north-1',
      '\'regions\': got "eu-west-1", allowed is a region of the partition aws-cn',
    ],
    [
      AuditedRegions.of(['cn-north-1', 'eu-west-1']),
      undefined,
      '\'regions\': got "eu-west-1", allowed is a region of the partition aws-cn',
    ],
    [AuditedRegions.of([TOKEN, 'cn-north-1', 'eu-west-1']), undefined, '\'regions\': got "eu-west-1"'],
    [
      AuditedRegions.of(['cn-north-1'], ['mx-new-1']),
      undefined,
      '\'alsoUnknown\': got "mx-new-1", allowed is a region of the partition aws-cn',
    ],
    [
      AuditedRegions.all(['cn-new-1', 'mx-new-1']),
      undefined,
      '\'alsoUnknown\': got "mx-new-1", allowed is a region of the partition aws-cn',
    ],
    [AuditedRegions.all(['mx-new-1']), 'cn-north-1', '\'alsoUnknown\': got "mx-new-1"'],
  ])('of another partition are refused %#', (regions, stackRegion, message) => {
    expect(() => bind(regions, stackRegion)).toThrow(`Invalid ${message}`);
  });

  test.each([
    '',
    'eu-west',
    'EU-west-1',
    'e-west-1',
    'toolong-west-1',
    'eu-west-100',
    'eu-west-1 ',
    ' eu-west-1',
    'eu-1',
  ])('%p is no name of one', (region) => {
    expect(() => AuditedRegions.all([region])).toThrow(
      `Invalid 'alsoUnknown': got "${region}", allowed is a region's name, such as eu-west-1.`,
    );
  });

  test.each(['ap-southeast-99', 'us-gov-west-10', 'eusc-de-east-2'])('%p may be one', (region) => {
    expect(() => AuditedRegions.all([region])).not.toThrow();
  });
});

describe('accounts', () => {
  const stack = newStack();
  const IDS = ['111122223333', '444455556666'];

  test('of the stack', () => {
    expect(AuditedAccounts.ofStack()._bind(stack)).toEqual({ ids: [stack.account], injected: false, atMost: 1 });
  });

  test('that are named', () => {
    expect(AuditedAccounts.of(IDS)._bind(stack)).toEqual({ ids: IDS, injected: false, atMost: 2 });
    expect(AuditedAccounts.of([...IDS, TOKEN])._bind(stack).atMost).toBeUndefined();
    expect(AuditedAccounts.of(LIST_TOKEN)._bind(stack).atMost).toBeUndefined();
  });

  test('that a query names', () => {
    expect(AuditedAccounts.injected()._bind(stack)).toEqual({ ids: [], injected: true, atMost: undefined });
    expect(AuditedAccounts.injected({ saved: IDS })._bind(stack)).toEqual({ ids: IDS, injected: true, atMost: 2 });
  });

  test.each(['1111222233334', '11112222333', '11112222333x'])('%s is no id', (id) => {
    expect(() => AuditedAccounts.of([id])).toThrow(
      `Invalid 'accounts': got "${id}", allowed is the 12 digits of an account id.`,
    );
    expect(() => AuditedAccounts.injected({ saved: [id] })).toThrow(`Invalid 'saved': got "${id}"`);
  });

  test('are 39,000 at most, and 1,000 that saved queries ask for', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => String(100000000000 + index));
    expect(() => AuditedAccounts.injected({ saved: ids(1_000) })).not.toThrow();
    expect(() => AuditedAccounts.injected({ saved: ids(1_001) })).toThrow(
      `Invalid 'saved': got "1001 accounts", allowed is at most 1000 accounts.`,
    );
    expect(() => AuditedAccounts.injected({ saved: LIST_TOKEN })).toThrow("Invalid 'saved'");
    expect(() => AuditedAccounts.injected(1 as never)).toThrow("Invalid 'props of AuditedAccounts.injected'");
  });

  describe('of a file', () => {
    const folder = newFolder();
    const file = (content: unknown, begin = '') => {
      const path = join(folder, 'accounts.json');
      writeFileSync(path, begin + (typeof content === 'string' ? content : JSON.stringify(content)));
      return path;
    };
    const account = (Id: string, organization = 'o-a1b2c3d4e5') => ({
      Id,
      Arn: `arn:aws:organizations::111122223333:account/${organization}/${Id}`,
    });

    test('are each there once, with their organization', () => {
      const path = file({ Accounts: [account(IDS[0]), account(IDS[1]), account(IDS[0])] });
      expect(accountsOfFile('file', path)).toEqual({ ids: IDS, organizationId: 'o-a1b2c3d4e5' });
      expect(AuditedAccounts.fromFile(path, { also: [IDS[0], '777788889999'] })._bind(stack)).toEqual({
        ids: [...IDS, '777788889999'],
        injected: false,
        atMost: 3,
        organizationId: 'o-a1b2c3d4e5',
      });
      expect(AuditedAccounts.fromFile(path)._bind(stack).ids).toEqual(IDS);
    });

    test('is given by its path, and what else is there is a list of ids', () => {
      const path = file({ Accounts: [account(IDS[0])] });
      expect(() => AuditedAccounts.fromFile(1 as unknown as string)).toThrow(
        "Invalid 'AuditedAccounts.fromFile': got 1",
      );
      expect(() => AuditedAccounts.fromFile(path, 1 as never)).toThrow("Invalid 'props of AuditedAccounts.fromFile'");
      expect(() => AuditedAccounts.fromFile(path, { also: [] })).toThrow("Invalid 'also': got []");
      expect(() => AuditedAccounts.fromFile(folder)).toThrow("Invalid 'AuditedAccounts.fromFile': got");
    });

    test('may begin with a byte order mark, and lack ARNs', () => {
      const path = file({ Accounts: [{ Id: IDS[0] }, { ...account(IDS[1]), Arn: 'other' }] }, '\ufeff');
      expect(accountsOfFile('file', path)).toEqual({ ids: IDS, organizationId: undefined });
    });

    test('the first organization that is said', () => {
      const path = file({ Accounts: [{ Id: IDS[0] }, account(IDS[1], 'o-zzzzzzzzzz')] });
      expect(accountsOfFile('file', path).organizationId).toBe('o-zzzzzzzzzz');
    });

    const isNone = "a file that 'aws organizations list-accounts --output json' prints";
    test.each<[string, unknown, string]>([
      ['no JSON', '{', `${isNone}; it is not JSON.`],
      ['no object', 'null', `${isNone}, an object with a list 'Accounts' that holds some.`],
      ['no list', { Accounts: {} }, `${isNone}, an object with a list 'Accounts' that holds some.`],
      ['an empty list', { Accounts: [] }, `${isNone}, an object with a list 'Accounts' that holds some.`],
      [
        'the first page',
        { Accounts: [account(IDS[0])], NextToken: 'x' },
        `${isNone} without --max-items or --no-paginate: it says that there are more accounts than these.`,
      ],
    ])('%s is none', (_, content, allowed) => {
      const path = file(content);
      expect(() => accountsOfFile('file', path)).toThrow(`Invalid 'file': got "${path}", allowed is ${allowed}`);
    });

    test('the last page has no next one', () => {
      expect(accountsOfFile('file', file({ Accounts: [account(IDS[0])], NextToken: null })).ids).toEqual([IDS[0]]);
    });

    test.each([
      [null, 'undefined'],
      [{ Id: 111122223333 }, '111122223333'],
      [{ Id: '1111222233334' }, '"1111222233334"'],
      [{ Id: 'x111122223333' }, '"x111122223333"'],
    ])('an account %p has no id', (wrong, got) => {
      const path = file({ Accounts: [account(IDS[0]), wrong] });
      expect(() => accountsOfFile('file', file({ Accounts: [wrong] }))).toThrow("Invalid 'file: Accounts[0].Id'");
      file({ Accounts: [account(IDS[0]), wrong] });
      expect(() => accountsOfFile('file', path)).toThrow(
        `Invalid 'file: Accounts[1].Id': got ${got}, allowed is the 12 digits of an account id, in ${path}.`,
      );
    });

    test('that is none, or a folder', () => {
      for (const path of [folder, join(folder, 'none.json')]) {
        expect(() => accountsOfFile('file', path)).toThrow(
          `Invalid 'file': got "${path}", allowed is the path of a file that exists, from ${process.cwd()} where it is relative.`,
        );
      }
    });
  });
});

describe('a path', () => {
  test.each([
    [undefined, 'AWSLogs/'],
    ['a/b', 'a/b/AWSLogs/'],
  ])('with the prefix %p', (prefix, path) => {
    expect(logPath(prefix)).toBe(path);
  });

  test('has AWSLogs once', () => {
    expect(() => logPath('a/AWSLogs')).toThrow(
      `Invalid 'prefix': got "a/AWSLogs", allowed is what stands before 'AWSLogs/' in the bucket, without a slash at its end.`,
    );
    expect(() => logPath('a/AWSLogs', 's3KeyPrefix')).toThrow("Invalid 's3KeyPrefix'");
    expect(logPath('AWSLogs2')).toBe('AWSLogs2/AWSLogs/');
  });
});

describe('a location', () => {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'logs');
  const accounts = AuditedAccounts.of(['111122223333']);

  test('of accounts', () => {
    const location = LogLocation.ofAccounts(bucket);
    expect(location.path).toBe('AWSLogs/');
    expect(location.bucket).toBe(bucket);
    expect(location._bind(stack)).toMatchObject({
      accounts: { ids: [stack.account] },
      regions: { areAll: true },
      days: { min: '2016/11/21', max: 'NOW' },
      retention: undefined,
    });
  });

  test('of an organization', () => {
    const regions = AuditedRegions.of(['eu-west-1']);
    const location = LogLocation.ofOrganization(bucket, 'o-a1b2c3d4e5', {
      accounts,
      regions,
      prefix: 'p',
      lastDay: '2026/01/01',
      firstDay: '2025/01/01',
    });
    expect(location.path).toBe('p/AWSLogs/o-a1b2c3d4e5/');
    expect(location._bind(stack)).toMatchObject({
      accounts: { ids: ['111122223333'] },
      regions: { names: ['eu-west-1'] },
      days: { min: '2025/01/01', max: '2026/01/01' },
    });
  });

  test.each(['o-a1b2c3d4e', 'o-A1B2C3D4E5', 'xo-a1b2c3d4e5', `o-${'a'.repeat(33)}`])('%s is no organization', (id) => {
    expect(() => LogLocation.ofOrganization(bucket, id, { accounts })).toThrow(
      `Invalid 'organizationId': got "${id}", allowed is an organization's id, such as o-a1b2c3d4e5.`,
    );
  });

  test('of accounts in a file is of their organization, if any is known', () => {
    const folder = newFolder();
    const bind = (organizationId: string, content: unknown) => {
      const path = join(folder, 'accounts.json');
      writeFileSync(path, JSON.stringify(content));
      return LogLocation.ofOrganization(bucket, organizationId, { accounts: AuditedAccounts.fromFile(path) })._bind(
        stack,
      );
    };
    const Arn = 'arn:aws:organizations::111122223333:account/o-a1b2c3d4e5/111122223333';
    const named = { Accounts: [{ Id: '111122223333', Arn }] };
    expect(bind('o-a1b2c3d4e5', named).accounts.ids).toEqual(['111122223333']);
    expect(bind('o-zzzzzzzzzz', { Accounts: [{ Id: '111122223333' }] }).accounts.ids).toEqual(['111122223333']);
    expect(bind(TOKEN, named).accounts.ids).toEqual(['111122223333']);
    expect(() => bind('o-zzzzzzzzzz', named)).toThrow(
      `Invalid 'organizationId': got "o-zzzzzzzzzz", allowed is o-a1b2c3d4e5, the organization of the accounts in the file.`,
    );
    const path = join(folder, 'accounts.json');
    expect(
      LogLocation.ofAccounts(bucket, { accounts: AuditedAccounts.fromFile(path) })._bind(stack).accounts.ids,
    ).toEqual(['111122223333']);
    expect(() => LogLocation.ofOrganization(bucket, 1 as unknown as string, { accounts })).toThrow(
      "Invalid 'organizationId': got 1",
    );
  });

  test('has a bucket', () => {
    const none = 'logs' as unknown as s3.IBucket;
    expect(() => LogLocation.ofAccounts(none)).toThrow(`Invalid 'bucket': got "logs"`);
    expect(() => LogLocation.ofOrganization(none, 'o-a1b2c3d4e5', { accounts })).toThrow(
      `Invalid 'bucket': got "logs"`,
    );
    expect(() => LogStorage.inBucket(none)).toThrow(`Invalid 'bucket': got "logs"`);
    expect(() => LogLocation.ofAccounts(bucket, 1 as never)).toThrow("Invalid 'props of LogLocation.ofAccounts'");
    expect(() => LogLocation.ofOrganization(bucket, 'o-a1b2c3d4e5', 1 as never)).toThrow(
      "Invalid 'props of LogLocation.ofOrganization'",
    );
  });

  test('keeps logs as long as its bucket, or as is said', () => {
    const logBucket = new LogBucket(stack, 'Kept', { retention: Duration.days(10) }).bucket;
    const retention = Duration.days(10);
    expect(LogLocation.ofAccounts(logBucket)._bind(stack).days.min).toBe('NOW-10DAYS');
    expect(LogLocation.ofAccounts(logBucket, { retention })._bind(stack).days.min).toBe('NOW-10DAYS');
    expect(LogLocation.ofAccounts(bucket, { retention })._bind(stack)).toMatchObject({
      days: { min: 'NOW-10DAYS' },
      retention,
    });
    expect(() => LogLocation.ofAccounts(logBucket, { retention: Duration.days(11) })).toThrow(
      /Invalid 'retention': got "Duration.days\(11\)", allowed is none for the bucket of a LogBucket, which keeps log files for Duration.days\(10\)/,
    );
  });
});

describe('a place for log files', () => {
  test('is a new bucket', () => {
    const stack = newStack();
    const { bucket, prefix, exists } = LogStorage.newBucket({ retention: Duration.days(9) })._bind(stack);
    expect(bucket.node.path).toBe('Stack/LogBucket/Resource');
    expect([prefix, exists]).toEqual([undefined, false]);
    expect(LogBucket._retentionOf(bucket)?.toDays()).toBe(9);
    expect(LogBucket._retentionOf(new s3.Bucket(bucket.node.scope!, 'Other'))).toBeUndefined();
    expect(() => LogStorage.newBucket({ prefix: 'p' } as object)).toThrow(
      /^Invalid 'prefix': got "p", allowed is no property of that name; use LogStorage.inBucket\(bucket, \{ prefix \}\)/,
    );
    expect(() => LogStorage.newBucket(1 as never)).toThrow("Invalid 'props of LogStorage.newBucket'");
    expect(() => new LogBucket(stack, 'None', 1 as never)).toThrow("Invalid 'props of LogBucket'");
  });

  test('is a bucket that exists', () => {
    const bucket = s3.Bucket.fromBucketName(newStack(), 'Bucket', 'logs');
    expect(LogStorage.inBucket(bucket, { prefix: 'p' })._bind(newStack())).toEqual({
      bucket,
      prefix: 'p',
      exists: true,
    });
    expect(LogBucket._retentionOf(bucket)).toBeUndefined();
    expect(() => LogStorage.inBucket(bucket, 1 as never)).toThrow("Invalid 'props of LogStorage.inBucket'");
  });
});
