import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { readTemplate } from '../../engine/template/template';
import {
  AuditQuery,
  AuditWorkgroup,
  CloudTrailTable,
  DataEventTrail,
  LogLocation,
  S3AuditTrail,
  S3RequestsView,
} from '../../lib';
import { ENV, newStack, synthAudit, textOf } from '../util';

const HASH = '[0-9A-F]{8}';

const newTrail = (scope: Construct, id: string, trailName?: string) =>
  new DataEventTrail(scope, id, { logBucket: new s3.Bucket(scope, `${id}Bucket`), trailName });

describe('the id Default', () => {
  test('keeps the hash, so that a stack of another app with that name is no obstacle', () => {
    const stack = newStack();
    const workgroup = new AuditWorkgroup(stack, 'Default');
    expect(workgroup.workgroup.name).toMatch(new RegExp(`^Stack-${HASH}$`));
    const inner = new AuditWorkgroup(new Construct(newStack(), 'Default'), 'Default');
    expect(inner.workgroup.name).toMatch(new RegExp(`^Stack-${HASH}$`));
    expect(inner.workgroup.name).not.toBe(workgroup.workgroup.name);
    expect(newTrail(newStack(), 'Default').trailName).toMatch(new RegExp(`^Stack-${HASH}-eu-west-1$`));
  });

  test('does not change the names of what is within another id', () => {
    const stack = newStack();
    const audit = new S3AuditTrail(stack, 'Default');
    expect(audit.trail.trailName).toMatch(new RegExp(`^Stack-Trail-${HASH}-eu-west-1$`));
  });
});

describe('a trail, which has a shadow in every region', () => {
  const nameIn = (region?: string) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ENV.account, region } });
    const audit = new S3AuditTrail(stack, 'Audit');
    return textOf(stack.resolve(audit.trail.trailName));
  };

  test('has another name in each region of one stack name', () => {
    const [ireland, virginia] = ['eu-west-1', 'us-east-1'].map(nameIn);
    expect(ireland).toMatch(new RegExp(`^Stack-Audit-Trail-${HASH}-eu-west-1$`));
    expect(virginia).toBe(ireland.replace('eu-west-1', 'us-east-1'));
  });

  test('is named at deployment where the region is known only then, in every text that has its name', () => {
    expect(nameIn()).toMatch(new RegExp(`^Stack-Audit-Trail-${HASH}-<"AWS::Region">$`));
    const managementEvents = ReadWriteType.ALL;
    const { template } = synthAudit({ queries: [AuditQuery.AUDIT_CHANGES], managementEvents }, newStack({}));
    const [{ sql }] = readTemplate(template.toJSON(), ENV).savedQueries;
    expect(sql).toMatch(new RegExp(`regexp_extract\\('Stack-Audit-Trail-${HASH}-eu-west-1'`));
  });
});

describe('a name that is there already', () => {
  const database = (stack: Stack) =>
    (stack.node.tryFindChild('Database') as glue.Database | undefined) ??
    new glue.Database(stack, 'Database', { databaseName: 'security' });
  const table = (stack: Stack, id: string, tableName: string) =>
    new CloudTrailTable(stack, id, {
      database: database(stack),
      logs: LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, `${id}Logs`, 'logs')),
      tableName,
    });
  test.each<[string, string, (stack: Stack, id: string, name: string) => unknown]>([
    ['trailName', 'audit', newTrail],
    ['workgroupName', 'audit', (stack, id, workgroupName) => new AuditWorkgroup(stack, id, { workgroupName })],
    ['tableName', 'audit', table],
    [
      'viewName',
      'audit',
      (stack, id, viewName) =>
        new S3RequestsView(stack, id, { table: table(stack, `${id}Table`, `t_${id.toLowerCase()}`), viewName }),
    ],
  ])('in one stack is refused: %s', (property, name, add) => {
    const stack = newStack();
    add(stack, 'One', name);
    expect(() => add(stack, 'Two', name)).toThrow(
      `Invalid '${property}': got "${name}", allowed is a name that differs from that of Stack/One.`,
    );
    expect(() => add(stack, 'Three', `${name}3`)).not.toThrow();
    const other = new Stack(stack.node.root, 'Other', { env: ENV });
    expect(() => add(other, 'One', name)).not.toThrow();
  });

  test('in one stack is refused where both are one token', () => {
    const stack = newStack();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    newTrail(stack, 'One', name);
    expect(() => newTrail(stack, 'Two', name)).toThrow(/Invalid 'trailName'/);
    expect(() => newTrail(stack, 'Three', new CfnParameter(stack, 'Other').valueAsString)).not.toThrow();
  });

  test('of a table is refused for a view in its database', () => {
    const stack = newStack();
    table(stack, 'One', 'requests');
    expect(
      () => new S3RequestsView(stack, 'View', { table: table(stack, 'Two', 'logs'), viewName: 'requests' }),
    ).toThrow(`Invalid 'viewName': got "requests", allowed is a name that differs from that of Stack/One.`);
  });
});
