import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { readTemplate } from '../../engine/template/template';
import {
  AuditQuery,
  CloudTrailHistory,
  CloudTrailTable,
  LogLocation,
  QueryPack,
  S3AuditTrail,
  S3AuditTrailProps,
  S3RequestsView,
} from '../../lib';
import { unboundedRequests } from '../../lib/relation/relation-rows';
import { S3_REQUESTS } from '../../lib/relation/request-columns';
import { ENV, newStack, onlyResource, synthAudit, textOf } from '../util';

const VIEW = { TableInput: { TableType: 'VIRTUAL_VIEW' } };

function newTable(stack: Stack, tableName?: string): CloudTrailTable {
  return new CloudTrailTable(stack, 'Table', {
    database: new glue.Database(stack, 'Database', { databaseName: 'audit' }),
    logs: LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, 'Logs', 'logs')),
    tableName,
  });
}

function synthView(viewName?: string, tableName?: string) {
  const stack = newStack();
  const view = new S3RequestsView(stack, 'View', { table: newTable(stack, tableName), viewName });
  const template = Template.fromStack(stack);
  const { TableInput: input, ...properties } = onlyResource(template, 'AWS::Glue::Table', VIEW);
  return { stack, view, template, input, properties };
}

/** The names of all views of a stack. */
function viewNames(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table', { Properties: VIEW })).map(
    (resource) => (resource as { Properties: { TableInput: { Name: string } } }).Properties.TableInput.Name,
  );
}

test('says in Glue how it is asked', () => {
  expect(synthView().input.Description).toBe(
    'Requests to S3, without a window: ask with conditions on day, region and account',
  );
});

test('reads each of more than ten tables', () => {
  const stack = newStack();
  const database = new glue.Database(stack, 'Database', { databaseName: 'audit' });
  const tables = Array.from({ length: 12 }, (_, index) => {
    const logs = LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, `Logs${index}`, `logs-${index}`));
    return new CloudTrailTable(stack, `Table${index}`, { database, logs });
  });
  const { view } = new S3RequestsView(stack, 'View', { table: CloudTrailHistory.of(tables) });
  const text = JSON.stringify(stack.resolve(view.tableInput));
  const read = tables.filter(({ table }) =>
    text.includes(`"${stack.getLogicalId(table.node.defaultChild as glue.CfnTable)}"`),
  );
  expect(read).toHaveLength(12);
});

test('fails without an object of props', () => {
  expect(() => new S3RequestsView(newStack(), 'View', 'table' as never)).toThrow(
    new Error(`Invalid 'props of S3RequestsView': got "table", allowed is an object with properties.`),
  );
});

test('is a view as Athena leaves it in Glue, in the database of its table', () => {
  const { stack, view, input, properties } = synthView('s3_requests');
  expect(properties).toEqual({ CatalogId: ENV.account, DatabaseName: { Ref: 'DatabaseB269D8BB' } });
  expect(input).toMatchObject({
    Name: 's3_requests',
    TableType: 'VIRTUAL_VIEW',
    Parameters: { presto_view: 'true', comment: 'Presto View' },
    ViewExpandedText: '/* Presto View */',
    PartitionKeys: [],
    StorageDescriptor: { Location: '', SerdeInfo: {} },
  });
  expect(textOf(input.ViewOriginalText)).toMatch(/^\/\* Presto View: <[^]*> \*\/$/);
  expect(stack.resolve(view.viewName)).toEqual({ Ref: stack.getLogicalId(view.view) });
  expect(textOf(stack.resolve(view.viewArn))).toMatch(
    /^arn:<"AWS::Partition">:glue:eu-west-1:111122223333:table\/<"DatabaseB269D8BB">\/<"View\w+">$/,
  );
});

test('reads the relation, of all days, with the names of table and database as they are deployed', () => {
  const { template } = synthView('s3_requests', 'logs');
  const [{ database, definition }] = readTemplate(template.toJSON(), ENV).views;
  expect(database).toBe('audit');
  expect(definition).toEqual({
    originalSql: unboundedRequests({ tables: [{ sqlName: '"audit"."logs"' }] }),
    catalog: 'awsdatacatalog',
    schema: 'audit',
    columns: S3_REQUESTS.map(({ name, type }) => ({ name, type })),
  });
});

test('has the columns of the relation, with Hive’s types and a comment each', () => {
  const hive: Record<string, string> = { varchar: 'string', 'timestamp(3)': 'timestamp' };
  expect(synthView().input.StorageDescriptor.Columns).toEqual(
    S3_REQUESTS.map(({ name, type, comment }) => ({ Name: name, Type: hive[type] ?? type, Comment: comment })),
  );
  // Glue takes no longer ones, and Athena no times with a zone.
  expect(S3_REQUESTS.filter(({ comment }) => comment.length > 255)).toEqual([]);
  expect(new Set(S3_REQUESTS.map(({ type }) => type))).toEqual(
    new Set(['varchar', 'bigint', 'boolean', 'timestamp(3)']),
  );
});

test('has a name of its own, unless it is told one', () => {
  expect(synthView().input.Name).toMatch(/^stack_view_[0-9a-f]{8}$/);
  expect(synthView('requests').input.Name).toBe('requests');
  expect(synthView(Lazy.string({ produce: () => 'Later' })).input.Name).toBe('Later');
});

test.each(['', 'Requests', 'a-b', 'a"b', 'x'.repeat(256)])('fails for the name %s', (viewName) => {
  expect(() => synthView(viewName)).toThrow(/Invalid 'viewName': got ".*", allowed is 1 to 255 of a-z/);
});

test('fails for the name of its table, and of another view over it', () => {
  const taken = /Invalid 'viewName': got "\w+", allowed is a name that differs from that of Stack\//;
  expect(() => synthView('logs', 'logs')).toThrow(taken);
  expect(() => synthAudit({ tableName: 's3_requests' })).toThrow(taken);

  const { stack, view } = synthView('requests');
  expect(() => new S3RequestsView(stack, 'Other', { table: view.table, viewName: 'requests' })).toThrow(taken);
  expect(() => new S3RequestsView(stack, 'Third', { table: view.table, viewName: 'others' })).not.toThrow();
});

describe('of an audit', () => {
  test('is s3_requests in its own database', () => {
    const { audit, stack } = synthAudit();
    expect(viewNames(stack)).toEqual(['s3_requests']);
    expect(audit.requestsView!.table).toBe(audit.table);
  });

  test('has a name of its own in a database that others use, too', () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
    const { database } = new S3AuditTrail(a, 'Audit');
    const shared = glue.Database.fromDatabaseArn(
      b,
      'Database',
      'arn:aws:glue:eu-west-1:111122223333:database/security',
    );
    new S3AuditTrail(a, 'Second', { database });
    new S3AuditTrail(b, 'First', { database: shared });
    new S3AuditTrail(b, 'Second', { database: shared });

    expect(viewNames(a)).toEqual(['s3_requests', expect.stringMatching(/^a_second_requestsview_[0-9a-f]{8}$/)]);
    expect(viewNames(b)).toEqual(
      ['first', 'second'].map((id) => expect.stringMatching(`^b_${id}_requestsview_[0-9a-f]{8}$`) as string),
    );
    const { views, tables } = readTemplate(Template.fromStack(b).toJSON(), ENV);
    views.forEach(({ database: name, definition }, index) => {
      expect([name, definition.schema]).toEqual(['security', 'security']);
      expect(definition.originalSql).toContain(`FROM "security"."${tables[index].name}"\n`);
    });
  });

  test('has the name that it is given', () => {
    expect(viewNames(synthAudit({ requestsViewName: 'requests' }).stack)).toEqual(['requests']);
  });

  test('is left out where it isn’t wanted, and nothing else changes: no query reads it', () => {
    const props: S3AuditTrailProps = { queries: [...QueryPack.REQUEST_IDENTIFICATION, AuditQuery.TOP_TALKERS] };
    const { audit, template } = synthAudit({ ...props, requestsView: false });
    const { Resources: withView } = synthAudit(props).template.toJSON() as { Resources: Record<string, object> };
    const rest = Object.entries(withView).filter(([id]) => !/^AuditRequestsView[0-9A-F]{8}$/.test(id));

    expect(audit.requestsView).toBeUndefined();
    expect(rest).toHaveLength(Object.keys(withView).length - 1);
    expect(template.toJSON().Resources).toEqual(Object.fromEntries(rest));
  });

  test('fails for a name where there is none', () => {
    expect(() => synthAudit({ requestsView: false, requestsViewName: 'requests' })).toThrow(
      "Invalid 'requestsViewName': got \"requests\", allowed is none where 'requestsView' is false.",
    );
  });

  test.each<[string, S3AuditTrailProps]>([
    ['stack_audit_9cf4cb89.s3_requests', {}],
    ['awsdatacatalog.Stack_Audit_9cf4cb89.s3_requests', {}],
    ['"stack_audit_9cf4cb89"."s3_requests"', {}],
    ['requests', { requestsViewName: 'requests' }],
  ])('fails for a query that reads %s, which has no window', (from, props) => {
    const queries = [AuditQuery.fromText('past-the-window', `SELECT 1 FROM s3_requests r, ${from} v`)];
    expect(() => synthAudit({ ...props, queries })).toThrow(
      /Invalid 'queries: past-the-window': got .*, which has a window/,
    );
    expect(() => synthAudit({ queries, requestsView: false })).not.toThrow();
  });
});
