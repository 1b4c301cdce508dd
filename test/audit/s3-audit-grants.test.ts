import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditEncryption,
  AuditWorkgroup,
  AuditedAccounts,
  LogLocation,
  LogStorage,
  QueryResults,
  RequestStorage,
  S3Audit,
  S3AuditGrants,
  S3AuditTrail,
  S3AuditTrailProps,
} from '../../lib';
import { ENV, newStack, textOf, warnings } from '../util';

interface Allowed {
  actions: string[];
  resources: string[];
  condition?: unknown;
}

type Verb = 'runQueries' | 'readLogs' | 'readConfiguration';

function granted(props: S3AuditTrailProps = {}, stack = newStack(), verb: Verb = 'runQueries'): Allowed[] {
  const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  new S3AuditTrail(stack, 'Audit', props).grants[verb](role).assertSuccess();
  return allowedIn(stack);
}

function allowedIn(stack: Stack, policyId = ''): Allowed[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies
    .filter(([id]) => id.startsWith(policyId))
    .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement as Record<string, unknown>[])
    .map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat() as string[],
      resources: [Resource].flat().map(textOf),
      condition: Condition,
    }));
}

const resourcesOf = (allowed: Allowed[], action: string) =>
  allowed.filter((one) => one.actions.includes(action)).flatMap((one) => one.resources);

test('an analyst may run queries, read table, view and logs, write and read results', () => {
  const allowed = granted();
  expect(resourcesOf(allowed, 'athena:StartQueryExecution')).toEqual([
    expect.stringMatching(/:athena:eu-west-1:111122223333:workgroup\/<"AuditWorkgroup\w+">$/),
  ]);
  expect(resourcesOf(allowed, 'glue:GetTable')).toEqual([
    expect.stringMatching(/:glue:eu-west-1:111122223333:catalog$/),
    expect.stringMatching(/:database\/<"AuditDatabase\w+">$/),
    expect.stringMatching(/:table\/<"AuditDatabase\w+">\/<"AuditTable\w+">$/),
    expect.stringMatching(/:table\/<"AuditDatabase\w+">\/<"AuditRequestsView\w+">$/),
  ]);
  expect(resourcesOf(allowed, 'glue:GetDatabase')).toContainEqual(expect.stringMatching(/:database\/default$/));
  expect(resourcesOf(allowed, 's3:GetObject')).toEqual([
    expect.stringMatching(/^<\["AuditWorkgroupResults\w+","Arn"\]>\/\*$/),
    expect.stringMatching(/^<\["AuditLogBucket\w+","Arn"\]>\/AWSLogs\/111122223333\/CloudTrail\/\*$/),
  ]);
  expect(resourcesOf(allowed, 's3:PutObject')).toEqual([
    expect.stringMatching(/^<\["AuditWorkgroupResults\w+","Arn"\]>\/\*$/),
  ]);
  expect(allowed.find((one) => one.condition)).toMatchObject({
    actions: ['s3:ListBucket'],
    condition: { StringLike: { 's3:prefix': ['AWSLogs/111122223333/CloudTrail/*'] } },
  });
});

test('without a view, none is granted', () => {
  const tables = (allowed: Allowed[]) => resourcesOf(allowed, 'glue:GetTable').filter((arn) => arn.includes(':table/'));
  expect(tables(granted({ requestsView: false }))).toEqual([expect.stringMatching(/\/<"AuditTable\w+">$/)]);

  const stack = newStack();
  const { table, workgroup, requestsView } = new S3AuditTrail(stack, 'Audit');
  const [one, both] = ['One', 'Both'].map(
    (id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }),
  );
  S3AuditGrants.of(table, workgroup).runQueries(one);
  S3AuditGrants.of(table, workgroup, requestsView).runQueries(both);
  expect(tables(allowedIn(stack, 'OneDefaultPolicy'))).toHaveLength(1);
  expect(tables(allowedIn(stack, 'BothDefaultPolicy'))).toHaveLength(2);
});

test('and nothing more', () => {
  const allowed = granted();
  const actions = allowed.flatMap((one) => one.actions);
  expect(actions.filter((action) => /\*|Delete|Create|Update|Tag|Acl|Policy/.test(action))).toEqual([]);
  expect(actions.filter((action) => /Put|Abort/.test(action)).sort()).toEqual([
    's3:AbortMultipartUpload',
    's3:PutObject',
  ]);
  expect(allowed.filter((one) => one.resources.includes('*'))).toEqual([
    {
      actions: [
        'athena:ListDataCatalogs',
        'athena:ListEngineVersions',
        'athena:ListWorkGroups',
        'lakeformation:GetDataAccess',
      ],
      resources: ['*'],
      condition: undefined,
    },
  ]);
});

test('what drivers and BI tools list: databases, and the tables of this one', () => {
  const allowed = granted();
  for (const action of ['GetDataCatalog', 'GetDatabase', 'GetTableMetadata', 'ListDatabases', 'ListTableMetadata']) {
    expect(resourcesOf(allowed, `athena:${action}`)).toEqual([expect.stringMatching(/:datacatalog\/AwsDataCatalog$/)]);
  }
  expect(resourcesOf(allowed, 'glue:GetDatabases')).toEqual([
    expect.stringMatching(/:catalog$/),
    expect.stringMatching(/:database\/\*$/),
  ]);
  expect(resourcesOf(allowed, 'glue:GetTables')).toEqual([
    expect.stringMatching(/:catalog$/),
    expect.stringMatching(/:database\/<"AuditDatabase\w+">$/),
    expect.stringMatching(/:table\/<"AuditDatabase\w+">\/\*$/),
  ]);
});

test('the log files of the table’s accounts, and nothing else under a shared AWSLogs/', () => {
  const logsOf = (props: S3AuditTrailProps, stack?: Stack) =>
    resourcesOf(granted(props, stack), 's3:GetObject')
      .map((arn) => arn.replace(/^.*?>\//, ''))
      .filter((path) => path !== '*');
  const accounts = ['111122223333', '444455556666'];
  expect(logsOf({ accounts: AuditedAccounts.of(accounts) })).toEqual(
    accounts.map((account) => `AWSLogs/${account}/CloudTrail/*`),
  );
  expect(logsOf({}, newStack({}))).toEqual(['AWSLogs/<"AWS::AccountId">/CloudTrail/*']);
  const stack = newStack();
  const parameter = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' });
  expect(logsOf({ accounts: AuditedAccounts.of(parameter.valueAsList) }, stack)).toEqual(['AWSLogs/*/CloudTrail/*']);
});

describe('an audit whose buckets are in a stack of another account', () => {
  const app = new App();
  const central = new Stack(app, 'Central', { env: { ...ENV, account: '999988887777' } });
  const own = new Stack(app, 'Own', { env: ENV });
  const bucket = (id: string) =>
    new s3.Bucket(central, id, {
      bucketName: `central-${id.toLowerCase()}`,
      encryption: s3.BucketEncryption.S3_MANAGED,
    });
  const logBucket = bucket('Logs');
  const results = bucket('Results');
  const workgroup = AuditWorkgroup.fromWorkgroupName('security', QueryResults.inBucket(results, 'athena'));
  const role = new iam.Role(own, 'Analyst', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'analyst' });
  new S3AuditTrail(own, 'Audit', { logStorage: LogStorage.inBucket(logBucket), workgroup }).grants
    .runQueries(role)
    .assertSuccess();
  const policies = () =>
    Object.values(Template.fromStack(central).findResources('AWS::S3::BucketPolicy')).map(
      ({ Properties: { Bucket, PolicyDocument } }) => ({
        bucket: textOf(Bucket),
        allowed: (PolicyDocument.Statement as Record<string, unknown>[])
          .filter(({ Principal }) => JSON.stringify(Principal).includes('role/analyst'))
          .flatMap(({ Action }) => Action),
      }),
    );

  test('the policies of the buckets let the analyst in, too', () => {
    expect(policies()).toEqual([
      { bucket: expect.stringMatching(/Logs/), allowed: ['s3:GetBucketLocation', 's3:ListBucket', 's3:GetObject'] },
      {
        bucket: expect.stringMatching(/Results/),
        allowed: [
          's3:GetBucketLocation',
          's3:ListBucket',
          's3:ListBucketMultipartUploads',
          's3:AbortMultipartUpload',
          's3:GetObject',
          's3:ListMultipartUploadParts',
          's3:PutObject',
        ],
      },
    ]);
  });
});

/** All that is allowed, an action a line. */
const lines = (allowed: Allowed[]) =>
  allowed.flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((arn) => `${action} ${arn}`)));

describe('an investigator', () => {
  const logs = 'AWSLogs/111122223333/CloudTrail*/*';
  const readLogs = (props: S3AuditTrailProps = {}, stack = newStack()) => granted(props, stack, 'readLogs');

  test('may read log files, digests and what was there before, list, and look up what validates them', () => {
    const allowed = readLogs();
    expect(lines(allowed).map((line) => line.replace(/<\["AuditLogBucket\w+","Arn"\]>/, 'BUCKET'))).toEqual([
      'cloudtrail:DescribeTrails *',
      'cloudtrail:ListPublicKeys *',
      's3:GetBucketLocation BUCKET',
      's3:ListBucket BUCKET',
      's3:ListBucketVersions BUCKET',
      `s3:GetObject BUCKET/${logs}`,
      `s3:GetObjectAttributes BUCKET/${logs}`,
      `s3:GetObjectLegalHold BUCKET/${logs}`,
      `s3:GetObjectRetention BUCKET/${logs}`,
      `s3:GetObjectVersion BUCKET/${logs}`,
      `s3:GetObjectVersionAttributes BUCKET/${logs}`,
    ]);
    // `aws cloudtrail validate-logs` lists without a prefix, which a condition on it would refuse.
    expect(allowed.filter(({ condition }) => condition)).toEqual([]);
  });

  test('decrypts them', () => {
    const stack = newStack();
    const logBucket = new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'LogsKey') });
    const allowed = readLogs({ logStorage: LogStorage.inBucket(logBucket, { prefix: 'audit' }) }, stack);
    expect(lines(allowed).filter((line) => line.startsWith('kms:'))).toEqual([
      expect.stringMatching(/^kms:Decrypt <\["LogsKey\w+","Arn"\]>$/),
    ]);
    expect(resourcesOf(allowed, 's3:GetObjectVersion')).toEqual([expect.stringMatching(`/audit/${logs}`)]);
  });

  test('of an organization looks up its id, too, which its digests lie under', () => {
    const organization = { organizationId: 'o-a1b2c3d4e5', accounts: AuditedAccounts.of(['111122223333']) };
    for (const prefix of [undefined, 'o-a1b2c3d4e5']) {
      const stack = newStack();
      const logBucket = new s3.Bucket(stack, 'Logs');
      const logStorage = LogStorage.inBucket(logBucket, { prefix });
      const allowed = readLogs({ ...organization, logStorage }, stack);
      expect(resourcesOf(allowed, 'organizations:DescribeOrganization')).toEqual(['*']);
      expect(resourcesOf(allowed, 's3:GetObject')).toEqual([
        expect.stringMatching(/AWSLogs\/o-a1b2c3d4e5\/111122223333\/CloudTrail\*\/\*$/),
      ]);
    }
    expect(resourcesOf(readLogs(), 'organizations:DescribeOrganization')).toEqual([]);
  });

  test('of logs that exist looks up the id of an organization where one of their places is of one', () => {
    const stack = newStack();
    const bucket = (id: string) => s3.Bucket.fromBucketName(stack, id, id.toLowerCase());
    const accounts = AuditedAccounts.of(['111122223333']);
    const places = [
      LogLocation.ofAccounts(bucket('Logs')),
      LogLocation.ofOrganization(bucket('All'), 'o-a1b2c3d4e5', { accounts }),
    ];
    new S3Audit(stack, 'Audit', { logs: places }).grants.readLogs(new iam.User(stack, 'User')).assertSuccess();
    expect(resourcesOf(allowedIn(stack), 'organizations:DescribeOrganization')).toEqual(['*']);
  });

  test('of logs that exist, in all their places', () => {
    const stack = newStack();
    const places = ['One', 'Two'].map((id) => LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, id, id)));
    new S3Audit(stack, 'Audit', { logs: places }).grants.readLogs(new iam.User(stack, 'User')).assertSuccess();
    expect(resourcesOf(allowedIn(stack), 's3:GetObjectVersion')).toEqual([
      expect.stringMatching(/:s3:::One\/AWSLogs/),
      expect.stringMatching(/:s3:::Two\/AWSLogs/),
    ]);
  });
});

describe('an auditor', () => {
  const ARN = ':eu-west-1:111122223333:';

  test('may read how all parts of it are set up', () => {
    const allowed = granted({}, newStack(), 'readConfiguration');
    const trail = [expect.stringMatching(`:cloudtrail${ARN}trail/Stack-Audit-Trail-`)];
    for (const action of ['GetTrail', 'GetTrailStatus', 'GetEventSelectors', 'GetInsightSelectors', 'ListTags']) {
      expect(resourcesOf(allowed, `cloudtrail:${action}`)).toEqual(trail);
    }
    for (const action of ['GetTable', 'GetTableVersions']) {
      expect(resourcesOf(allowed, `glue:${action}`)).toEqual([
        expect.stringMatching(`:glue${ARN}catalog$`),
        expect.stringMatching(`:glue${ARN}database/<"AuditDatabase`),
        expect.stringMatching(`:glue${ARN}table/<"AuditDatabase\\w+">/<"AuditTable`),
        expect.stringMatching(`:glue${ARN}table/<"AuditDatabase\\w+">/<"AuditRequestsView`),
      ]);
    }
    for (const action of ['GetWorkGroup', 'ListNamedQueries', 'GetNamedQuery', 'GetPreparedStatement']) {
      expect(resourcesOf(allowed, `athena:${action}`)).toEqual([
        expect.stringMatching(`:athena${ARN}workgroup/<"AuditWorkgroup`),
      ]);
    }
    for (const action of ['GetBucketPolicy', 'GetEncryptionConfiguration', 'GetLifecycleConfiguration']) {
      expect(resourcesOf(allowed, `s3:${action}`)).toEqual([
        expect.stringMatching(/^<\["AuditLogBucket\w+","Arn"\]>$/),
        expect.stringMatching(/^<\["AuditWorkgroupResults\w+","Arn"\]>$/),
      ]);
    }
  });

  test('and no data, nor anything of what isn’t the audit’s', () => {
    const stack = newStack();
    const bucket = (id: string) => new s3.Bucket(stack, id, { encryptionKey: new kms.Key(stack, `${id}Key`) });
    const workgroup = AuditWorkgroup.fromWorkgroupName('security', QueryResults.inBucket(bucket('Results')));
    const logStorage = LogStorage.inBucket(bucket('Logs'));
    const allowed = granted({ logStorage, workgroup }, stack, 'readConfiguration');
    const actions = allowed.flatMap((one) => one.actions);
    expect(actions.filter((action) => !/:(BatchGet|Describe|Get|List)[A-Z]/.test(action))).toEqual([]);
    expect(actions.filter((action) => /Object(?!Lock)|Execution|Results|ListBucket|Decrypt/.test(action))).toEqual([]);
    expect(lines(allowed).filter((line) => line.includes('*'))).toEqual([]);
    for (const action of ['DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListGrants', 'ListResourceTags']) {
      expect(resourcesOf(allowed, `kms:${action}`)).toEqual([
        expect.stringContaining('LogsKey'),
        expect.stringContaining('ResultsKey'),
      ]);
    }
  });

  test('of logs that exist: without a trail, which isn’t the audit’s', () => {
    const stack = newStack();
    const logs = [LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, 'Logs', 'logs'))];
    const audit = new S3Audit(stack, 'Audit', { logs });
    audit.grants.readConfiguration(new iam.User(stack, 'User')).assertSuccess();
    const allowed = allowedIn(stack);
    expect(lines(allowed).filter((line) => line.startsWith('cloudtrail:'))).toEqual([]);
    expect(resourcesOf(allowed, 's3:GetBucketPolicy')).toContainEqual(expect.stringMatching(/:s3:::logs$/));
    expect(resourcesOf(allowed, 'glue:GetTable')).not.toEqual([]);
  });
});

describe('a request table', () => {
  const opened = (verb: Verb, grantFirst: boolean) => {
    const stack = newStack();
    const audit = new S3AuditTrail(stack, 'Audit');
    const analyst = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    const grant = () => audit.grants[verb](analyst).assertSuccess();
    const add = () =>
      audit.addRequestTable({ storage: RequestStorage.newBucket({ encryption: AuditEncryption.kms() }) });
    (grantFirst ? [grant, add] : [add, grant]).forEach((step) => step());
    return lines(allowedIn(stack, 'AnalystDefaultPolicy')).filter((line) => line.includes('AuditRequestTable'));
  };

  test.each<[Verb, number]>([
    ['runQueries', 3],
    ['readLogs', 0],
    ['readConfiguration', 6],
  ])('%s opens as much of it that is added later', (verb, services) => {
    const [before, after] = [true, false].map((grantFirst) => opened(verb, grantFirst));
    expect([...before].sort()).toEqual([...after].sort());
    expect(new Set(after.map((line) => line.split(':')[0])).size).toBe(services);
  });

  test('is opened to who may run queries: its definition, its files and its key', () => {
    const shown = opened('runQueries', false).map((line) =>
      line.replace(/(AuditRequestTable[A-Za-z]*?)[0-9A-F]{8}/g, '$1'),
    );
    expect(shown.filter((line) => !line.startsWith('glue:'))).toEqual([
      's3:GetBucketLocation <["AuditRequestTableBucket","Arn"]>',
      's3:ListBucket <["AuditRequestTableBucket","Arn"]>',
      's3:GetObject <["AuditRequestTableBucket","Arn"]>/requests/*',
      's3:GetObject <["AuditRequestTableBucket","Arn"]>/loads/*',
      'kms:Decrypt <["AuditRequestTableKey","Arn"]>',
    ]);
  });

  test('is shown to an auditor: how it is set up, and none of its rows', () => {
    const shown = opened('readConfiguration', false);
    expect(shown.filter((line) => !/^\w+:(Describe|Get|List)[A-Z]/.test(line))).toEqual([]);
    expect(shown.filter((line) => /s3:GetObject|s3:ListBucket|kms:Decrypt|athena:/.test(line))).toEqual([]);
  });

  test('is opened by grants that are made of it', () => {
    const stack = newStack();
    const audit = new S3AuditTrail(stack, 'Audit');
    const requestTable = audit.addRequestTable();
    const [reader, other] = ['With', 'Without'].map((id) => new iam.User(stack, id));
    S3AuditGrants.of(audit.table, audit.workgroup, undefined, undefined, requestTable).runQueries(reader);
    S3AuditGrants.of(audit.table, audit.workgroup).runQueries(other);
    const files = (policyId: string) =>
      resourcesOf(allowedIn(stack, policyId), 's3:GetObject').filter((arn) => arn.includes('AuditRequestTable'));
    expect(files('WithDefaultPolicy')).toHaveLength(2);
    expect(files('WithoutDefaultPolicy')).toEqual([]);
  });
});

describe('a key of another account', () => {
  test.each<[Verb, string[]]>([
    ['readLogs', ['kms:Decrypt']],
    ['readConfiguration', ['kms:DescribeKey', 'kms:GetKeyPolicy']],
  ])('that is imported: %s warns of what its policy needs', (verb, actions) => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:444455556666:key/abc');
    const logBucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', {
      bucketName: 'their-logs',
      account: '444455556666',
      encryptionKey,
    });
    granted({ logStorage: LogStorage.inBucket(logBucket) }, stack, verb);
    const [told] = warnings(stack).filter((warning) => warning.includes('keyOfAnotherAccount'));
    actions.forEach((action) => expect(told).toContain(`"${action}"`));
  });
});

describe('warns of whom nothing can be granted to', () => {
  const arn = 'arn:aws:iam::111122223333:role/kept';
  const newRole = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  test.each<[string, string | undefined, (stack: Stack) => iam.IGrantable]>([
    ['a role', undefined, newRole],
    ['an imported role', undefined, (stack) => iam.Role.fromRoleArn(stack, 'Role', arn)],
    ['an imported user', undefined, (stack) => iam.User.fromUserName(stack, 'User', 'analyst')],
    ['a role that must not change', 'Stack/ImmutableRoleRole', (stack) => newRole(stack).withoutPolicyUpdates()],
    ['an immutable role', 'Stack/Role', (stack) => iam.Role.fromRoleArn(stack, 'Role', arn, { mutable: false })],
    [
      'a role of another account',
      'Stack/Role',
      (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::999988887777:role/other'),
    ],
    ['an ARN', `ArnPrincipal(${arn})`, () => new iam.ArnPrincipal(arn)],
  ])('%s: %s', (_, named, newGrantee) => {
    const stack = newStack();
    const audit = new S3AuditTrail(stack, 'Audit');
    audit.grants.runQueries(newGrantee(stack));
    expect(warnings(stack)).toEqual(
      named === undefined
        ? []
        : [
            `The policy of ${named} can't be amended, so it can run the queries of Stack/Audit/Table only as far as other policies let it. ` +
              '[ack: cdk-s3-audit-trail:notGranted]',
          ],
    );
  });
});

test.each<[Verb, string]>([
  ['readLogs', 'read the logs'],
  ['readConfiguration', 'read the configuration'],
])('so does %s', (verb, can) => {
  const stack = newStack();
  new S3AuditTrail(stack, 'Audit').grants[verb](new iam.ArnPrincipal('arn:aws:iam::111122223333:role/kept'));
  expect(warnings(stack)).toEqual([expect.stringContaining(`so it can ${can} of Stack/Audit/Table only as far`)]);
});

test('with buckets that have keys: decrypt logs, encrypt and decrypt results, under the prefixes', () => {
  const stack = newStack();
  const bucket = (id: string) => new s3.Bucket(stack, id, { encryptionKey: new kms.Key(stack, `${id}Key`) });
  const results = QueryResults.inBucket(bucket('Results'), 'athena');
  const workgroup = AuditWorkgroup.fromWorkgroupName('security', results);
  const allowed = granted({ logStorage: LogStorage.inBucket(bucket('Logs'), { prefix: 'audit' }), workgroup }, stack);
  expect(resourcesOf(allowed, 'kms:Decrypt')).toEqual([
    expect.stringContaining('ResultsKey'),
    expect.stringContaining('LogsKey'),
  ]);
  expect(resourcesOf(allowed, 'kms:GenerateDataKey')).toEqual([expect.stringContaining('ResultsKey')]);
  expect(resourcesOf(allowed, 's3:GetObject')).toEqual([
    expect.stringMatching(/\/athena\/\*$/),
    expect.stringMatching(/\/audit\/AWSLogs\/111122223333\/CloudTrail\/\*$/),
  ]);
});

test('with results that Athena keeps: no bucket is written', () => {
  const stack = newStack();
  const workgroup = new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.athenaManaged() });
  expect(resourcesOf(granted({ workgroup }, stack), 's3:PutObject')).toEqual([]);
});

describe('results in the bucket of the log files', () => {
  const audit = (prefix?: string, s3KeyPrefix?: string) => {
    const stack = newStack();
    const logBucket = new s3.Bucket(stack, 'Logs');
    const workgroup = new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.inBucket(logBucket, prefix) });
    return new S3AuditTrail(stack, 'Audit', {
      logStorage: LogStorage.inBucket(logBucket, { prefix: s3KeyPrefix }),
      workgroup,
    });
  };

  test.each([
    [undefined, undefined],
    ['AWSLogs', undefined],
    ['AWSLogs/111122223333/CloudTrail', undefined],
    ['audit', 'audit'],
    ['audit/AWSLogs/results', 'audit'],
  ])('are refused under the prefix %s where log files lie under %s', (prefix, s3KeyPrefix) => {
    expect(() => audit(prefix, s3KeyPrefix)).toThrow(
      /Invalid 'results': got .*, allowed is a prefix beside .*AWSLogs\//,
    );
  });

  test.each([
    ['results', undefined],
    ['AWSLogs-results', undefined],
    ['AWSLogs', 'audit'],
  ])('are taken under the prefix %s where log files lie under %s', (prefix, s3KeyPrefix) => {
    expect(() => audit(prefix, s3KeyPrefix)).not.toThrow();
  });
});

test('a view over another table is refused', () => {
  const stack = newStack();
  const [one, other] = ['One', 'Other'].map((id) => new S3AuditTrail(stack, id));
  expect(() => S3AuditGrants.of(one.table, one.workgroup, other.requestsView)).toThrow(
    `Invalid 'view': got "Stack/Other/RequestsView", allowed is a view over Stack/One/Table.`,
  );
  const logs = ['first', 'second'].map((name) => LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, name, name)));
  const { history, workgroup } = new S3Audit(stack, 'Both', { logs });
  expect(() => S3AuditGrants.of(history, workgroup, other.requestsView)).toThrow(
    'allowed is a view over Stack/Both/Table, Stack/Both/Table2.',
  );
});

test('with an imported bucket of another account: a warning says what its policy needs', () => {
  const stack = newStack();
  const logBucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', {
    bucketName: 'their-logs',
    account: '444455556666',
  });
  const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  new S3AuditTrail(stack, 'Audit', { logStorage: LogStorage.inBucket(logBucket) }).grants.runQueries(role);
  const told = warnings(stack).filter((warning) => warning.includes('bucketOfAnotherAccount'));
  expect(told.map((warning) => /"Action":"([^"]*)"/.exec(warning)?.[1])).toEqual([
    's3:GetBucketLocation',
    's3:ListBucket',
    's3:GetObject',
  ]);
  expect(told[2]).toMatch(/^The policy of the imported bucket Stack\/Logs can't be amended, .* than Stack\/Analyst/);
});
