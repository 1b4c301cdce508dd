import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  AuditQuery,
  AuditWorkgroup,
  CloudTrailTable,
  DataEvents,
  LogLocation,
  LogStorage,
  QueryPack,
  S3AuditTrail,
  S3RequestsView,
  SavedQuery,
} from '../../lib';
import { newStack } from '../util';

describe('prepared statements', () => {
  /** Lines in which each statement waits for the one before: as many as can be created at the same time. */
  function linesOf(stack: Stack): string[][] {
    const statements = Template.fromStack(stack).findResources('AWS::Athena::PreparedStatement') as Record<
      string,
      { DependsOn?: string[] }
    >;
    const lines: string[][] = [];
    for (const [id, { DependsOn = [] }] of Object.entries(statements)) {
      const before = DependsOn.filter((other) => other in statements);
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
