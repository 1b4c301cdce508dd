import { App, CfnParameter, Duration, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  AuditQuery,
  AuditWorkgroup,
  AuditedAccounts,
  AuditedRegions,
  DataEvents,
  LogBucket,
  LogStorage,
  QueryPack,
  QueryResults,
  S3AuditTrail,
  S3AuditTrailProps,
} from '../../lib';
import { ENV, newStack, onlyResource, onlyTable, synthAudit, textOf, warnings } from '../util';

const OWN_QUERY = AuditQuery.fromText('own-query', 'SELECT count(*) AS requests FROM s3_requests');

describe('defaults', () => {
  const { audit, stack, template } = synthAudit({}, newStack({}));

  test('save every query of the pack, in both forms where no input is missing', () => {
    const names = Object.values(template.findResources('AWS::Athena::NamedQuery')).map((q) =>
      String(q.Properties.Name),
    );
    const pack = QueryPack.REQUEST_IDENTIFICATION.map((query) => query.queryName);
    expect(audit.savedQueries.map((saved) => saved.query.queryName)).toEqual(pack);
    expect(names).toEqual(pack.filter((name) => !name.startsWith('requests-outside-')));
    template.resourceCountIs('AWS::Athena::PreparedStatement', pack.length);
  });

  test('raise no warning', () => {
    expect(warnings(stack)).toEqual([]);
  });

  test('reach everything that is created', () => {
    for (const reached of [audit.logBucket, audit.database, audit.table.table, audit.workgroup, audit.grants]) {
      expect(reached).toBeDefined();
    }
    expect(audit.savedQueries.every((saved) => saved.preparedStatement.statementName === saved.statementName)).toBe(
      true,
    );
  });

  test('keep what holds data, and delete what holds metadata', () => {
    const policies = Object.fromEntries(
      Object.values(template.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>).map(
        (resource) => [resource.Type, resource.DeletionPolicy],
      ),
    );
    expect(policies).toMatchObject({
      'AWS::S3::Bucket': 'Retain',
      'AWS::S3::BucketPolicy': 'Retain',
      'AWS::Glue::Database': 'Delete',
    });
    expect(policies['AWS::Athena::WorkGroup']).toBeUndefined();
  });
});

test('synthesis is a pure function of the code: another clock gives the same template', () => {
  const synthAt = (now: string) => {
    jest.useFakeTimers({ now: new Date(now) });
    try {
      return JSON.stringify(synthAudit({ expectedNetworks: ['10.0.0.0/8'] }).template.toJSON());
    } finally {
      jest.useRealTimers();
    }
  };
  expect(synthAt('2026-01-01T00:00:00Z')).toBe(synthAt('2031-12-31T23:59:59Z'));
});

test('two audits in one stack have names of their own', () => {
  const stack = newStack();
  const audits = ['One', 'Two'].map((id) => new S3AuditTrail(stack, id));
  const template = Template.fromStack(stack);

  expect(new Set(audits.map((audit) => audit.trail.trailName)).size).toBe(2);
  for (const type of ['AWS::Glue::Database', 'AWS::Athena::WorkGroup']) {
    const names = Object.values(template.findResources(type)).map(
      ({ Properties }) => (Properties.Name ?? Properties.DatabaseInput.Name) as string,
    );
    expect(new Set(names).size).toBe(2);
  }
});

test('two stacks of one account have names of their own', () => {
  const app = new App();
  const names = ['A', 'B'].map((id) => new S3AuditTrail(new Stack(app, id, { env: ENV }), 'Audit').trail.trailName);
  expect(new Set(names).size).toBe(2);
});

test('audits in nested stacks have names of their own, also where the nested stacks have one id', () => {
  const app = new App();
  const trails = ['A', 'B'].flatMap((id) => {
    const stack = new Stack(app, id, { env: ENV });
    return ['One', 'Two'].map(
      (part) => new S3AuditTrail(new NestedStack(new Construct(stack, part), 'Nested'), 'Audit').trail,
    );
  });
  const names = trails.map((trail) => trail.trailName);
  expect(new Set(names).size).toBe(4);
  names.forEach((name) => expect(name).toMatch(/^[AB]-(One|Two)-Nested[A-Za-z0-9-]+$/));
});

test('a stack’s name with two hyphens gives a trail’s name with one', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV, stackName: 'a--b' });
  expect(new S3AuditTrail(stack, 'Audit').trail.trailName).toMatch(/^a-b-Audit-Trail-[0-9A-F]{8}-eu-west-1$/);
});

test('names are cut to what AWS takes', () => {
  const long = 'Long'.repeat(40);
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const audit = new S3AuditTrail(new Construct(new Construct(stack, long), `${long}2`), 'Audit');
  const database = onlyResource(Template.fromStack(stack), 'AWS::Glue::Database').DatabaseInput.Name as string;
  expect(audit.trail.trailName.length).toBeLessThanOrEqual(128);
  expect(database).toMatch(/^[a-z0-9_]{1,128}$/);
});

describe('in a stack with a bucket, a database and a workgroup of its own', () => {
  const compose = (props: S3AuditTrailProps = {}) => {
    const stack = newStack();
    const logBucket = new s3.Bucket(stack, 'Logs', { lifecycleRules: [{ expiration: Duration.days(30) }] });
    const results = new s3.Bucket(stack, 'Results');
    const database = new glue.Database(stack, 'Database', { databaseName: 'security' });
    const cfnWorkgroup = new athena.CfnWorkGroup(stack, 'Workgroup', { name: 'security' });
    const workgroup = AuditWorkgroup.fromWorkgroupName(cfnWorkgroup.ref, QueryResults.inBucket(results, 'athena'));
    return synthAudit({ logStorage: LogStorage.inBucket(logBucket), database, workgroup, ...props }, stack);
  };
  const { audit, stack, template } = compose();

  test('creates no second one', () => {
    template.resourceCountIs('AWS::S3::Bucket', 2);
    template.resourceCountIs('AWS::Glue::Database', 1);
    template.resourceCountIs('AWS::Athena::WorkGroup', 1);
  });

  test("adds CloudTrail's statements and leaves the lifecycle alone", () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 's3:PutObject' })]) },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
    });
  });

  test('sees all days since data events began, as nobody knows the retention', () => {
    expect(onlyTable(template).TableInput.Parameters['projection.day.range']).toBe('2016/11/21,NOW');
  });

  test('names table and statements so that a second audit can share database and workgroup', () => {
    expect(onlyTable(template).TableInput.Name).toMatch(/^stack_audit_table_[0-9a-f]{8}$/);
    expect(audit.savedQueries[0].statementName).toMatch(/^stack_audit_[0-9a-f]{8}_sample_events$/);
    expect(
      () => new S3AuditTrail(stack, 'Second', { database: audit.database, workgroup: audit.workgroup }),
    ).not.toThrow();
  });

  test('never records the bucket of the results', () => {
    const selectors = onlyResource(compose().template, 'AWS::CloudTrail::Trail').AdvancedEventSelectors;
    const excluded = selectors[0].FieldSelectors[2].NotStartsWith.map(textOf);
    expect(excluded).toEqual([
      expect.stringMatching(/^<\["Logs\w+","Arn"\]>\/$/),
      expect.stringMatching(/^<\["Results\w+","Arn"\]>\/$/),
    ]);
  });

  test('takes a prefix for statements', () => {
    const workgroup = AuditWorkgroup.fromWorkgroupName('security', QueryResults.athenaManaged(), {
      statementPrefix: '',
    });
    expect(compose({ workgroup }).audit.savedQueries[0].statementName).toBe('sample_events');
  });
});

test('two audits of two stacks in one AuditWorkgroup: fails where their statements would have one name', () => {
  const app = new App();
  const [a, b] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
  const workgroup = new AuditWorkgroup(a, 'Workgroup');
  new S3AuditTrail(a, 'Audit', { workgroup });
  expect(() => new S3AuditTrail(b, 'Audit', { workgroup })).toThrow(
    /differs from that of A\/Audit\/Queries\/sample-events/,
  );
});

test('two audits in one AuditWorkgroup: fails where their statements would have one name', () => {
  const stack = newStack();
  const workgroup = new AuditWorkgroup(stack, 'Workgroup');
  new S3AuditTrail(stack, 'One', { workgroup });
  expect(() => new S3AuditTrail(stack, 'Two', { workgroup })).toThrow(
    /Invalid 'statementName': got "sample_events", allowed is a name that differs from that of Stack\/One\/Queries\/sample-events/,
  );
});

test('two audits in one AuditWorkgroup that is shared: their statements begin otherwise', () => {
  const stack = newStack();
  const workgroup = new AuditWorkgroup(stack, 'Workgroup', { shared: true });
  const names = ['One', 'Two'].map((id) => new S3AuditTrail(stack, id, { workgroup }).savedQueries[0].statementName);
  expect(names).toEqual([
    expect.stringMatching(/^stack_one_\w+_sample_events$/),
    expect.stringMatching(/^stack_two_\w+_sample_events$/),
  ]);
});

test('a LogBucket that is passed on keeps its retention', () => {
  const stack = newStack();
  const { bucket } = new LogBucket(stack, 'Logs', { retention: Duration.days(42) });
  const { template } = synthAudit({ logStorage: LogStorage.inBucket(bucket, { prefix: 'audit' }) }, stack);
  expect(onlyTable(template).TableInput.Parameters['projection.day.range']).toBe('NOW-42DAYS,NOW');
  expect(onlyResource(template, 'AWS::CloudTrail::Trail').S3KeyPrefix).toBe('audit');
  expect(
    () => new S3AuditTrail(stack, 'Other', { logStorage: LogStorage.inBucket(bucket), window: Duration.days(43) }),
  ).toThrow(/Invalid 'window': got .*, allowed is at most the retention of the log files/);
});

describe('queries', () => {
  test('are those that are asked for, and those that are added', () => {
    const { audit, template } = synthAudit({ queries: [AuditQuery.SIGV2_REQUESTERS] });
    expect(audit.savedQueries.map((saved) => saved.query)).toEqual([AuditQuery.SIGV2_REQUESTERS]);
    template.resourceCountIs('AWS::Athena::NamedQuery', 1);

    const added = audit.addQuery(OWN_QUERY);
    expect(added.statementName).toBe('own_query');
    expect(audit.savedQueries).toContain(added);
  });

  test('look back as far as asked for', () => {
    const { template } = synthAudit({ queries: [OWN_QUERY], window: Duration.days(0) });
    expect(textOf(onlyResource(template, 'AWS::Athena::NamedQuery').QueryString)).toContain("interval '0' day");
  });

  test('are saved with the networks and principals that are expected', () => {
    const { template } = synthAudit({
      queries: [AuditQuery.REQUESTS_OUTSIDE_NETWORKS, AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS],
      expectedNetworks: ['10.0.0.0/8', '2001:db8::/32'],
      expectedPrincipals: ['arn:aws:iam::111122223333:role/app', "arn:aws:iam::111122223333:role/o'brien"],
    });
    const texts = Object.values(template.findResources('AWS::Athena::NamedQuery')).map((q) =>
      textOf(q.Properties.QueryString),
    );
    expect(texts[0]).toContain("regexp_split(trim('10.0.0.0/8,2001:db8::/32'), '\\s*,\\s*')");
    expect(texts[1]).toContain(
      "regexp_replace(trim('arn:aws:iam::111122223333:role/app,arn:aws:iam::111122223333:role/o''brien'), '\\s*,\\s*', ',')",
    );
  });

  test('fails for one that reads the table itself, whatever it is called', () => {
    const queries = [AuditQuery.fromText('past-the-window', 'SELECT 1 FROM s3_requests, ct')];
    expect(() => synthAudit({ queries, tableName: 'ct' })).toThrow(
      /got "ct", allowed is s3_requests, aws_requests, cloudtrail_logs/,
    );
    expect(() => synthAudit({ queries })).not.toThrow();
  });

  const named = (audit: S3AuditTrail, ...names: string[]) =>
    audit.addQuery(AuditQuery.fromText('past-the-window', `SELECT 1 FROM s3_requests, ${names.join('.')}`));

  test.each<[string, (audit: S3AuditTrail) => string[]]>([
    ['the table', ({ table }) => [table.table.tableName]],
    ['the table in its database', ({ database, table }) => [database.databaseName, table.table.tableName]],
    ['the table in quotes', ({ table }) => [`"${table.table.tableName}"`]],
    ['the resource of the table', ({ table }) => [(table.table.node.defaultChild as glue.CfnTable).ref]],
    ['the database alone', ({ database }) => [database.databaseName, 'cloudtrail_logs']],
    ['the view', ({ requestsView }) => [requestsView!.viewName]],
    ['the view in quotes', ({ requestsView }) => [`"${requestsView!.view.ref}"`]],
  ])('fails for one that names %s by the construct', (_, names) => {
    const { audit } = synthAudit();
    expect(() => named(audit, ...names(audit))).toThrow(/Token.*allowed is s3_requests|cloudtrail_logs/);
  });

  test('takes one over a table of that name in another database', () => {
    const { audit } = synthAudit();
    expect(() => named(audit, 'reporting', 's3_requests')).not.toThrow();
  });

  test('fails for one that names the table by the parameter that names it', () => {
    const stack = newStack();
    const { valueAsString: tableName } = new CfnParameter(stack, 'TableName');
    const audit = new S3AuditTrail(stack, 'Audit', { tableName });
    expect(() => named(audit, tableName)).toThrow(/which has a window/);
  });

  test('fails for two of one name', () => {
    const other = AuditQuery.fromText('own-query', 'SELECT bucket FROM s3_requests');
    expect(() => synthAudit({ queries: [OWN_QUERY, other] })).toThrow(
      'Invalid \'queries\': got "own-query", allowed is each name once; one of that name is saved already.',
    );
  });

  test('fails for none', () => {
    expect(() => synthAudit({ queries: [] })).toThrow(/Invalid 'queries': got \[\]/);
  });
});

describe('warnings', () => {
  test('regions that are recorded and not queried', () => {
    const { stack } = synthAudit({ regions: AuditedRegions.of(['eu-west-1', 'eu-west-2']) });
    expect(warnings(stack)).toEqual([
      expect.stringMatching(/no query can see those of af-south-1, .*us-west-2\. .*regionsNotQueried/s),
    ]);
  });

  test('an account that is recorded and not queried', () => {
    const { stack } = synthAudit({ accounts: AuditedAccounts.of(['444455556666']) });
    expect(warnings(stack)).toEqual([expect.stringContaining('events of account 111122223333')]);
  });

  test('none where the list has all', () => {
    const china = { env: { account: ENV.account, region: 'cn-north-1' } };
    const { stack } = synthAudit(
      {
        regions: AuditedRegions.of(['cn-north-1', 'cn-northwest-1']),
        accounts: AuditedAccounts.of([ENV.account]),
      },
      newStack(china),
    );
    expect(warnings(stack)).toEqual([]);
  });
});

describe('fails', () => {
  test.each<[string, () => S3AuditTrailProps, RegExp]>([
    [
      'for a retention of zero',
      () => ({ logStorage: LogStorage.newBucket({ retention: Duration.days(0) }) }),
      /Invalid 'retention': got ".*", allowed is a whole number of days, 1 to 36500/,
    ],
    [
      'for half a day',
      () => ({ logStorage: LogStorage.newBucket({ retention: Duration.hours(12) }) }),
      /Invalid 'retention'/,
    ],
    [
      'for a window longer than the retention',
      () => ({ logStorage: LogStorage.newBucket({ retention: Duration.days(5) }), window: Duration.days(6) }),
      /Invalid 'window': .*at most the retention/,
    ],
    [
      'for a window longer than the retention by default',
      () => ({ window: Duration.days(366) }),
      /Invalid 'window': .*at most the retention/,
    ],
    ['for a window of half a day', () => ({ window: Duration.hours(12) }), /Invalid 'window'/],
    [
      'for an impossible day',
      () => ({ firstDay: '2026/02/29' }),
      /Invalid 'firstDay': got "2026\/02\/29", allowed is a day of the calendar/,
    ],
    [
      'for an unknown region',
      () => ({ regions: AuditedRegions.of(['eu-west-9']) }),
      /Invalid 'regions': got "eu-west-9"/,
    ],
    [
      'for an account that is none',
      () => ({ accounts: AuditedAccounts.of(['1111']) }),
      /Invalid 'accounts': got "1111", allowed is the 12 digits/,
    ],
    ['for a trail name that is none', () => ({ trailName: 'a--b' }), /Invalid 'trailName': got "a--b"/],
    ['for no networks', () => ({ expectedNetworks: [] }), /Invalid 'expectedNetworks': got \[\]/],
    [
      'for an address that is no network',
      () => ({ expectedNetworks: ['10.0.0.1'] }),
      /Invalid 'expectedNetworks': got "10.0.0.1", allowed is an IPv4 or IPv6 network/,
    ],
    ['for a network with too many bits', () => ({ expectedNetworks: ['10.0.0.0/33'] }), /Invalid 'expectedNetworks'/],
    [
      'for a network twice',
      () => ({ expectedNetworks: ['::/0', '::/0'] }),
      /Invalid 'expectedNetworks': got "::\/0", allowed is each value once/,
    ],
    [
      'for a principal with a comma',
      () => ({ expectedPrincipals: ['a,b'] }),
      /Invalid 'expectedPrincipals': got "a,b"/,
    ],
  ])('%s', (_, props, message) => {
    expect(() => synthAudit(props())).toThrow(message);
  });
});

test('tokens pass where values are checked', () => {
  const token = (text: string) => Lazy.string({ produce: () => text });
  const { template } = synthAudit({
    trailName: token('a--b'),
    accounts: AuditedAccounts.of([token('1')]),
    regions: AuditedRegions.of([token('nowhere')]),
    firstDay: token('2026/02/30'),
    expectedNetworks: [token('10.0.0.1')],
    expectedPrincipals: [token('a b')],
    logStorage: LogStorage.newBucket({ retention: Duration.days(Lazy.number({ produce: () => 42 })) }),
    window: Duration.days(Lazy.number({ produce: () => 3 })),
    dataEvents: DataEvents.allBuckets(),
  });
  expect(onlyTable(template).TableInput.Parameters).toMatchObject({
    'projection.account.values': '1',
    'projection.region.values': 'nowhere',
    'projection.day.range': '2026/02/30,NOW',
  });
  expect(JSON.stringify(template.findResources('AWS::Athena::NamedQuery'))).toContain("interval '3' day");
});

test('a retention that is a token reaches bucket and table', () => {
  const { template } = synthAudit({
    logStorage: LogStorage.newBucket({ retention: Duration.days(Lazy.number({ produce: () => 42 })) }),
  });
  expect(onlyTable(template).TableInput.Parameters['projection.day.range']).toBe('NOW-42DAYS,NOW');
  template.hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 42 })]) },
  });
});

test('lists that are tokens pass, and are joined at deployment', () => {
  const stack = newStack();
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  const { template } = synthAudit(
    {
      accounts: AuditedAccounts.of(list),
      regions: AuditedRegions.of(list, list),
      expectedNetworks: list,
      expectedPrincipals: list,
    },
    stack,
  );
  const joined = { 'Fn::Join': [',', { Ref: 'List' }] };
  expect(onlyTable(template).TableInput.Parameters).toMatchObject({
    'projection.account.values': joined,
    'projection.region.values': { 'Fn::Join': ['', [joined, ',', joined]] },
  });
  const saved = JSON.stringify(template.findResources('AWS::Athena::NamedQuery'));
  expect(saved.split('{"Fn::Join":[",",{"Ref":"List"}]}')).toHaveLength(3);
});

test('a region that the CDK has learnt since is not queried twice', () => {
  const parameters = (stack: Stack) =>
    onlyTable(synthAudit({ regions: AuditedRegions.all(['eu-west-1', 'eu-west-9']) }, stack).template).TableInput
      .Parameters['projection.region.values'] as unknown;
  expect(textOf(parameters(newStack({})))).toMatch(/^<[^>]*>,eu-west-9$/);
  expect(String(parameters(newStack())).match(/eu-west-1\b/g)).toHaveLength(1);
});

test('fails where something is expected and no query asks for it', () => {
  const props = { queries: [OWN_QUERY], expectedNetworks: ['10.0.0.0/8'] };
  expect(() => synthAudit(props)).toThrow(
    /Invalid 'expectedNetworks': got "10.0.0.0\/8", allowed is none where no query has an input 'networks'/,
  );
});
