import { CfnCondition, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  AccountLogOptions,
  AuditQuery,
  AuditWorkgroup,
  AuditedAccounts,
  AuditedRegions,
  CloudTrailHistory,
  CloudTrailTable,
  DataEvents,
  LogLocation,
  LogStorage,
  QueryPack,
  RequestTable,
  S3AuditTrail,
  S3RequestsView,
  SavedQuery,
  SavedQueryProps,
} from '../../lib';
import { newStack } from '../util';

describe('prepared statements', () => {
  /** Lines in which each statement waits for the one before: as many as can be created at the same time. */
  function linesOf(stack: Stack, exists: (condition?: string) => boolean = () => true): string[][] {
    const all = Template.fromStack(stack).findResources('AWS::Athena::PreparedStatement') as Record<
      string,
      { Condition?: string; DependsOn?: string[]; Metadata?: { CreatedAfter: Record<string, unknown>[] } }
    >;
    const statements = Object.fromEntries(Object.entries(all).filter(([, { Condition }]) => exists(Condition)));
    const lines: string[][] = [];
    for (const [id, { DependsOn = [], Metadata }] of Object.entries(statements)) {
      // None may depend on one that may not be there.
      expect(DependsOn.filter((other) => other in all && !(other in statements))).toEqual([]);
      const references = (Metadata?.CreatedAfter ?? []).map((reference) => {
        const [condition, { Ref }] = reference['Fn::If'] as [string, { Ref: string }];
        expect(condition).toBe(all[Ref].Condition);
        return Ref;
      });
      const before = [...DependsOn, ...references].filter((other) => other in statements);
      const line = lines.find((some) => before.includes(some.at(-1)!));
      if (line) {
        line.push(id);
      } else {
        expect(before).toEqual([]);
        lines.push([id]);
      }
    }
    return lines;
  }

  test('of all queries are created at most five at once, and so do those of two audits in a stack', () => {
    const stack = newStack();
    ['One', 'Two'].forEach(
      (id) => new S3AuditTrail(stack, id, { queries: QueryPack.ALL, managementEvents: ReadWriteType.ALL }),
    );
    const lines = linesOf(stack);
    expect(lines).toHaveLength(5);
    expect(lines.flat()).toHaveLength(2 * QueryPack.ALL.length);
  });

  test.each([
    ['all are there', [], 24],
    ['those in the middle are missing', ['Access'], 13],
    ['those at either end are missing', ['Signatures', 'Protection'], 11],
  ])('with conditions are created at most five at once, too, where %s', (_, missing, count) => {
    const stack = newStack();
    const lists = { Signatures: QueryPack.SIGNATURES, Access: QueryPack.ACCESS, Protection: QueryPack.PROTECTION };
    const { savedQueries } = new S3AuditTrail(stack, 'Audit', { queries: Object.values(lists).flat() });
    for (const [id, queries] of Object.entries(lists)) {
      const condition = new CfnCondition(stack, id);
      savedQueries
        .filter(({ query }) => queries.includes(query))
        .forEach(({ preparedStatement }) => (preparedStatement.cfnOptions.condition = condition));
    }
    const lines = linesOf(stack, (condition) => !missing.some((name) => name === condition));
    expect(lines).toHaveLength(5);
    expect(lines.flat()).toHaveLength(count);
  });

  test('with one condition wait as those without do, for one each', () => {
    const synth = (conditionOf: (stack: Stack) => CfnCondition | undefined) => {
      const stack = newStack();
      const { savedQueries } = new S3AuditTrail(stack, 'Audit');
      const condition = conditionOf(stack);
      savedQueries.forEach(({ preparedStatement }) => (preparedStatement.cfnOptions.condition = condition));
      const statements = Template.fromStack(stack).findResources('AWS::Athena::PreparedStatement');
      return Object.values(statements).map(({ DependsOn = [], Metadata }) => ({ before: DependsOn.length, Metadata }));
    };
    const without = synth(() => undefined);
    expect(without.filter(({ before, Metadata }) => before > 1 || Metadata !== undefined)).toEqual([]);
    expect(synth((stack) => new CfnCondition(stack, 'Wanted'))).toEqual(without);
  });

  test('that are five wait for none', () => {
    const stack = newStack();
    new S3AuditTrail(stack, 'Audit', { queries: QueryPack.SIGNATURES.slice(0, 2) });
    expect(linesOf(stack).map((line) => line.length)).toEqual([1, 1]);
  });
});

describe('a query that reads the log files around its window', () => {
  const around =
    /Invalid 'queries: own': got ".*\bother_requests", allowed is s3_requests, .*, which has a window, in its place/;
  const own = AuditQuery.fromText('own', 'SELECT 1 FROM s3_requests JOIN other_requests USING (event_id)');
  const newTable = (stack: Stack, id: string, props: { bucket?: string; s3KeyPrefix?: string } = {}) =>
    new CloudTrailTable(stack, id, {
      database: new glue.Database(stack, `${id}Database`),
      logs: LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, `${id}Logs`, props.bucket ?? 'logs'), {
        prefix: props.s3KeyPrefix,
      }),
      tableName: id.toLowerCase(),
    });
  const save = (stack: Stack, table = newTable(stack, 'Logs')) =>
    new SavedQuery(stack, 'Own', { query: own, table, workgroup: new AuditWorkgroup(stack, 'Workgroup') });
  const synth = (stack: Stack) => () => Template.fromStack(stack);

  test('by a view that was there before is refused at once', () => {
    const stack = newStack();
    const table = newTable(stack, 'Logs');
    new S3RequestsView(stack, 'View', { table, viewName: 'other_requests' });
    expect(() => save(stack, table)).toThrow(around);
  });

  test('by a view that came later is refused at synthesis', () => {
    const stack = newStack();
    const table = newTable(stack, 'Logs');
    save(stack, table);
    new S3RequestsView(stack, 'View', { table: table, viewName: 'other_requests' });
    expect(synth(stack)).toThrow(around);
  });

  test('by a table of another stack over the same logs, later or before, is refused', () => {
    const stack = newStack();
    save(stack);
    newTable(new Stack(stack.node.root, 'Other'), 'Other_Requests');
    expect(synth(stack)).toThrow(around);

    const second = newStack();
    newTable(new Stack(second.node.root, 'Other'), 'Other_Requests');
    expect(() => save(second)).toThrow(around);
  });

  test('by a view of another audit over the same logs is refused', () => {
    const stack = newStack();
    const logBucket = new s3.Bucket(stack, 'Logs');
    const logStorage = LogStorage.inBucket(logBucket);
    new S3AuditTrail(stack, 'One', { logStorage, queries: [own] });
    new S3AuditTrail(stack, 'Two', { logStorage, requestsViewName: 'other_requests' });
    expect(synth(stack)).toThrow(around);
  });

  test.each([
    ['bucket', { bucket: 'other' }],
    ['prefix', { s3KeyPrefix: 'other' }],
  ])('is not what a table over another %s has', (_, props) => {
    const stack = newStack();
    save(stack);
    newTable(stack, 'Other_Requests', props);
    expect(synth(stack)).not.toThrow();
  });
});

describe('statements that wait for each other', () => {
  const audits = () => {
    const stack = newStack();
    const dataEvents = DataEvents.buckets([{ bucket: new s3.Bucket(stack, 'Data') }]);
    return { stack, both: ['One', 'Two'].map((id) => new S3AuditTrail(stack, id, { dataEvents })) };
  };

  test.each([
    [0, 1],
    [1, 0],
  ])('audit %i may wait for audit %i', (waiting, first) => {
    const { stack, both } = audits();
    both[waiting].node.addDependency(both[first]);
    // It throws where resources wait for each other in a ring.
    const statements = Template.fromStack(stack).findResources('AWS::Athena::PreparedStatement');
    expect(Object.values(statements).filter(({ DependsOn }) => DependsOn === undefined).length).toBeLessThanOrEqual(5);
  });

  test('a statement may wait for one that was added after it', () => {
    const { stack, both } = audits();
    const [{ savedQueries }] = both;
    savedQueries[0].node.addDependency(savedQueries[10]);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('how far back, and of what', () => {
  const OWN = AuditQuery.fromText('own', 'SELECT bucket FROM s3_requests');
  const ACCOUNTS = ['111122223333', '444455556666'];

  /** Over one table. */
  function save(props: Partial<SavedQueryProps> = {}, logs: AccountLogOptions = {}, stack = newStack()) {
    const table = new CloudTrailTable(stack, 'Table', {
      database: new glue.Database(stack, 'Database', { databaseName: 'own' }),
      logs: LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), logs),
      tableName: 'logs',
    });
    const workgroup = new AuditWorkgroup(stack, 'Workgroup');
    const saved = new SavedQuery(stack, 'Saved', { query: OWN, table, workgroup, ...props });
    return { saved, text: String(saved.namedQuery?.queryString) };
  }
  const token = (value: number) => Lazy.number({ produce: () => value });

  test('are seven days where nothing is said, else those of the window', () => {
    expect(save().text).toContain("current_date - interval '7' day");
    expect(save({ window: Duration.hours(48) }).text).toContain("current_date - interval '2' day");
    expect(save({ window: Duration.days(0) }).text).toContain("current_date - interval '0' day");
    expect(() => save({ window: Duration.hours(36) })).toThrow(/^Invalid 'window': got "Duration.hours\(36\)"/);
  });

  test('are no more than the retention, as far as both are known', () => {
    const kept = { retention: Duration.days(30) };
    expect(() => save({ window: Duration.days(30) }, kept)).not.toThrow();
    expect(() => save({ window: Duration.days(31) }, kept)).toThrow(
      'Invalid \'window\': got "Duration.days(31)", allowed is at most the retention of the log files, Duration.days(30).',
    );
    expect(() => save({ window: Duration.days(token(31)) }, kept)).not.toThrow();
    expect(() => save({ window: Duration.days(31) }, { retention: Duration.days(token(30)) })).not.toThrow();
  });

  test('are as many partitions as Athena plans, at most', () => {
    const accounts = AuditedAccounts.of(Array.from({ length: 10_000 }, (_, n) => String(1e11 + n)));
    const logs = { accounts, regions: AuditedRegions.of(['eu-west-1']) };
    expect(save({ window: Duration.days(99) }, logs).saved.plannedPartitions).toBe(1_000_000);
    expect(() => save({ window: Duration.days(100) }, logs)).toThrow(
      'Invalid \'window\': got "100 days, 1010000 partitions of a table", allowed is at most 1000000 partitions, ' +
        'days x regions x accounts: a shorter window, fewer regions or accounts, or AuditedAccounts.injected().',
    );
    expect(save({ window: Duration.days(token(100)) }, logs).saved.plannedPartitions).toBeUndefined();
  });

  describe('of several tables', () => {
    const regions = AuditedRegions.of(['eu-west-1']);
    const accounts = AuditedAccounts.of(ACCOUNTS);
    const unknown = { regions: AuditedRegions.of([Lazy.string({ produce: () => 'eu-west-1' })]) };

    function plannedOf(days: number, ...logs: AccountLogOptions[]): number | undefined {
      const stack = newStack();
      const database = new glue.Database(stack, 'Database');
      const tables = logs.map((options, index) => {
        const bucket = s3.Bucket.fromBucketName(stack, `Logs${index}`, `logs-${index}`);
        const location = LogLocation.ofAccounts(bucket, options);
        return new CloudTrailTable(stack, `Table${index}`, { database, logs: location, tableName: `t${index}` });
      });
      const table = CloudTrailHistory.of(tables);
      const workgroup = new AuditWorkgroup(stack, 'Workgroup');
      const window = Duration.days(days);
      return new SavedQuery(stack, 'Saved', { query: OWN, table, workgroup, window }).plannedPartitions;
    }

    test('are the partitions of all of them, as far as each is known', () => {
      expect(plannedOf(7, { regions }, { regions, accounts })).toBe(8 + 2 * 8);
      expect(plannedOf(7, { regions }, unknown)).toBeUndefined();
      expect(plannedOf(7, unknown, { regions })).toBeUndefined();
    });

    test('are as many partitions of each as Athena plans, at most', () => {
      const many = AuditedAccounts.of(Array.from({ length: 10_000 }, (_, n) => String(1e11 + n)));
      expect(plannedOf(99, { regions }, { regions, accounts: many })).toBe(1_000_100);
      expect(() => plannedOf(100, { regions }, { regions, accounts: many })).toThrow(
        'got "100 days, 1010000 partitions of a table"',
      );
    });
  });

  test('of what is loaded are s3_requests, and of the logs behind it two days at most', () => {
    const plannedOf = (days: number, relation = 's3_requests') => {
      const stack = newStack();
      const logs = new CloudTrailTable(stack, 'Table', {
        database: new glue.Database(stack, 'Database'),
        logs: LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), {
          regions: AuditedRegions.of(['eu-west-1']),
        }),
        tableName: 'logs',
      });
      const workgroup = new AuditWorkgroup(stack, 'Workgroup');
      const table = new RequestTable(stack, 'Requests', { logs, workgroup });
      const query = AuditQuery.fromText('own', `SELECT 1 FROM ${relation}`);
      return new SavedQuery(stack, 'Saved', { query, table, workgroup, window: Duration.days(days) }).plannedPartitions;
    };
    expect([plannedOf(7), plannedOf(1), plannedOf(0)]).toEqual([2, 2, 1]);
    expect(() => plannedOf(7, 'aws_requests')).toThrow(
      'Invalid \'queries: own\': got "aws_requests", allowed is s3_requests, which is what a RequestTable has.',
    );
  });

  test('with an account that each query must name, which is a parameter after the days', () => {
    const description = (accounts?: AuditedAccounts) => save({}, { accounts }).saved.preparedStatement.description;
    expect(description()).toBe('Parameters: first day, last day');
    expect(description(AuditedAccounts.injected({ saved: ACCOUNTS }))).toBe('Parameters: first day, last day, account');
    const { saved } = save({ query: AuditQuery.OBJECT_HISTORY }, { accounts: AuditedAccounts.injected() });
    expect(saved.preparedStatement.description).toBe('Parameters: first day, last day, account, bucket, key');
    expect([saved.namedQuery, saved.plannedPartitions]).toEqual([undefined, undefined]);
  });

  test('is what AWS shows of it', () => {
    const { saved } = save({ query: AuditQuery.COPIES });
    expect(saved.query).toBe(AuditQuery.COPIES);
    const { name, description } = saved.namedQuery!;
    expect([name, description]).toEqual(['copies', AuditQuery.COPIES.question]);
    expect(saved.statementName).toBe('copies');
  });

  describe('in a region', () => {
    const query = AuditQuery.SIGV2_REQUESTERS_IN_REGION;
    const regions = AuditedRegions.of(['us-east-1', 'eu-north-1']);
    const regionOf = (text: string) => /region = '(.*?)'/.exec(text)?.[1];

    test('that is the stack’s, or else the first that can be queried, or that is given', () => {
      expect(regionOf(save({ query }).text)).toBe('eu-west-1');
      expect(regionOf(save({ query }, { regions: AuditedRegions.of(['us-east-1', 'eu-west-1']) }).text)).toBe(
        'eu-west-1',
      );
      expect(regionOf(save({ query }, { regions }).text)).toBe('us-east-1');
      expect(regionOf(save({ query, inputs: { region: 'eu-north-1' } }, { regions }).text)).toBe('eu-north-1');
      const unknown = AuditedRegions.of([Lazy.string({ produce: () => 'us-east-1' })]);
      expect(regionOf(save({ query }, { regions: unknown }).text)).toBe('eu-west-1');
    });

    test('that is only known at deployment', () => {
      const stack = newStack({});
      const { saved } = save({ query }, { regions }, stack);
      expect(JSON.stringify(stack.resolve(saved.namedQuery!.queryString))).toMatch(
        /region = '",\{"Ref":"AWS::Region"\}/,
      );
    });

    test('that can be queried, where the query asks for one', () => {
      const inputs = { region: 'eu-west-1' };
      const refused =
        'Invalid \'inputs of sigv2-requesters-in-region: region\': got "eu-west-1", allowed is a region that the table ' +
        'covers: us-east-1, eu-north-1.';
      expect(() => save({ query, inputs }, { regions })).toThrow(refused);
      expect(() => save({ query: query.withInputs(inputs) }, { regions })).toThrow(refused);
      expect(() => save({ query, inputs })).not.toThrow();
      expect(() => save({ query: AuditQuery.COPIES }, { regions })).not.toThrow();
    });
  });

  test('under a name that Athena takes', () => {
    const prefix = "Invalid 'statementPrefix': got ";
    const allowed = ', allowed is letters, digits, underscores, @ and colons, no digit first.';
    for (const statementPrefix of ['1', 'a-', 'a b', '-a']) {
      expect(() => save({ statementPrefix })).toThrow(`${prefix}"${statementPrefix}"${allowed}`);
    }
    for (const statementPrefix of ['', '_', 'A1', 'a@b:', 'x'.repeat(253)]) {
      expect(save({ statementPrefix }).saved.statementName).toBe(`${statementPrefix}own`);
    }
    expect(() => save({ statementPrefix: 'x'.repeat(254) })).toThrow(
      /^Invalid 'statementName': got "x+\.\.\.", allowed is 2 to 256 letters, digits, underscores, @ and colons, no digit first\.$/,
    );
  });

  test('with parameters whose names fit into the description', () => {
    const inputs = Array.from({ length: 40 }, (_, n) => `${'x'.repeat(24)}_${n}`);
    const text = [
      ...inputs.map((name) => `-- input: ${name}`),
      `SELECT 1 FROM s3_requests WHERE ${inputs.map((name) => `bucket = :${name}`).join(' OR ')}`,
    ].join('\n');
    expect(() => save({ query: AuditQuery.fromText('own', text) })).toThrow(
      /^Invalid 'inputs of own': got "Parameters: first day, .*", allowed is names that fit into 1024 characters\.$/,
    );
  });
});

test('a second statement of one name in a workgroup says what would tell them apart', () => {
  const stack = newStack();
  const { table } = new S3AuditTrail(stack, 'Audit');
  const [workgroup, other] = ['own', 'other'].map(
    (workgroupName) => new AuditWorkgroup(stack, workgroupName, { workgroupName }),
  );
  const save = (id: string, where = workgroup) =>
    new SavedQuery(stack, id, { query: AuditQuery.COPIES, table, workgroup: where });
  save('One');
  expect(() => save('Two')).toThrow(
    "Invalid 'statementName': got \"copies\", allowed is a name that differs from that of Stack/One; set 'statementPrefix' " +
      "of a SavedQuery, or 'shared' of the AuditWorkgroup of several audits.",
  );
  expect(() => save('Three', other)).not.toThrow();
});

test('in a workgroup that is shared, a statement begins with what it is in, unless another prefix is given', () => {
  const stack = newStack();
  const { table } = new S3AuditTrail(stack, 'Audit');
  const workgroup = new AuditWorkgroup(stack, 'Shared', { shared: true });
  const query = AuditQuery.COPIES;
  const nameOf = (scope: Construct, statementPrefix?: string) =>
    new SavedQuery(scope, `Query${statementPrefix ?? ''}`, { query, table, workgroup, statementPrefix }).statementName;
  expect(nameOf(stack)).toMatch(/^stack_?\w*_copies$/);
  expect(nameOf(new Construct(stack, 'Inner'))).toMatch(/^stack_inner_\w+_copies$/);
  expect(nameOf(stack, 'own_')).toBe('own_copies');
});

test('without what it needs fails', () => {
  const save = (props: unknown) => () => new SavedQuery(newStack(), 'Saved', props as SavedQueryProps);
  expect(save(undefined)).toThrow("Invalid 'props of SavedQuery': got undefined, allowed is ");
  expect(save({})).toThrow("Invalid 'query': got undefined, allowed is an AuditQuery");
});
