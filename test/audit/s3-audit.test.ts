import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AccountLogOptions,
  AuditQuery,
  AuditWorkgroup,
  AuditedAccounts,
  AuditedRegions,
  LogBucket,
  LogLocation,
  QueryPack,
  QueryResults,
  S3Audit,
  S3AuditProps,
  S3AuditTrail,
} from '../../lib';
import { ACCOUNT, ENV, newStack, onlyResource, textOf, warnings } from '../util';

const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER = '444455556666';
const REGIONS = AuditedRegions.of(['eu-west-1', 'us-east-1']);

const named = (stack: Stack, name = 'logs') =>
  (stack.node.tryFindChild(name) as s3.IBucket | undefined) ?? s3.Bucket.fromBucketName(stack, name, name);

/** Of two accounts. */
const ofOrganization = (stack: Stack, accounts = AuditedAccounts.of([ACCOUNT, OTHER])) =>
  LogLocation.ofOrganization(named(stack, 'org-logs'), ORGANIZATION, {
    prefix: ORGANIZATION,
    accounts,
    regions: REGIONS,
  });

function synthAudit(logs: (stack: Stack) => LogLocation[], props: Partial<S3AuditProps> = {}, stack = newStack()) {
  const audit = new S3Audit(stack, 'Audit', { logs: logs(stack), ...props });
  const template = Template.fromStack(stack);
  return { audit, stack, template };
}

function locations(template: Template): Record<string, string> {
  const tables = template.findResources('AWS::Glue::Table', {
    Properties: { TableInput: { TableType: 'EXTERNAL_TABLE' } },
  });
  return Object.fromEntries(
    Object.values(tables).map(({ Properties: { TableInput: input } }) => [
      input.Name as string,
      textOf(input.Parameters['storage.location.template']),
    ]),
  );
}

const textOfQuery = (template: Template, Name: string) =>
  textOf(onlyResource(template, 'AWS::Athena::NamedQuery', { Name }).QueryString);
const textOfStatement = (template: Template, StatementName: string) =>
  textOf(onlyResource(template, 'AWS::Athena::PreparedStatement', { StatementName }).QueryStatement);

test('makes neither a trail nor a bucket for log files', () => {
  const { template, audit } = synthAudit((stack) => [LogLocation.ofAccounts(named(stack))], {
    workgroup: AuditWorkgroup.fromWorkgroupName('security', QueryResults.athenaManaged()),
  });
  template.resourceCountIs('AWS::CloudTrail::Trail', 0);
  template.resourceCountIs('AWS::S3::Bucket', 0);
  template.resourceCountIs('AWS::S3::BucketPolicy', 0);
  expect(audit.savedQueries.map(({ query }) => query)).toEqual(QueryPack.REQUEST_IDENTIFICATION);
  expect(audit.history).toBe(audit.tables[0]);
});

test('over the log bucket of an audit that made it asks what that one asks', () => {
  const stack = newStack();
  const made = new S3AuditTrail(stack, 'Made');
  const found = new S3Audit(stack, 'Found', { logs: [LogLocation.ofAccounts(made.logBucket)] });
  const [one, other] = [made.table, found.tables[0]].map(
    ({ table }) => stack.resolve((table.node.defaultChild as glue.CfnTable).tableInput) as object,
  );
  expect(other).toEqual(one);
  // The retention is that of the bucket, too.
  expect(() => found.addQuery(AuditQuery.COPIES)).not.toThrow();
  expect(
    () => new S3Audit(stack, 'Long', { logs: [LogLocation.ofAccounts(made.logBucket)], window: Duration.days(366) }),
  ).toThrow(/Invalid 'window': got "Duration.days\(366\)", allowed is at most the retention/);
});

describe('paths', () => {
  test.each<[string, (bucket: s3.IBucket) => LogLocation, string]>([
    ['of an account', (bucket) => LogLocation.ofAccounts(bucket), 'logs/AWSLogs/'],
    ['with a prefix', (bucket) => LogLocation.ofAccounts(bucket, { prefix: 'a/b' }), 'logs/a/b/AWSLogs/'],
    [
      'of an organization',
      (bucket) => LogLocation.ofOrganization(bucket, ORGANIZATION, { accounts: AuditedAccounts.ofStack() }),
      `logs/AWSLogs/${ORGANIZATION}/`,
    ],
    [
      'of Control Tower',
      (bucket) =>
        LogLocation.ofOrganization(bucket, ORGANIZATION, { prefix: ORGANIZATION, accounts: AuditedAccounts.ofStack() }),
      `logs/${ORGANIZATION}/AWSLogs/${ORGANIZATION}/`,
    ],
    [
      'of Control Tower before 3.0',
      (bucket) => LogLocation.ofAccounts(bucket, { prefix: ORGANIZATION }),
      `logs/${ORGANIZATION}/AWSLogs/`,
    ],
  ])('%s', (_, location, path) => {
    const { template, audit } = synthAudit((stack) => [location(named(stack))]);
    expect(Object.values(locations(template))).toEqual([`s3://${path}\${account}/CloudTrail/\${region}/\${day}/`]);
    expect(`logs/${audit.tables[0].logPath}`).toBe(path);
  });

  test.each(['us-east-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1'])('in every partition: %s', (region) => {
    const { template } = synthAudit(
      (stack) =>
        [ofOrganization(stack, AuditedAccounts.of([OTHER]))].map(() =>
          LogLocation.ofOrganization(named(stack), ORGANIZATION, { accounts: AuditedAccounts.of([OTHER]) }),
        ),
      {},
      newStack({ env: { ...ENV, region } }),
    );
    const [{ Properties }] = Object.values(
      template.findResources('AWS::Glue::Table', { Properties: { TableInput: { TableType: 'EXTERNAL_TABLE' } } }),
    );
    const regions = (Properties.TableInput.Parameters['projection.region.values'] as string).split(',');
    expect(regions).toContain(region);
    expect(regions.every((one) => one.split('-')[0] === region.split('-')[0] || region.startsWith('us-east'))).toBe(
      true,
    );
    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
  });
});

describe('several places', () => {
  const both = (stack: Stack) => [
    LogLocation.ofAccounts(named(stack, 'old-logs'), { regions: REGIONS, lastDay: '2025/06/30' }),
    ofOrganization(stack),
  ];

  test('are a table each, named by their order, and one relation', () => {
    const { template, audit } = synthAudit(both);
    expect(locations(template)).toEqual({
      cloudtrail_logs: 's3://old-logs/AWSLogs/${account}/CloudTrail/${region}/${day}/',
      cloudtrail_logs_2: `s3://org-logs/${ORGANIZATION}/AWSLogs/${ORGANIZATION}/\${account}/CloudTrail/\${region}/\${day}/`,
    });
    const text = textOfQuery(template, 'sigv2-requests');
    expect(text.match(/FROM "/g)).toHaveLength(2);
    expect(text.match(/UNION ALL/g)).toHaveLength(1);
    expect(text.match(/day BETWEEN/g)).toHaveLength(1);
    expect(audit.tables.map(({ accounts }) => accounts)).toEqual([[ACCOUNT], [ACCOUNT, OTHER]]);
  });

  test('the first of them keeps its logical id and its name where another is added', () => {
    const [one, two] = [synthAudit((stack) => both(stack).slice(0, 1)), synthAudit(both)].map(
      ({ template }) => template.toJSON().Resources as Record<string, { Type: string; Properties: object }>,
    );
    for (const [id, { Type }] of Object.entries(one)) {
      expect(two[id]?.Type).toBe(Type);
    }
    expect(Object.keys(two).filter((id) => !(id in one))).toHaveLength(1);
  });

  test('in a database of one’s own have names that differ from those of other audits', () => {
    const { stack, audit } = synthAudit(both);
    const { database } = audit;
    expect(() => new S3Audit(stack, 'Second', { logs: both(stack), database })).not.toThrow();
    const third = new S3Audit(stack, 'Third', { logs: both(stack), database, tableName: 'mine' });
    expect(
      third.tables.map(({ table }) => stack.resolve((table.node.defaultChild as glue.CfnTable).tableInput)),
    ).toEqual([expect.objectContaining({ name: 'mine' }), expect.objectContaining({ name: 'mine_2' })]);
  });

  test('in one bucket, of different accounts or regions, are no folder twice', () => {
    const one = (stack: Stack, options: AccountLogOptions) => LogLocation.ofAccounts(named(stack), options);
    const accounts = AuditedAccounts.of([OTHER]);
    expect(() => synthAudit((stack) => [one(stack, {}), one(stack, { accounts })])).not.toThrow();
    expect(() => synthAudit((stack) => [one(stack, {}), one(stack, { prefix: 'a' })])).not.toThrow();
    const [eu, us] = ['eu-west-1', 'us-east-1'].map((region) => AuditedRegions.of([region]));
    expect(() => synthAudit((stack) => [one(stack, { regions: eu }), one(stack, { regions: us })])).not.toThrow();
    expect(() => synthAudit((stack) => [one(stack, { regions: eu }), one(stack, {})])).toThrow(
      'Invalid \'logs\': got "Stack/Audit/Table2 over AWSLogs/", allowed is each folder once; Stack/Audit/Table reads some',
    );
    const any = AuditedAccounts.injected();
    expect(() => synthAudit((stack) => [one(stack, { accounts: any }), one(stack, {})])).toThrow(/each folder once/);
    const anywhere = () => newStack({});
    expect(() => synthAudit((stack) => [one(stack, {}), one(stack, {})], {}, anywhere())).toThrow(/each folder once/);
    const lists = (stack: Stack, ids: string[]) =>
      ids.map((id) => AuditedAccounts.of(new CfnParameter(stack, id, { type: 'CommaDelimitedList' }).valueAsList));
    expect(() =>
      synthAudit((stack) => lists(stack, ['A', 'B']).map((some) => one(stack, { accounts: some }))),
    ).not.toThrow();
  });

  test('a query of one’s own can’t read any of them around its window', () => {
    const { audit } = synthAudit(both, { tableName: 'logs' });
    const own = AuditQuery.fromText('own', 'SELECT 1 FROM s3_requests JOIN logs_2 ON true');
    expect(() => audit.addQuery(own)).toThrow(/got "logs_2", allowed is s3_requests/);
  });

  test('a retention that is known of all of them bounds the window, by the longest', () => {
    const logs = (days: (number | undefined)[]) => (stack: Stack) =>
      days.map((retention, index) =>
        LogLocation.ofAccounts(named(stack, `logs-${index}`), {
          retention: retention === undefined ? undefined : Duration.days(retention),
        }),
      );
    const window = Duration.days(200);
    expect(() => synthAudit(logs([90, 120]), { window })).toThrow(/at most the retention of the log files, .*120/);
    expect(() => synthAudit(logs([90, 365]), { window })).not.toThrow();
    expect(() => synthAudit(logs([90, undefined]), { window })).not.toThrow();
  });

  test('the view reads all of them', () => {
    const { template, audit } = synthAudit(both);
    const view = onlyResource(template, 'AWS::Glue::Table', { TableInput: { TableType: 'VIRTUAL_VIEW' } });
    expect(JSON.stringify(view.TableInput.ViewOriginalText)).toContain('Fn::Base64');
    expect(JSON.stringify(view).match(/UNION ALL/g)).toHaveLength(1);
    expect(audit.requestsView!.table).toBe(audit.history);
  });
});

test('a history that has ended says that saved queries look back from today', () => {
  const ended = (stack: Stack) => LogLocation.ofAccounts(named(stack), { lastDay: '2025/06/30' });
  expect(warnings(synthAudit((stack) => [ended(stack)]).stack)).toEqual([
    expect.stringMatching(/Every place of logs has a 'lastDay'.*logsHaveEnded/s),
  ]);
  expect(warnings(synthAudit((stack) => [ended(stack), ofOrganization(stack)]).stack)).toEqual([]);
});

describe('accounts that each query must name', () => {
  const injected = (saved?: string[]) => (stack: Stack) => [ofOrganization(stack, AuditedAccounts.injected({ saved }))];

  test('without any that are saved: prepared statements alone, which take an account after the days', () => {
    const { template, audit } = synthAudit(injected(), { queries: QueryPack.ALL });
    template.resourceCountIs('AWS::Athena::NamedQuery', 0);
    const statements = Object.values(template.findResources('AWS::Athena::PreparedStatement'));
    expect(statements).toHaveLength(QueryPack.ALL.length);
    for (const { Properties } of statements) {
      expect(textOf(Properties.QueryStatement).match(/\n +AND account = \?\n/g)).toHaveLength(1);
      expect(Properties.Description).toMatch(/^Parameters: first day, last day, account(, |$)/);
    }
    expect(audit.savedQueries.map(({ plannedPartitions }) => plannedPartitions)).not.toContainEqual(expect.anything());
    expect(audit.tables[0].hasInjectedAccounts).toBe(true);
  });

  test.each([
    [[OTHER], `account = '${OTHER}'`],
    [[OTHER, ACCOUNT], `account IN ('${OTHER}', '${ACCOUNT}')`],
  ])('saved queries name %j', (saved, condition) => {
    const { template } = synthAudit(injected(saved));
    expect(textOfQuery(template, 'sigv2-requests')).toContain(condition);
    expect(textOfStatement(template, 'sigv2_requests')).toContain('account = ?');
    const table = onlyResource(template, 'AWS::Glue::Table', { TableInput: { TableType: 'EXTERNAL_TABLE' } });
    expect(table.TableInput.Parameters).toMatchObject({ 'projection.account.type': 'injected' });
    expect(table.TableInput.Parameters).not.toHaveProperty('projection.account.values');
  });

  test('none of the queries lacks them, whatever it reads', () => {
    const { template } = synthAudit(injected([OTHER]), {
      queries: ['s3_requests', 'aws_requests', 'cloudtrail_logs'].map((relation) =>
        AuditQuery.fromText(`own-${relation.replace('_', '-')}`, `SELECT count(*) AS n FROM ${relation}`),
      ),
    });
    for (const { Properties } of Object.values(template.findResources('AWS::Athena::NamedQuery'))) {
      expect(textOf(Properties.QueryString)).toContain(`AND account = '${OTHER}'`);
    }
  });

  test('restrict every place, and saved queries warn of what these then leave out', () => {
    const logs = (saved: string[]) => (stack: Stack) => [
      LogLocation.ofAccounts(named(stack)),
      ...injected(saved)(stack),
    ];
    const { template, stack } = synthAudit(logs([OTHER]));
    const text = textOfQuery(template, 'sigv2-requests');
    expect(text.indexOf(`account = '${OTHER}'`)).toBeGreaterThan(text.indexOf('UNION ALL'));
    expect(warnings(stack)).toContainEqual(expect.stringContaining(`and so not for ["${ACCOUNT}"]`));
    expect(warnings(synthAudit(logs([OTHER, ACCOUNT])).stack).join()).not.toContain('and so not for');
  });
});

describe('planned partitions', () => {
  const planned = (audit: S3Audit) => audit.savedQueries.map(({ plannedPartitions }) => plannedPartitions);

  test('are days x regions x accounts, of all places together; a last day does not lower them', () => {
    const { audit } = synthAudit(
      (stack) => [
        LogLocation.ofAccounts(named(stack), { regions: AuditedRegions.of(['eu-west-1']), lastDay: '2025/06/30' }),
        ofOrganization(stack),
      ],
      { queries: [AuditQuery.SIGV2_DAYS] },
    );
    expect(planned(audit)).toEqual([8 * 1 * 1 + 8 * 2 * 2]);
  });

  test('of accounts that are named: those, and of a list those of them that it has', () => {
    const saved = [OTHER, '777788889999'];
    const logs = (stack: Stack) => [
      LogLocation.ofAccounts(named(stack), { regions: REGIONS, accounts: AuditedAccounts.of([ACCOUNT, OTHER]) }),
      ofOrganization(stack, AuditedAccounts.injected({ saved })),
    ];
    const { audit } = synthAudit(logs, { queries: [AuditQuery.SIGV2_DAYS] });
    expect(planned(audit)).toEqual([8 * 2 * 1 + 8 * 2 * 2]);
  });

  test('where the region is only known at deployment: those of the largest partition', () => {
    const { audit } = synthAudit((stack) => [LogLocation.ofAccounts(named(stack))], {}, newStack({}));
    const [first] = planned(audit);
    expect(first! / 8).toBeGreaterThan(30);
  });

  test('are unknown where a number is only known at deployment, or no query is saved', () => {
    const parameter = (stack: Stack) => new CfnParameter(stack, 'P', { type: 'CommaDelimitedList' }).valueAsList;
    const lists = synthAudit((stack) => [ofOrganization(stack, AuditedAccounts.of(parameter(stack)))]);
    expect(planned(lists.audit)[0]).toBeUndefined();
    const { audit } = synthAudit((stack) => [ofOrganization(stack)], { queries: [AuditQuery.OBJECT_HISTORY] });
    expect(planned(audit)).toEqual([undefined]);
  });

  const accounts = (count: number) => AuditedAccounts.of(Array.from({ length: count }, (_, n) => String(1e11 + n)));
  const many = (count: number) => synthAudit((stack) => [ofOrganization(stack, accounts(count))]);

  test('over 10,000 are one warning, with what they cost', () => {
    expect(warnings(many(625).stack).join()).not.toContain('partitions');
    const about = warnings(many(626).stack).filter((warning) => warning.includes('partitions'));
    expect(about).toHaveLength(1);
    expect(about[0]).toContain('up to 10016 partitions, days x regions x accounts: as many LISTs of S3, about $0.05');
    expect(about[0]).toContain('AuditedAccounts.injected()');
  });

  test('over 1,000,000 are an error', () => {
    expect(() => many(20_833)).not.toThrow();
    const window = Duration.days(23);
    expect(() => synthAudit((stack) => [ofOrganization(stack, accounts(20_833))], { window })).not.toThrow();
    expect(() => synthAudit((stack) => [ofOrganization(stack, accounts(20_834))], { window })).toThrow(
      /Invalid 'window': got "23 days, 1000032 partitions of a table", allowed is at most 1000000 partitions/,
    );
  });

  test('are limited for each table, which Athena scans by itself', () => {
    const both = (count: number) => (stack: Stack) => [
      ofOrganization(stack, accounts(count)),
      LogLocation.ofAccounts(named(stack), { accounts: accounts(count), regions: REGIONS }),
    ];
    const { audit } = synthAudit(both(20_833), { window: Duration.days(23) });
    expect(planned(audit)[0]).toBe(2 * 24 * 2 * 20_833);
    expect(() => synthAudit(both(20_834), { window: Duration.days(23) })).toThrow(/1000032 partitions of a table/);
  });

  test('of a token in a list are unknown, as it may come to be several', () => {
    const logs = (stack: Stack) => [
      ofOrganization(stack, AuditedAccounts.of([new CfnParameter(stack, 'P').valueAsString])),
    ];
    expect(planned(synthAudit(logs).audit)[0]).toBeUndefined();
  });

  test('of queries that are added later count', () => {
    const stack = newStack();
    const audit = new S3Audit(stack, 'Audit', {
      logs: [ofOrganization(stack, accounts(700))],
      queries: [AuditQuery.OBJECT_HISTORY],
    });
    audit.addQuery(AuditQuery.SIGV2_DAYS);
    Template.fromStack(stack);
    expect(warnings(stack)).toContainEqual(expect.stringContaining('up to 11200 partitions'));
  });
});

describe('accounts of a file', () => {
  const file = 'test/cases/accounts/organization.json';
  const values = (accounts: AuditedAccounts) =>
    synthAudit((stack) => [ofOrganization(stack, accounts)]).audit.tables[0].accounts;

  test('are all that it lists, suspended ones, too, and those that left', () => {
    expect(values(AuditedAccounts.fromFile(file))).toEqual([ACCOUNT, OTHER]);
    expect(values(AuditedAccounts.fromFile(file, { also: ['777788889999'] }))).toEqual([
      ACCOUNT,
      OTHER,
      '777788889999',
    ]);
  });

  test('one that left and came back counts once', () => {
    expect(values(AuditedAccounts.fromFile(file, { also: [OTHER] }))).toEqual([ACCOUNT, OTHER]);
  });
});

describe('a bucket of another account', () => {
  const owner = '999988887777';
  const foreign = (stack: Stack) =>
    s3.Bucket.fromBucketAttributes(stack, 'Foreign', {
      bucketName: 'org-logs',
      account: owner,
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${owner}:key/1234abcd`),
    });
  const logs = (stack: Stack) => [
    LogLocation.ofOrganization(foreign(stack), ORGANIZATION, { accounts: AuditedAccounts.of([ACCOUNT, OTHER]) }),
  ];
  const paths = [ACCOUNT, OTHER].map((id) => `AWSLogs/${ORGANIZATION}/${id}/CloudTrail/*`);

  test('gets what its policy and its key’s must say, as properties and as outputs', () => {
    const { audit, stack, template } = synthAudit(logs);
    const [table] = audit.tables;
    const statements = table.logBucketStatements.map((statement): unknown =>
      stack.resolve(statement.toStatementJson()),
    );
    const principal = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:root`]] } };
    const objects = (path: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::org-logs/${path}`]],
    });
    const bucketArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::org-logs']] };
    expect(statements).toEqual([
      { Effect: 'Allow', Principal: principal, Action: 's3:GetBucketLocation', Resource: bucketArn },
      {
        Effect: 'Allow',
        Principal: principal,
        Action: 's3:ListBucket',
        Resource: bucketArn,
        Condition: { StringLike: { 's3:prefix': paths } },
      },
      { Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: paths.map(objects) },
    ]);
    expect(table.logKeyStatements.map((statement): unknown => stack.resolve(statement.toStatementJson()))).toEqual([
      { Effect: 'Allow', Principal: principal, Action: 'kms:Decrypt', Resource: '*' },
    ]);
    const outputs = Object.entries(template.findOutputs('*')).map(([id, { Value }]) => [id, textOf(Value)]);
    expect(outputs).toEqual([
      [expect.stringContaining('LogBucketStatements'), expect.stringContaining('s3:prefix')],
      [expect.stringContaining('LogKeyStatements'), expect.stringContaining('kms:Decrypt')],
    ]);
  });

  test('a grant says so for both, with what they need', () => {
    const stack = newStack();
    const audit = new S3Audit(stack, 'Audit', { logs: logs(stack) });
    audit.grants.runQueries(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
    Template.fromStack(stack);
    const all = warnings(stack).join('\n');
    expect(all).toContain('The policy of the imported bucket Stack/Foreign');
    expect(all).toContain('The policy of the imported key Stack/Key');
  });

  test('of this account, or made in the app, there is nothing to say', () => {
    const stack = newStack();
    const own = new s3.Bucket(stack, 'Own', { encryptionKey: new kms.Key(stack, 'OwnKey') });
    const audit = new S3Audit(stack, 'Audit', {
      logs: [LogLocation.ofAccounts(named(stack)), LogLocation.ofAccounts(own)],
    });
    audit.grants.runQueries(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
    const template = Template.fromStack(stack);
    expect(template.findOutputs('*')).toEqual({});
    expect(warnings(stack)).toEqual([]);
    expect(audit.tables.map(({ logKeyStatements }) => logKeyStatements.length)).toEqual([0, 1]);
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('"kms:Decrypt"');
  });
});

describe('grants', () => {
  const policyOf = (audit: (stack: Stack) => S3Audit) => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    audit(stack).grants.runQueries(role);
    const template = Template.fromStack(stack);
    return JSON.stringify(onlyResource(template, 'AWS::IAM::Policy').PolicyDocument);
  };

  test('let read all tables, all buckets, and of many accounts the path of all of them', () => {
    const policy = policyOf(
      (stack) => new S3Audit(stack, 'Audit', { logs: [LogLocation.ofAccounts(named(stack)), ofOrganization(stack)] }),
    );
    expect(policy).toContain(`AWSLogs/${ACCOUNT}/CloudTrail/*`);
    expect(policy).toContain(`${ORGANIZATION}/AWSLogs/${ORGANIZATION}/${OTHER}/CloudTrail/*`);
    expect(new Set(policy.match(/AuditTable2?/g)).size).toBe(2);
    const accounts = AuditedAccounts.of(Array.from({ length: 21 }, (_, n) => String(1e11 + n)));
    const many = policyOf((stack) => new S3Audit(stack, 'Audit', { logs: [ofOrganization(stack, accounts)] }));
    expect(many).toContain(`${ORGANIZATION}/AWSLogs/${ORGANIZATION}/*/CloudTrail/*`);
    expect(many.length).toBeLessThan(10_240);
  });
});

test('results among the log files of any place are refused', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Both');
  const workgroup = new AuditWorkgroup(stack, 'Workgroup', {
    results: QueryResults.inBucket(bucket, 'AWSLogs/results'),
  });
  const logs = [LogLocation.ofAccounts(named(stack)), LogLocation.ofAccounts(bucket)];
  expect(() => new S3Audit(stack, 'Audit', { logs, workgroup })).toThrow(
    new Error(
      `Invalid 'results': got "AWSLogs/results/*", allowed is a prefix beside AWSLogs/ in the bucket of the log files, or ` +
        'another bucket.',
    ),
  );
});

test('audit-changes takes the trail’s name and its bucket as inputs', () => {
  const given = AuditQuery.AUDIT_CHANGES.withInputs({ trail: 'org-trail', log_bucket: 'org-logs' });
  const without = synthAudit((stack) => [ofOrganization(stack)], { queries: [AuditQuery.AUDIT_CHANGES] });
  without.template.resourceCountIs('AWS::Athena::NamedQuery', 0);
  const { template } = synthAudit((stack) => [ofOrganization(stack)], { queries: [given] });
  expect(textOfQuery(template, 'audit-changes')).toContain("bucket = 'org-logs'");
});

test('a LogBucket that is passed on keeps its retention as the range of the table', () => {
  const { template } = synthAudit((stack) => [
    LogLocation.ofAccounts(new LogBucket(stack, 'Kept', { retention: Duration.days(40) }).bucket),
  ]);
  const table = onlyResource(template, 'AWS::Glue::Table', { TableInput: { TableType: 'EXTERNAL_TABLE' } });
  expect(table.TableInput.Parameters['projection.day.range']).toBe('NOW-40DAYS,NOW');
});
