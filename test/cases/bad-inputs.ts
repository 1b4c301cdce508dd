import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnParameter, Duration, Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditEncryption,
  AuditQuery,
  AuditWorkgroup,
  AuditedAccounts,
  AuditedRegions,
  CloudTrailTable,
  DataEventTrail,
  DataEvents,
  CloudTrailHistory,
  LogBucket,
  LogBucketProps,
  LogLocation,
  LogStorage,
  PermissionModel,
  QueryPack,
  QueryResults,
  RequestStorage,
  RequestTable,
  S3Audit,
  S3AuditTrail,
  S3AuditGrants,
  S3RequestsView,
  S3ResourceType,
  SavedQuery,
} from '../../lib';
import { newFolder } from '../new-folder';
import { ENV } from '../util';

/** An input as plain JavaScript may give it, and what the error has to say of it. */
export interface BadInput {
  /** What it is given to. */
  readonly to: string;
  /** The name that the error says: that of a property or of an argument, with the place in it. */
  readonly name: string;
  /** What the error shows of the value. */
  readonly got: string;
  /** How what is allowed begins. */
  readonly allowed: string;
  readonly make: (stack: Stack) => unknown;
}

/** What nothing but a type keeps away. */
type Anything = any;

type Case = [name: string, value: Anything, got: string, allowed: string];

/** Objects that JSON can't show. */
const circular: Record<string, unknown> = {};
circular.itself = circular;

const newParts = (stack: Stack) => {
  const database = new glue.Database(stack, 'PartsDatabase', { databaseName: 'parts' });
  const logBucket = new s3.Bucket(stack, 'PartsLogs');
  const logs = LogLocation.ofAccounts(logBucket);
  const table = new CloudTrailTable(stack, 'PartsTable', { database, logs, tableName: 'parts' });
  const workgroup = new AuditWorkgroup(stack, 'PartsWorkgroup', { workgroupName: 'parts' });
  return { database, logBucket, logs, table, workgroup };
};

/** Cases of one thing, each of which gives it one property. */
function ofProps(to: string, make: (stack: Stack, props: Anything) => unknown, ...cases: Case[]): BadInput[] {
  return cases.map(([name, value, got, allowed]) => {
    const [property] = /^\w+/.exec(name)!;
    return { to, name, got, allowed, make: (stack) => make(stack, { [property]: value as unknown }) };
  });
}

/** Cases of one function, each of which gives it all its arguments. */
function ofArguments(
  to: string,
  ...cases: [name: string, make: (stack: Stack) => unknown, got: string, allowed: string][]
): BadInput[] {
  return cases.map(([name, make, got, allowed]) => ({ to, name, got, allowed, make }));
}

/** A number that is known at deployment. */
const A_NUMBER = Lazy.number({ produce: () => 7 });

const A_TEXT = 'a text';
const A_DURATION = 'a Duration, such as';
const A_LIST_OF_TEXTS = 'a list, each value a text';
const TRUE_OR_FALSE = 'true or false';
const READ_WRITE = 'one of ReadWriteType.READ_ONLY, ReadWriteType.WRITE_ONLY, ReadWriteType.ALL, ReadWriteType.NONE';
const PERMISSION_MODEL = 'one of PermissionModel.IAM, PermissionModel.LAKE_FORMATION';
const A_BUCKET = 'an s3.IBucket';
const AN_ENCRYPTION = 'an AuditEncryption';
const A_KEY = 'a kms.IKey, and no alias';
const A_LOCATION = 'a LogLocation';
const A_DATABASE = 'a glue.IDatabase';
const A_WORKGROUP = 'an AuditWorkgroup';
const A_QUERY = 'an AuditQuery';
const A_LOG_TABLE = 'a CloudTrailTable, or a CloudTrailHistory of several';
const A_QUERIED_TABLE = 'a CloudTrailTable, a CloudTrailHistory of several, or a RequestTable';
const DATA_EVENTS = 'a DataEvents';
const A_PRINCIPAL = 'the ARN of a user, a role, a session or the root user';
const WHOLE_DAYS = 'a whole number of days, ';
const GLUE_NAME = '1 to 255 of a-z, 0-9 and underscores';
const KEY_PREFIX = '1 to 200 letters, digits and';
const TRAIL_NAME = '3 to 128 letters and digits';

/** Of a prefix of keys. */
const ofPrefix = (name: string): Case[] => [
  [name, null, 'null', A_TEXT],
  [name, 5, '5', A_TEXT],
  [name, '', '""', KEY_PREFIX],
  [name, 'a/', '"a/"', KEY_PREFIX],
  [name, '/a', '"/a"', KEY_PREFIX],
  [name, 'a//b', '"a//b"', KEY_PREFIX],
  [name, '*', '"*"', KEY_PREFIX],
  [name, '../other', '"../other"', KEY_PREFIX],
  [name, 'a/..', '"a/.."', KEY_PREFIX],
  [name, '${aws:username}', '"${aws:username}"', KEY_PREFIX],
  [name, 'a\u00a0b', '"a\\u00a0b"', KEY_PREFIX],
  [name, "'); DROP TABLE t; --", `"'); DROP TABLE t; --"`, KEY_PREFIX],
];

const OF_REQUEST_PREFIX = ofPrefix('prefix').map(([name, value, got]): Case => [name, value, got, KEY_PREFIX]);

const OF_BUCKET: Case[] = [
  ['logBucket', 'amzn-s3-demo-bucket', '"amzn-s3-demo-bucket"', A_BUCKET],
  ['logBucket', null, 'null', A_BUCKET],
  ['logBucket', {}, '{}', A_BUCKET],
  ['logBucket', circular, 'an object that cannot be shown', A_BUCKET],
  ['logBucket', { bucketArn: 'a', bucketName: 'b', addToResourcePolicy: 1 }, '{"bucketArn":"a"', A_BUCKET],
];

/** A log group of another account or region. */
const logGroupOf = (arn: string) =>
  logs.LogGroup.fromLogGroupArn(new Stack(), 'LogGroup', `arn:aws:logs:${arn}:log-group:audit`);

const OF_TRAIL: Case[] = [
  ['dataEvents', 'all', '"all"', DATA_EVENTS],
  ['dataEvents', null, 'null', DATA_EVENTS],
  ['dataEvents', {}, '{}', DATA_EVENTS],
  ['dataEvents', DataEvents, '"function DataEvents"', DATA_EVENTS],
  ['dataEvents', [DataEvents.allBuckets()], '["DataEvents"]', DATA_EVENTS],
  ['managementEvents', true, 'true', READ_WRITE],
  ['managementEvents', 'all', '"all"', READ_WRITE],
  ['managementEvents', null, 'null', READ_WRITE],
  ['managementEvents', ['All'], '["All"]', READ_WRITE],
  ['logGroup', '/audit', '"/audit"', 'a logs.ILogGroup'],
  ['logGroup', null, 'null', 'a logs.ILogGroup'],
  [
    'logGroup',
    logGroupOf('eu-west-1:444455556666'),
    '"Default/LogGroup of account 444455556666"',
    'one of 111122223333',
  ],
  [
    'logGroup',
    new logs.LogGroup(new Stack(), 'LogGroup', { logGroupClass: logs.LogGroupClass.DELIVERY }),
    '"Default/LogGroup of class DELIVERY"',
    'a log group of class STANDARD',
  ],
  ['logGroup', logGroupOf('us-east-1:111122223333'), '"Default/LogGroup of region us-east-1"', 'one of eu-west-1'],
  ['trailName', 5, '5', A_TEXT],
  ['trailName', null, 'null', A_TEXT],
  ['trailName', '', '""', TRAIL_NAME],
  ['trailName', 'ab', '"ab"', TRAIL_NAME],
  ['trailName', 'a--b', '"a--b"', TRAIL_NAME],
  ['trailName', 'my trail', '"my trail"', TRAIL_NAME],
  ['trailName', '192.168.5.4', '"192.168.5.4"', TRAIL_NAME],
  ['trailName', 'x'.repeat(129), `"${'x'.repeat(129)}"`, TRAIL_NAME],
];

const OF_PARTITIONS: Case[] = [
  ['accounts', ['111122223333'], '["111122223333"]', 'an AuditedAccounts'],
  ['accounts', null, 'null', 'an AuditedAccounts'],
  ['regions', ['eu-west-1'], '["eu-west-1"]', 'an AuditedRegions'],
  ['regions', null, 'null', 'an AuditedRegions'],
  ['firstDay', new Date(0), '"Date"', A_TEXT],
  ['firstDay', 20260101, '20260101', A_TEXT],
  ['firstDay', '2026/02/30', '"2026/02/30"', 'a day of the calendar'],
  ['firstDay', '1999/12/31', '"1999/12/31"', 'a day of the calendar'],
  ['firstDay', "2026/01/01' OR 1=1", `"2026/01/01' OR 1=1"`, 'a day of the calendar'],
];

/** Of log files that lie somewhere. */
const OF_LOCATION: Case[] = [
  ...OF_PARTITIONS,
  ...ofPrefix('prefix'),
  ['prefix', 'x/AWSLogs', '"x/AWSLogs"', "what stands before 'AWSLogs/'"],
  ['lastDay', 20260101, '20260101', A_TEXT],
  ['lastDay', '2026/06/31', '"2026/06/31"', 'a day of the calendar'],
  ['lastDay', '2016/11/20', '"2016/11/20"', 'a day that is not before 2016/11/21'],
];

const OF_ACCOUNTS: Case[] = [
  ['', ['1111-2222-3333'], '"1111-2222-3333"', 'the 12 digits of an account id'],
  ['', ['111122223333', '111122223333'], '"111122223333"', 'each value once'],
  ['', [], '[]', 'a list with at least one value'],
  ['', '111122223333', '"111122223333"', A_LIST_OF_TEXTS],
];
const ofAccounts = (name: string) => OF_ACCOUNTS.map(([, ...rest]): Case => [name, ...rest]);

/** A file with this text. */
function fileOf(text: string): string {
  const path = join(newFolder(), 'accounts.json');
  writeFileSync(path, text);
  return path;
}

const OF_TABLE: Case[] = [
  ['tableName', 5, '5', A_TEXT],
  ['tableName', null, 'null', A_TEXT],
  ['tableName', '', '""', GLUE_NAME],
  ['tableName', 'Logs', '"Logs"', GLUE_NAME],
  ['tableName', 'my-table', '"my-table"', GLUE_NAME],
  ['tableName', 'a"; DROP TABLE b; --', '"a\\"; DROP TABLE b; --"', GLUE_NAME],
  ['tableName', 'x'.repeat(256), `"${'x'.repeat(199)}..."`, GLUE_NAME],
  ['permissionModel', 'lake formation', '"lake formation"', PERMISSION_MODEL],
  ['permissionModel', true, 'true', PERMISSION_MODEL],
  ['permissionModel', null, 'null', PERMISSION_MODEL],
  ['database', 'security', '"security"', A_DATABASE],
  ['database', null, 'null', A_DATABASE],
  ['database', { databaseName: 'security' }, '{"databaseName":"security"}', A_DATABASE],
  ...['*', 'securit?', '${aws:username}', ''].map((name): Case => [
    'database.databaseName',
    glue.Database.fromDatabaseArn(new Stack(), 'Database', `arn:aws:glue:eu-west-1:111122223333:database/${name}`),
    JSON.stringify(name),
    'a name without *, ? and ${',
  ]),
];

const OF_RETENTION: Case[] = [
  ['retention', 90, '90', A_DURATION],
  ['retention', null, 'null', A_DURATION],
  ['retention', '90 days', '"90 days"', A_DURATION],
  ['retention', Duration, '"function Duration"', A_DURATION],
  ['retention', { toDays: 1, isUnresolved: 2 }, '{"toDays":1', A_DURATION],
];

const OF_WINDOW: Case[] = [
  ['window', 7, '7', A_DURATION],
  ['window', null, 'null', A_DURATION],
  ['window', 7n, '"7"', A_DURATION],
  ['window', Duration.hours(1), '"Duration.hours(1)"', `${WHOLE_DAYS}0 to 36500`],
  ['window', Duration.days(NaN), '"Duration.days(NaN)"', `${WHOLE_DAYS}0 to 36500`],
  ['window', Duration.hours(A_NUMBER), '"', 'a Duration by Duration.days()'],
];

/** Of any audit. */
const OF_AUDIT: Case[] = [
  ...OF_TABLE,
  ...OF_WINDOW,
  ['requestsView', 'no', '"no"', TRUE_OR_FALSE],
  ['requestsViewName', 5, '5', A_TEXT],
  ['workgroup', 'primary', '"primary"', A_WORKGROUP],
  ['queries', 'all', '"all"', 'a list, each value an AuditQuery'],
  ['queries', [], '[]', 'a list with at least one query'],
  ['expectedNetworks', '192.0.2.0/24', '"192.0.2.0/24"', A_LIST_OF_TEXTS],
  ['expectedPrincipals', 'anonymous', '"anonymous"', A_LIST_OF_TEXTS],
];

/** Of a query that is added to any audit. */
const OF_ADDED_QUERY: Case[] = [
  ...OF_WINDOW,
  ['reads', 's3_requests', '"s3_requests"', A_QUERIED_TABLE],
  ['reads', null, 'null', A_QUERIED_TABLE],
  ['read', 's3_requests', '"s3_requests"', 'no property of that name; is reads meant'],
];

/** Of a request table. */
const OF_REQUEST_TABLE: Case[] = [
  ['tableOptimizers', 'all', '"all"', TRUE_OR_FALSE],
  ['storage', 'requests', '"requests"', 'a RequestStorage'],
  ['storage', null, 'null', 'a RequestStorage'],
  ['storage', RequestStorage, '"function RequestStorage"', 'a RequestStorage'],
  ['firstDay', 20260101, '20260101', A_TEXT],
  ['firstDay', '', '""', 'a day of the calendar'],
  ['firstDay', '2026/02/30', '"2026/02/30"', 'a day of the calendar'],
  ['firstDay', `2026/01/01"}'; rm`, `"2026/01/01\\"}'; rm"`, 'a day of the calendar'],
];

/** Of data events, whatever the buckets. */
const OF_EVENTS: Case[] = [
  ['readWriteType', 'all', '"all"', READ_WRITE],
  ['readWriteType', 1, '1', READ_WRITE],
  ['readWriteType', null, 'null', READ_WRITE],
  ['readWriteType', cloudtrail.ReadWriteType.NONE, '"NONE"', 'ALL, READ_ONLY or WRITE_ONLY'],
  ['excludeEventNames', 'HeadObject', '"HeadObject"', A_LIST_OF_TEXTS],
  ['excludeEventNames', null, 'null', A_LIST_OF_TEXTS],
  ['excludeEventNames', [], '[]', 'a list with at least one value'],
  ['excludeEventNames', Token.asList({ Ref: 'Names' }), '["#{Token[', 'a list of known length'],
  ['excludeEventNames[0]', [5], '5', A_TEXT],
  ['excludeEventNames', ['HeadObject', 'HeadObject'], '"HeadObject"', 'each value once'],
  ['excludeEventNames', ['s3:HeadObject'], '"s3:HeadObject"', 'the name of an event'],
  ['excludeEventNames', ['headObject'], '"headObject"', 'the name of an event'],
  ['excludeEventNames', ['Head*'], '"Head*"', 'the name of an event'],
  ['excludeEventNames', [''], '""', 'the name of an event'],
  ['excludeEventNames', ['ListObjectsV2'], '"ListObjectsV2"', 'the name that CloudTrail gives the event, ListObjects'],
  ['excludePrincipals', 'bob', '"bob"', A_LIST_OF_TEXTS],
  ['excludePrincipals', [], '[]', 'a list with at least one value'],
  ['excludePrincipals', Token.asList({ Ref: 'Arns' }), '["#{Token[', 'a list of known length'],
  ['excludePrincipals[1]', ['arn:aws:iam::111122223333:user/bob', {}], '{}', A_TEXT],
  ['excludePrincipals', ['bob'], '"bob"', A_PRINCIPAL],
  ['excludePrincipals', ['*'], '"*"', A_PRINCIPAL],
  ...['arn:aws:iam::*:role/scanner', 'arn:aws:iam::????????????:user/x', 'arn:*:iam::111122223333:user/x'].map(
    (arn): Case => ['excludePrincipals', [arn], JSON.stringify(arn), A_PRINCIPAL],
  ),
  ['excludePrincipals', ['arn:aws:iam::1111:user/x'], '"arn:aws:iam::1111:user/x"', A_PRINCIPAL],
  ['excludePrincipals', ['arn:aws:iam::111122223333:role/a/*'], '"arn:aws:iam::111122223333:role/a/*"', A_PRINCIPAL],
  ['excludePrincipals', [Token.asString({ Ref: 'Arn' })], '"${Token[', A_PRINCIPAL],
  ['perKeyDeletes', 'no', '"no"', TRUE_OR_FALSE],
  ['perKeyDeletes', 0, '0', TRUE_OR_FALSE],
  ['perKeyDeletes', null, 'null', TRUE_OR_FALSE],
  ['resourceTypes', 'AWS::S3::Object', '"AWS::S3::Object"', 'a list, each value an S3ResourceType'],
  ['resourceTypes', [], '[]', 'a list with at least one value'],
  ['resourceTypes[0]', ['AWS::S3::Object'], '"AWS::S3::Object"', 'an S3ResourceType'],
  ['resourceTypes', [S3ResourceType.OBJECT, S3ResourceType.OBJECT], '"AWS::S3::Object"', 'each value once'],
];

/** Of names of buckets. */
const ofNames = (name: string): Case[] => [
  [name, Token.asList({ Ref: 'Names' }), '["#{Token[', 'a list of known length'],
  [name, 'website', '"website"', A_LIST_OF_TEXTS],
  [name, [], '[]', 'a list with at least one value'],
  [`${name}[0]`, [5], '5', A_TEXT],
  [name, ['s3://website'], '"s3://website"', 'the name of a general purpose bucket'],
  [name, ['*'], '"*"', 'the name of a general purpose bucket'],
  [name, ['a/b'], '"a/b"', 'the name of a general purpose bucket'],
  [name, ['web--use1-az4--x-s3'], '"web--use1-az4--x-s3"', 'the name of a general purpose bucket'],
  [name, ['web', 'web'], '"web"', 'each value once'],
];

/** Of what names of buckets begin with. */
const ofNamePrefixes = (name: string): Case[] => [
  [name, Token.asList({ Ref: 'Names' }), '["#{Token[', 'a list of known length'],
  [name, 'web', '"web"', A_LIST_OF_TEXTS],
  [name, [], '[]', 'a list with at least one value'],
  [`${name}[0]`, [null], 'null', A_TEXT],
  [name, [''], '""', 'what the name of a bucket begins with'],
  [name, ['web*'], '"web*"', 'what the name of a bucket begins with'],
  [name, ['web/'], '"web/"', 'what the name of a bucket begins with'],
  [name, ['arn:aws:s3:::web'], '"arn:aws:s3:::web"', 'what the name of a bucket begins with'],
  [name, ['web', 'web'], '"web"', 'each value once'],
];

/** Of buckets that are left out. */
const OF_EXCLUDED: Case[] = [
  ['exclude', 'website', '"website"', 'a list, each value an s3.IBucketRef'],
  ['exclude', [], '[]', 'a list with at least one bucket'],
  ['exclude[0]', ['website'], '"website"', 'an s3.IBucketRef'],
  ['exclude[0]', [undefined], 'undefined', 'an s3.IBucketRef'],
  [
    'exclude[0]',
    [{ bucketRef: { bucketName: 'website', bucketArn: 'arn:aws:s3:::website' } }],
    '{"bucketRef":{"bucketName":"website"',
    'an s3.IBucketRef',
  ],
  ...ofNames('excludeBucketNames'),
  ...ofNamePrefixes('excludeBucketPrefixes'),
  ['exclude[0]', [{ bucketRef: undefined, node: {} }], '{', 'an s3.IBucketRef'],
];

const PRIMARY = { workgroupName: 'primary', shared: true };

const audit = (stack: Stack, props: Anything) => new S3AuditTrail(stack, 'Audit', props as object);
const existing = (stack: Stack, props: Anything, id = 'Audit') =>
  new S3Audit(stack, id, 'logs' in (props as object) ? props : { logs: [newLocation(stack)], ...(props as object) });
const newLocation = (stack: Stack, options: Anything = {}) =>
  LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, 'OtherLogs', 'other-logs'), options as object);
const organization = (stack: Stack, options: Anything) =>
  LogLocation.ofOrganization(new s3.Bucket(stack, 'Logs'), 'o-a1b2c3d4e5', {
    accounts: AuditedAccounts.ofStack(),
    ...(options as object),
  });
const trail = (stack: Stack, props: Anything) =>
  new DataEventTrail(stack, 'Trail', { logBucket: new s3.Bucket(stack, 'Logs'), ...(props as object) });
const table = (stack: Stack, props: Anything) => {
  const { database, logs } = newParts(stack);
  return new CloudTrailTable(stack, 'Table', { database, logs, ...(props as object) });
};
const saved = (stack: Stack, props: Anything) => {
  const parts = newParts(stack);
  const all = { query: AuditQuery.SAMPLE_EVENTS, ...parts, ...(props as object) };
  return new SavedQuery(stack, 'Query', all);
};
const workgroup = (stack: Stack, props: Anything) => new AuditWorkgroup(stack, 'Workgroup', props as object);
const view = (stack: Stack, props: Anything) =>
  new S3RequestsView(stack, 'View', { table: newParts(stack).table, ...(props as object) });
const all = (_: Stack, options: Anything) => DataEvents.allBuckets(options as object);
const byName = (_: Stack, options: Anything) => DataEvents.bucketsByName({ names: ['a-name'], ...(options as object) });
const chosen = (stack: Stack, options: Anything) =>
  DataEvents.buckets([{ bucket: new s3.Bucket(stack, 'Chosen') }], options as object);
const own = (options: Anything) => AuditQuery.fromText('own', 'SELECT 1 FROM s3_requests', options as object);
const governed = (stack: Stack) => audit(stack, { permissionModel: PermissionModel.LAKE_FORMATION });
const anything = (value: unknown) => value as Anything;
const inOwn = (stack: Stack, prefix: string) => LogStorage.inBucket(new s3.Bucket(stack, 'OwnLogs'), { prefix });
const logBucket = (stack: Stack, props: LogBucketProps) => new LogBucket(stack, 'Logs', props);
const addQuery = (to: S3Audit | S3AuditTrail, options: Anything) => to.addQuery(AuditQuery.COPIES, options as object);
const requestTable = (stack: Stack, props: Anything) => {
  const { table: logs, workgroup } = newParts(stack);
  return new RequestTable(stack, 'Requests', { logs, workgroup, ...(props as object) });
};
const kept = (stack: Stack, retention: Duration) => audit(stack, { logStorage: LogStorage.newBucket({ retention }) });

export const BAD_INPUTS: BadInput[] = [
  ...ofProps(
    'S3AuditTrail',
    audit,
    ...OF_TRAIL,
    ...OF_PARTITIONS,
    ...OF_TABLE,
    ...OF_WINDOW,
    ['window', Duration.days(366), '"Duration.days(366)"', 'at most the retention'],
    ['logStorage', new LogBucket(new Stack(), 'Logs'), '"construct', 'a LogStorage'],
    ['logStorage', 'my-logs', '"my-logs"', 'a LogStorage'],
    ['logBucket', {}, '{}', 'no property of that name; use logStorage: LogStorage.inBucket(bucket)'],
    ['s3KeyPrefix', 'x', '"x"', 'no property of that name; use logStorage'],
    ['retention', Duration.days(1), '"Duration"', 'no property of that name; use logStorage'],
    ['encryption', AuditEncryption.kms(), '"AuditEncryption"', 'no property of that name; use logStorage'],
    ['objectLock', true, 'true', 'no property of that name; use logStorage'],
    ['serverAccessLogsBucket', 'a', '"a"', 'no property of that name; use logStorage'],
    ['replicationRules', [], '[]', 'no property of that name; use logStorage'],
    ['additionalRegions', ['a'], '["a"]', 'no property of that name; use regions: AuditedRegions.all'],
    ['statementPrefix', 'a_', '"a_"', 'no property of that name; use AuditWorkgroup.fromWorkgroupName'],
    ['logStorage', null, 'null', 'a LogStorage'],
    ['logs', [], '[]', 'no property of that name; use S3Audit'],
    ['expectedNetwork', ['192.0.2.0/24'], '["192.0.2.0/24"]', 'no property of that name; is expectedNetworks meant'],
    ['organizationId', 5, '5', A_TEXT],
    ['requestsView', 'no', '"no"', TRUE_OR_FALSE],
    ['requestsView', 0, '0', TRUE_OR_FALSE],
    ['requestsView', null, 'null', TRUE_OR_FALSE],
    ['requestsViewName', 5, '5', A_TEXT],
    ['workgroup', 'primary', '"primary"', A_WORKGROUP],
    ['workgroup', null, 'null', A_WORKGROUP],
    ['workgroup', { workgroupName: 'primary' }, '{"workgroupName":"primary"}', A_WORKGROUP],
    ['workgroup.workgroupName', { ...PRIMARY, workgroupName: '*' }, '"*"', '1 to 128 letters'],
    ['workgroup.workgroupName', { ...PRIMARY, workgroupName: 5 }, '5', '1 to 128 letters'],
    ['workgroup', { ...PRIMARY, workgroupName: undefined }, '{"workgroupName"', A_WORKGROUP],
    ['workgroup.statementPrefix', { ...PRIMARY, statementPrefix: 5 }, '5', A_TEXT],
    ['workgroup.resultsBucket', { ...PRIMARY, resultsBucket: 'results' }, '"results"', A_BUCKET],
    ['workgroup.resultsPrefix', { ...PRIMARY, resultsPrefix: '*' }, '"*"', KEY_PREFIX],
    ['workgroup.resultsPrefix', { ...PRIMARY, resultsPrefix: null }, 'null', KEY_PREFIX],
    ['workgroup.shared', { ...PRIMARY, shared: 'no' }, '"no"', TRUE_OR_FALSE],
    ['queries', 'sigv2-requests', '"sigv2-requests"', 'a list, each value an AuditQuery'],
    ['queries', null, 'null', 'a list, each value an AuditQuery'],
    ['queries', AuditQuery.COPIES, '"AuditQuery"', 'a list, each value an AuditQuery'],
    ['queries', [], '[]', 'a list with at least one query'],
    ['queries[0]', [anything(AuditQuery).DELETE_OBJECT_REQUESTS], 'undefined', A_QUERY],
    ['queries[1]', [AuditQuery.COPIES, null], 'null', A_QUERY],
    ['queries[0]', [QueryPack.SIGNATURES], `["AuditQuery","AuditQuery"`, A_QUERY],
    ['queries[0]', ['sigv2-requests'], '"sigv2-requests"', A_QUERY],
    ['queries[0]', Array(1), 'undefined', A_QUERY],
    ['expectedNetworks', '10.0.0.0/8', '"10.0.0.0/8"', A_LIST_OF_TEXTS],
    ['expectedNetworks', null, 'null', A_LIST_OF_TEXTS],
    ['expectedNetworks', [], '[]', 'a list with at least one value'],
    ['expectedNetworks[0]', [{ cidr: '10.0.0.0/8' }], '{"cidr":"10.0.0.0/8"}', A_TEXT],
    ['expectedNetworks', ['10.1.2.3/16'], '"10.1.2.3/16"', 'the network alone, which is 10.1.0.0/16'],
    ['expectedNetworks', ['10.0.0.0'], '"10.0.0.0"', 'an IPv4 or IPv6 network'],
    ['expectedNetworks', ["10.0.0.0/8'"], `"10.0.0.0/8'"`, 'an IPv4 or IPv6 network'],
    ['expectedPrincipals', 'anonymous', '"anonymous"', A_LIST_OF_TEXTS],
    ['expectedPrincipals[0]', [[]], '[]', A_TEXT],
    [
      'expectedPrincipals',
      ['arn:aws:iam::111122223333:role/*'],
      '"arn:aws:iam::111122223333:role/*"',
      'an ARN without',
    ],
    ['expectedPrincipals', ["x' OR '1'='1"], `"x' OR '1'='1"`, 'an ARN without'],
  ),
  ...ofArguments(
    'S3AuditTrail',
    ['props of S3AuditTrail', (stack) => audit(stack, null), 'null', 'an object'],
    ['props of S3AuditTrail', (stack) => audit(stack, 'props'), '"props"', 'an object'],
    ['props of S3AuditTrail', (stack) => audit(stack, []), '[]', 'an object'],
    ['props of S3AuditTrail', (stack) => audit(stack, stack), '"construct Stack"', 'an object'],
    ['props of S3AuditTrail', (stack) => audit(stack, new Map([['trailName', 'audit']])), '"Map"', 'an object'],
    ['props of S3AuditTrail', (stack) => audit(stack, Promise.resolve({})), '"Promise"', 'an object'],
    ['props of S3AuditTrail', (stack) => audit(stack, Lazy.any({ produce: () => ({}) })), '"Lazy', 'an object'],
    [
      'managementEvents',
      (stack) => audit(stack, { queries: [AuditQuery.AUDIT_CHANGES] }),
      '"None"',
      'ReadWriteType.ALL or ReadWriteType.WRITE_ONLY',
    ],
    [
      'requestsViewName',
      (stack) => audit(stack, { requestsView: false, requestsViewName: 'v' }),
      '"v"',
      "none where 'requestsView' is false",
    ],
    [
      'viewName',
      (stack) => audit(stack, { tableName: 'same', requestsViewName: 'same' }),
      '"same"',
      'a name that differs from that of',
    ],
    ['viewName', (stack) => audit(stack, { requestsViewName: 'My View' }), '"My View"', GLUE_NAME],
    [
      'statementPrefix',
      (stack) => {
        const workgroup = AuditWorkgroup.fromWorkgroupName('w', QueryResults.athenaManaged(), {
          statementPrefix: 'a-',
        });
        return audit(stack, { workgroup });
      },
      '"a-"',
      'letters, digits, underscores',
    ],
    [
      'trailName',
      (stack) => [new S3AuditTrail(stack, 'One', { trailName: 'audit' }), audit(stack, { trailName: 'audit' })],
      '"audit"',
      'a name that differs from that of Stack/One/Trail',
    ],
    [
      'organizationId',
      (stack) => audit(stack, { organizationId: 'my-org', accounts: AuditedAccounts.ofStack() }),
      '"my-org"',
      "an organization's id",
    ],
    [
      'accounts',
      (stack) => audit(stack, { organizationId: 'o-a1b2c3d4e5' }),
      'undefined',
      "those that queries see, where 'organizationId' is given",
    ],
    ['query', (stack) => audit(stack, {}).addQuery(anything('copies')), '"copies"', A_QUERY],
    ['query', (stack) => anything(audit(stack, {})).addQuery(), 'undefined', A_QUERY],
    [
      'queries',
      (stack) => audit(stack, {}).addQuery(AuditQuery.SIGV2_REQUESTS),
      '"sigv2-requests"',
      'each name once; one of that name is saved already',
    ],
    ['props of addQuery', (stack) => addQuery(audit(stack, {}), Duration.days(7)), '"Duration"', 'an object'],
    [
      'props of addRequestTable',
      (stack) => audit(stack, {}).addRequestTable(anything('requests')),
      '"requests"',
      'an object',
    ],
    [
      'addRequestTable',
      (stack) => {
        const made = audit(stack, {});
        return [made.addRequestTable(), made.addRequestTable()];
      },
      '"Stack/Audit"',
      'one request table of an audit',
    ],
    ...['aws_requests', 'cloudtrail_logs'].map((relation): [string, (stack: Stack) => unknown, string, string] => [
      'queries: own',
      (stack) => {
        const made = audit(stack, {});
        const query = AuditQuery.fromText('own', `SELECT 1 FROM ${relation} WHERE account = '111122223333'`);
        return made.addQuery(query, { reads: made.addRequestTable() });
      },
      `"${relation}"`,
      's3_requests, which is what a RequestTable has',
    ]),
  ),
  ...ofProps('S3AuditTrail.addQuery', (stack, options) => addQuery(audit(stack, {}), options), ...OF_ADDED_QUERY),
  ...ofProps(
    'S3AuditTrail.addRequestTable',
    (stack, options) => audit(stack, {}).addRequestTable(options as object),
    ...OF_REQUEST_TABLE,
  ),
  ...ofProps(
    'DataEventTrail',
    trail,
    ...OF_TRAIL,
    ...OF_BUCKET,
    ...ofPrefix('s3KeyPrefix'),
    ['logBucket', undefined, 'undefined', A_BUCKET],
    ['organizationId', 5, '5', A_TEXT],
    ['organizationId', 'o-A1B2C3D4E5', '"o-A1B2C3D4E5"', "an organization's id"],
    ['neverRecorded', 'results', '"results"', 'a list, each value an s3.IBucketRef'],
    ['neverRecorded[0]', ['results'], '"results"', 'an s3.IBucketRef'],
  ),
  ...ofArguments(
    'DataEventTrail',
    ['props of DataEventTrail', (stack) => new (anything(DataEventTrail))(stack, 'Trail'), 'undefined', 'an object'],
    ['logBucket', (stack) => new (anything(DataEventTrail))(stack, 'Trail', {}), 'undefined', A_BUCKET],
    ['bucket', (stack) => trail(stack, {}).neverRecord(anything('requests')), '"requests"', 'an s3.IBucketRef'],
    ['bucket', (stack) => anything(trail(stack, {})).neverRecord(), 'undefined', 'an s3.IBucketRef'],
    [
      'logBucket',
      (stack) => new (anything(DataEventTrail))(stack, 'Trail', { logBucket: new s3.CfnBucket(stack, 'B') }),
      '"construct Stack/B"',
      A_BUCKET,
    ],
    [
      'dataEvents',
      (stack) => {
        const excludeBucketNames = Array.from({ length: 500 }, (_, index) => `amzn-s3-demo-${index}`);
        return trail(stack, { dataEvents: DataEvents.allBuckets({ excludeBucketNames }) });
      },
      '"503 values"',
      'at most 500 values',
    ],
  ),
  ...ofProps('DataEvents.allBuckets', all, ...OF_EVENTS, ...OF_EXCLUDED, [
    'directoryBuckets',
    true,
    'true',
    'no property of that name; use resourceTypes',
  ]),
  ...ofProps(
    'DataEvents.bucketsByName',
    byName,
    ...OF_EVENTS,
    ...OF_EXCLUDED,
    ...ofNames('names'),
    ...ofNamePrefixes('prefixes'),
    ['excludeBucketNames', ['cache'], '"cache"', 'a bucket whose name begins with one of'],
    ['excludeBucketName', ['cache'], '["cache"]', 'no property of that name; is excludeBucketNames meant'],
  ),
  ...ofProps('DataEvents', chosen, ...OF_EVENTS),
  ...ofArguments(
    'DataEvents',
    ['props of DataEvents.allBuckets', () => DataEvents.allBuckets(anything(null)), 'null', 'an object'],
    ['props of DataEvents.allBuckets', () => DataEvents.allBuckets(anything('all')), '"all"', 'an object'],
    ['props of DataEvents.allBuckets', () => DataEvents.allBuckets(anything(new Set(['a']))), '"Set"', 'an object'],
    ['props of DataEvents.bucketsByName', () => anything(DataEvents).bucketsByName(), 'undefined', 'an object'],
    ['DataEvents.bucketsByName', () => DataEvents.bucketsByName({}), '{}', "'names', 'prefixes' or both"],
    ['DataEvents.buckets', () => anything(DataEvents).buckets(), 'undefined', 'a list of buckets'],
    [
      'DataEvents.buckets',
      (stack) => anything(DataEvents).buckets(new s3.Bucket(stack, 'B')),
      '"construct Stack/B"',
      'a list',
    ],
    ['DataEvents.buckets', () => DataEvents.buckets([]), '[]', 'a list with at least one bucket'],
    ['props of DataEvents.buckets', () => DataEvents.buckets(anything(['website'])), '"website"', 'an object'],
    [
      'props of DataEvents.buckets',
      (stack) => DataEvents.buckets(anything([new s3.Bucket(stack, 'B')])),
      '"construct Stack/B"',
      'an object',
    ],
    ['bucket', () => DataEvents.buckets(anything([{}])), 'undefined', 'an s3.IBucketRef'],
    ['bucket', () => DataEvents.buckets(anything([{ bucket: 'website' }])), '"website"', 'an s3.IBucketRef'],
    [
      'objectPrefix',
      (stack) => DataEvents.buckets(anything([{ bucket: new s3.Bucket(stack, 'B'), objectPrefix: 5 }])),
      '5',
      A_TEXT,
    ],
    ...['a\nb', 'a\0', 'a\u2028b', '\ud800', 'x'.repeat(1025), '\u00fc'.repeat(513)].map(
      (objectPrefix): [string, (stack: Stack) => unknown, string, string] => [
        'objectPrefix',
        (stack) => DataEvents.buckets([{ bucket: new s3.Bucket(stack, 'B'), objectPrefix }]),
        '"',
        'a text that a key can begin with',
      ],
    ),
    [
      'props of DataEvents.buckets',
      (stack) => DataEvents.buckets([{ bucket: new s3.Bucket(stack, 'B') }], anything(Duration.days(1))),
      '"Duration"',
      'an object',
    ],
    [
      'readWriteType',
      (stack) => DataEvents.buckets([{ bucket: new s3.Bucket(stack, 'B') }], anything({ readWriteType: 'reads' })),
      '"reads"',
      READ_WRITE,
    ],
    [
      'DataEvents.buckets',
      (stack) => {
        const bucket = new s3.Bucket(stack, 'B');
        return DataEvents.buckets([{ bucket }, { bucket }]);
      },
      '"Stack/B/"',
      'each bucket and prefix once',
    ],
  ),
  ...ofProps(
    'LogBucket',
    (stack, props) => new LogBucket(stack, 'Logs', props as object),
    ...OF_RETENTION,
    ['retention', Size.gibibytes(1), '"Size"', A_DURATION],
    ['retention', Duration.days(0), '"Duration.days(0)"', `${WHOLE_DAYS}1 to 36500`],
    ['retention', Duration.days(3_000_000_000), '"Duration.days(3000000000)"', `${WHOLE_DAYS}1 to 36500`],
    ['retention', Duration.days(Infinity), '"Duration.days(Infinity)"', `${WHOLE_DAYS}1 to 36500`],
    ['encryption', 'kms', '"kms"', AN_ENCRYPTION],
    ['encryption', s3.BucketEncryption.KMS, '"KMS"', AN_ENCRYPTION],
    ['encryption', AuditEncryption, '"function AuditEncryption"', AN_ENCRYPTION],
    ['objectLock', Duration.days(1), '"Duration"', 'an s3.ObjectLockRetention'],
    ['objectLock', true, 'true', 'an s3.ObjectLockRetention'],
    ['serverAccessLogsBucket', 'access-logs', '"access-logs"', A_BUCKET],
    ['serverAccessLogsPrefix', 5, '5', A_TEXT],
    ['serverAccessLogsPrefix', 'a/', '"a/"', "none without a 'serverAccessLogsBucket'"],
    ['replicationRules', {}, '{}', 'a list, each value an s3.ReplicationRule'],
    ['replicationRules', [], '[]', 'a list with at least one rule'],
    ['replicationRules[0]', [{}], '{}', 'an s3.ReplicationRule'],
    ['replicationRules[0].destination', [{ destination: 'copy' }], '"copy"', A_BUCKET],
  ),
  ...ofArguments(
    'LogBucket',
    ...(
      [
        ['Target of account 444455556666', 'one of 111122223333', { account: '444455556666' }],
        ['Target of region us-east-1', 'one of eu-west-1', { region: 'us-east-1' }],
      ] as const
    ).map(([got, allowed, place]): [string, (stack: Stack) => unknown, string, string] => [
      'serverAccessLogsBucket',
      (stack) =>
        logBucket(stack, {
          serverAccessLogsBucket: s3.Bucket.fromBucketAttributes(stack, 'Target', { bucketName: 'target', ...place }),
        }),
      `"Stack/${got}"`,
      allowed,
    ]),
    [
      'serverAccessLogsBucket',
      (stack) =>
        logBucket(stack, { serverAccessLogsBucket: new s3.Bucket(stack, 'Target', { objectLockEnabled: true }) }),
      '"Stack/Target with Object Lock"',
      'a bucket without Object Lock',
    ],
    [
      'serverAccessLogsBucket',
      (stack) => {
        const encryption = s3.BucketEncryption.KMS;
        return logBucket(stack, { serverAccessLogsBucket: new s3.Bucket(stack, 'Target', { encryption }) });
      },
      '"Stack/Target with a key of KMS"',
      "a bucket that is encrypted with S3's own keys",
    ],
    [
      'replicationRules[0].destination',
      (stack) => logBucket(stack, { replicationRules: [{ destination: new s3.Bucket(stack, 'Copy') }] }),
      '"Stack/Copy"',
      'a bucket that is versioned',
    ],
    [
      'replicationRules[0].destination',
      (stack) =>
        logBucket(stack, {
          objectLock: s3.ObjectLockRetention.governance(Duration.days(1)),
          replicationRules: [{ destination: new s3.Bucket(stack, 'Copy', { versioned: true }) }],
        }),
      '"Stack/Copy"',
      'a bucket with Object Lock',
    ],
    [
      'replicationRules[0].sseKmsEncryptedObjects',
      (stack) =>
        logBucket(stack, {
          encryption: AuditEncryption.kms(),
          replicationRules: [{ destination: new s3.Bucket(stack, 'Copy', { versioned: true }) }],
        }),
      'undefined',
      "true where 'encryption' is a key of KMS",
    ],
    [
      'replicationRules[0].kmsKey',
      (stack) =>
        logBucket(stack, {
          replicationRules: [
            { destination: new s3.Bucket(stack, 'C', { versioned: true }), sseKmsEncryptedObjects: true },
          ],
        }),
      'undefined',
      "a key in the destination's region",
    ],
  ),
  ...ofArguments(
    'LogBucket',
    [
      'replicationRules[0].sseKmsEncryptedObjects',
      (stack) => {
        const kmsKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/k');
        const destination = s3.Bucket.fromBucketName(stack, 'Copy', 'copy');
        return logBucket(stack, { replicationRules: [{ destination, kmsKey }] });
      },
      'undefined',
      "true with a 'kmsKey'",
    ],
    [
      'replicationRules[0].kmsKey',
      (stack) => {
        const destination = new s3.Bucket(stack, 'Copy', { versioned: true });
        const kmsKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/k');
        return logBucket(stack, { replicationRules: [{ destination, kmsKey, sseKmsEncryptedObjects: true }] });
      },
      '"Stack/Key of region us-east-1"',
      "a key of eu-west-1, the destination's region",
    ],
    [
      'key',
      (stack) => {
        const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:444455556666:key/k');
        return logBucket(stack, { encryption: AuditEncryption.kms(key) });
      },
      '"Stack/Key of region us-east-1"',
      'one of eu-west-1',
    ],
  ),
  ...ofArguments(
    'AuditEncryption',
    [
      'key',
      (stack) => AuditEncryption.kms(kms.Key.fromKeyArn(stack, 'K', 'arn:aws:kms:eu-west-1:111122223333:alias/audit')),
      '"construct Stack/K"',
      A_KEY,
    ],
    [
      'bucket.encryptionKey',
      (stack) => {
        const encryptionKey = kms.Alias.fromAliasName(stack, 'Alias', 'alias/audit');
        return LogStorage.inBucket(s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'logs', encryptionKey }));
      },
      '"construct Stack/Alias"',
      A_KEY,
    ],
    ['key', () => anything(AuditEncryption).kms('alias/audit'), '"alias/audit"', A_KEY],
    ['key', () => anything(AuditEncryption).kms(null), 'null', A_KEY],
    [
      'key',
      (stack) => AuditEncryption.kms(kms.Alias.fromAliasName(stack, 'Alias', 'alias/audit')),
      '"construct Stack/Alias"',
      A_KEY,
    ],
    [
      'key',
      (stack) =>
        AuditEncryption.kms(
          new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_2048, keyUsage: kms.KeyUsage.SIGN_VERIFY }),
        ),
      '"Stack/Key (RSA_2048)"',
      'a symmetric key',
    ],
  ),
  ...ofArguments(
    'AuditedAccounts',
    ['accounts', () => anything(AuditedAccounts).of(), 'undefined', A_LIST_OF_TEXTS],
    ['accounts', () => anything(AuditedAccounts).of('111122223333'), '"111122223333"', A_LIST_OF_TEXTS],
    ['accounts', () => AuditedAccounts.of([]), '[]', 'a list with at least one value'],
    ['accounts[0]', () => anything(AuditedAccounts).of([111122223333]), '111122223333', A_TEXT],
    ['accounts[1]', () => anything(AuditedAccounts).of(['111122223333', ['444455556666']]), '["444455556666"]', A_TEXT],
    ['accounts', () => AuditedAccounts.of(['1111-2222-3333']), '"1111-2222-3333"', 'the 12 digits of an account id'],
    ['accounts', () => AuditedAccounts.of(['111122223333', '111122223333']), '"111122223333"', 'each value once'],
    ['accounts', () => AuditedAccounts.of(["1' OR '1'='1"]), `"1' OR '1'='1"`, 'the 12 digits of an account id'],
  ),
  ...ofArguments(
    'LogStorage',
    ['prefix', () => LogStorage.newBucket(anything({ prefix: 'a' })), '"a"', 'no property of that name; use'],
    [
      's3KeyPrefix',
      (stack) => LogStorage.inBucket(new s3.Bucket(stack, 'B'), anything({ s3KeyPrefix: 'a' })),
      '"a"',
      'no property of that name; use prefix',
    ],
    [
      'retention',
      (stack) => LogStorage.inBucket(new s3.Bucket(stack, 'B'), anything({ retention: Duration.days(1) })),
      '"Duration"',
      'no property of that name; use',
    ],
    [
      'statementPrefix',
      (stack) => workgroup(stack, { statementPrefix: 'a' }),
      '"a"',
      'no property of that name; use shared: true',
    ],
  ),
  ...ofArguments('AuditedAccounts', [
    'accounts',
    () => AuditedAccounts.of(Array.from({ length: 39_001 }, (_, index) => String(100_000_000_000 + index))),
    '"39001 accounts"',
    'at most 39000 accounts',
  ]),
  ...ofArguments(
    'AuditedAccounts',
    ['AuditedAccounts.fromFile', () => anything(AuditedAccounts).fromFile(), 'undefined', A_TEXT],
    [
      'AuditedAccounts.fromFile',
      () => AuditedAccounts.fromFile('nowhere.json'),
      '"nowhere.json"',
      'the path of a file',
    ],
    ['AuditedAccounts.fromFile', () => AuditedAccounts.fromFile('lib'), '"lib"', 'the path of a file'],
    ...['', '[]', 'null', '5', '{}', '{"Accounts":{}}', '{"Accounts":[]}', 'Accounts:', '["111122223333"]'].map(
      (text): [string, (stack: Stack) => unknown, string, string] => [
        'AuditedAccounts.fromFile',
        () => AuditedAccounts.fromFile(fileOf(text)),
        '"/',
        "a file that 'aws organizations list-accounts --output json' prints",
      ],
    ),
    [
      'AuditedAccounts.fromFile',
      () => AuditedAccounts.fromFile(fileOf('{"Accounts":[{"Id":"111122223333"}],"NextToken":"abc"}')),
      '"/',
      "a file that 'aws organizations list-accounts --output json' prints without --max-items",
    ],
    ...['{"Accounts":[{"Id":"111122223333"},{"Id":5}]}', '{"Accounts":[{"Id":"111122223333"},{"Name":"a"}]}'].map(
      (text): [string, (stack: Stack) => unknown, string, string] => [
        'AuditedAccounts.fromFile: Accounts[1].Id',
        () => AuditedAccounts.fromFile(fileOf(text)),
        text.includes('5}') ? '5' : 'undefined',
        'the 12 digits of an account id',
      ],
    ),
    ['props of AuditedAccounts.fromFile', () => AuditedAccounts.fromFile('a', anything([])), '[]', 'an object'],
    ['props of AuditedAccounts.injected', () => AuditedAccounts.injected(anything([])), '[]', 'an object'],
  ),
  ...ofProps(
    'AuditedAccounts.fromFile',
    (_, options) => AuditedAccounts.fromFile('test/cases/accounts/organization.json', options as object),
    ...ofAccounts('also'),
  ),
  ...ofProps(
    'AuditedAccounts.injected',
    (_, options) => AuditedAccounts.injected(options as object),
    ...ofAccounts('saved'),
    ['saved', Array.from({ length: 1_001 }, (_, n) => String(100_000_000_000 + n)), '"1001 accounts"', 'at most 1000'],
    ['saved', Token.asList({ Ref: 'P' }), '["#{Token', 'a list of known length'],
  ),
  ...ofProps('LogLocation.ofAccounts', newLocation, ...OF_LOCATION, ...OF_RETENTION),
  ...ofProps('LogLocation.ofOrganization', organization, ...OF_LOCATION, ...OF_RETENTION),
  // What both of them take.
  ...ofProps('LogLocation', newLocation, ...OF_LOCATION, ...OF_RETENTION),
  ...ofArguments(
    'LogLocation',
    ['bucket', () => anything(LogLocation).ofAccounts(), 'undefined', A_BUCKET],
    ['bucket', () => anything(LogLocation).ofAccounts('my-logs'), '"my-logs"', A_BUCKET],
    ['bucket', () => anything(LogLocation).ofOrganization('my-logs'), '"my-logs"', A_BUCKET],
    ['props of LogLocation.ofAccounts', (stack) => newLocation(stack, Duration.days(1)), '"Duration"', 'an object'],
    [
      'props of LogLocation.ofOrganization',
      (stack) => anything(LogLocation).ofOrganization(new s3.Bucket(stack, 'B'), 'o-a1b2c3d4e5'),
      'undefined',
      'an object',
    ],
    ['accounts', (stack) => organization(stack, { accounts: undefined }), 'undefined', 'an AuditedAccounts'],
    ...['', 'o-short', 'o-A1B2C3D4E5', 'ou-a1b2-c3d4e5f6', 'o-a1b2c3d4e5/'].map(
      (id): [string, (stack: Stack) => unknown, string, string] => [
        'organizationId',
        (stack) => LogLocation.ofOrganization(new s3.Bucket(stack, 'B'), id, { accounts: AuditedAccounts.ofStack() }),
        JSON.stringify(id),
        "an organization's id, such as o-a1b2c3d4e5",
      ],
    ),
    [
      'retention',
      (stack) => LogLocation.ofAccounts(new LogBucket(stack, 'L').bucket, { retention: Duration.days(3000) }),
      '"Duration.days(3000)"',
      'none for the bucket of a LogBucket',
    ],
    [
      'organizationId',
      (stack) => {
        const accounts = AuditedAccounts.fromFile('test/cases/accounts/organization.json');
        const location = LogLocation.ofOrganization(new s3.Bucket(stack, 'B'), 'o-zzzzzzzzzz', { accounts });
        return existing(stack, { logs: [location] });
      },
      '"o-zzzzzzzzzz"',
      'o-a1b2c3d4e5, the organization of the accounts in the file',
    ],
    [
      'lastDay',
      (stack) => newLocation(stack, { firstDay: '2026-02-01', lastDay: '2026/01/31' }),
      '"2026/01/31"',
      'a day that is not before 2026/02/01, the first one',
    ],
  ),
  ...ofProps(
    'S3Audit',
    existing,
    ...OF_AUDIT,
    ['logs', undefined, 'undefined', 'a list, each value a LogLocation'],
    ['logs', [], '[]', 'a list with at least one LogLocation'],
    ['logs[0]', ['my-logs'], '"my-logs"', A_LOCATION],
    ['dataEvents', DataEvents.allBuckets(), '"DataEvents"', 'no property of that name; use S3AuditTrail'],
    ['logStorage', LogStorage.newBucket(), '"LogStorage"', 'no property of that name; use logs'],
    ['logGroup', 'a', '"a"', 'no property of that name; use S3AuditTrail'],
    ['accounts', AuditedAccounts.ofStack(), '"AuditedAccounts"', 'no property of that name; use logs'],
  ),
  // What both audits take.
  ...ofProps('S3AuditOptions', existing, ...OF_AUDIT),
  ...ofArguments(
    'S3Audit',
    ['props of S3Audit', (stack) => new (anything(S3Audit))(stack, 'Audit'), 'undefined', 'an object'],
    ['query', (stack) => existing(stack, {}).addQuery(anything('copies')), '"copies"', A_QUERY],
    ['props of addQuery', (stack) => addQuery(existing(stack, {}), null), 'null', 'an object'],
    ['props of addRequestTable', (stack) => existing(stack, {}).addRequestTable(anything([])), '[]', 'an object'],
    [
      'accounts',
      (stack) =>
        existing(stack, { logs: [newLocation(stack, { accounts: AuditedAccounts.injected() })] }).addRequestTable(),
      '[]',
      'AuditedAccounts.injected({ saved: [...] })',
    ],
    [
      'permissionModel',
      (stack) => existing(stack, { permissionModel: PermissionModel.LAKE_FORMATION }).addRequestTable(),
      '"LAKE_FORMATION"',
      'PermissionModel.IAM where requests are loaded',
    ],
    [
      'storage',
      (stack) => {
        const bucket = s3.Bucket.fromBucketName(stack, 'SameLogs', 'other-logs');
        return existing(stack, {}).addRequestTable({
          storage: RequestStorage.inBucket(bucket, { prefix: 'elsewhere' }),
        });
      },
      '"Stack/OtherLogs"',
      'a bucket that holds neither log files nor results',
    ],
    [
      'storage',
      (stack) => {
        const all = audit(stack, {});
        return all.addRequestTable({ storage: RequestStorage.inBucket(all.workgroup.resultsBucket!) });
      },
      '"Stack/Audit/Workgroup/Results"',
      'a bucket that holds neither log files nor results',
    ],
    [
      'reads',
      (stack) => {
        const reads = existing(stack, {}).addRequestTable();
        return new S3AuditTrail(stack, 'Another').addQuery(AuditQuery.COPIES, { reads });
      },
      '"construct Stack/Audit/RequestTable',
      'the RequestTable of this audit, or its logs',
    ],
    [
      'table',
      (stack) => new S3RequestsView(stack, 'View', { table: existing(stack, {}).addRequestTable() }),
      '"construct Stack',
      A_LOG_TABLE,
    ],
    [
      'table',
      (stack) => S3AuditGrants.of(existing(stack, {}).addRequestTable(), new AuditWorkgroup(stack, 'W')),
      '"construct Stack',
      A_LOG_TABLE,
    ],
    [
      'logs',
      (stack) => {
        const bucket = s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
        return existing(stack, { logs: [LogLocation.ofAccounts(bucket), LogLocation.ofAccounts(bucket)] });
      },
      '"Stack/Audit/Table2 over AWSLogs/"',
      'each folder once',
    ],
    [
      'saved',
      (stack) => {
        const accounts = (first: number) =>
          AuditedAccounts.injected({ saved: Array.from({ length: 501 }, (_, n) => String(first + n)) });
        const bucket = s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
        return existing(stack, {
          logs: [
            LogLocation.ofAccounts(bucket, { accounts: accounts(100_000_000_000) }),
            LogLocation.ofOrganization(bucket, 'o-a1b2c3d4e5', { accounts: accounts(200_000_000_000) }),
          ],
        });
      },
      '"1002 accounts of all places together"',
      'at most 1000 accounts',
    ],
    [
      'window',
      (stack) => {
        const accounts = AuditedAccounts.of(Array.from({ length: 4_000 }, (_, n) => String(100_000_000_000 + n)));
        return existing(stack, { logs: [newLocation(stack, { accounts })], window: Duration.days(30) });
      },
      '"30 days, ',
      'at most 1000000 partitions',
    ],
  ),
  ...ofProps('S3Audit.addQuery', (stack, options) => addQuery(existing(stack, {}), options), ...OF_ADDED_QUERY),
  ...ofProps(
    'S3Audit.addRequestTable',
    (stack, options) => existing(stack, {}).addRequestTable(options as object),
    ...OF_REQUEST_TABLE,
  ),
  ...ofProps(
    'RequestTable',
    requestTable,
    ...OF_REQUEST_TABLE,
    ['logs', undefined, 'undefined', A_LOG_TABLE],
    ['logs', 'cloudtrail_logs', '"cloudtrail_logs"', A_LOG_TABLE],
    ['workgroup', undefined, 'undefined', A_WORKGROUP],
    ['workgroup', 'primary', '"primary"', A_WORKGROUP],
  ),
  ...ofArguments(
    'RequestTable',
    ['props of RequestTable', (stack) => new (anything(RequestTable))(stack, 'Requests'), 'undefined', 'an object'],
    [
      'logs',
      (stack) => {
        const made = audit(stack, {});
        return requestTable(stack, { logs: made.addRequestTable() });
      },
      '"construct Stack',
      'a CloudTrailTable, or a CloudTrailHistory of several',
    ],
    [
      'storage',
      (stack) => {
        const storage = RequestStorage.inBucket(s3.Bucket.fromBucketName(stack, 'B', 'requests'), { prefix: 'a' });
        return [
          audit(stack, {}).addRequestTable({ storage }),
          existing(stack, {}, 'Other').addRequestTable({ storage }),
        ];
      },
      '"a/requests/*"',
      'a name that differs from that of Stack/Audit/RequestTable',
    ],
    [
      'props of metricFailedLoads',
      (stack) => requestTable(stack, {}).metricFailedLoads(anything(Duration.days(1))),
      '"Duration"',
      'an object',
    ],
    ['period', (stack) => requestTable(stack, {}).metricFailedLoads(anything({ period: 60 })), '60', A_DURATION],
    ['props of metricLoadedDays', (stack) => requestTable(stack, {}).metricLoadedDays(anything(60)), '60', 'an object'],
    ['statistic', (stack) => requestTable(stack, {}).metricLoadedDays(anything({ statistic: 5 })), '5', A_TEXT],
  ),
  ...ofProps(
    'RequestStorage.newBucket',
    (_, options) => RequestStorage.newBucket(options as object),
    ['encryption', 'kms', '"kms"', AN_ENCRYPTION],
    ['encryption', null, 'null', AN_ENCRYPTION],
  ),
  ...ofProps(
    'RequestStorage.inBucket',
    (stack, options) => RequestStorage.inBucket(new s3.Bucket(stack, 'B'), options as object),
    ...OF_REQUEST_PREFIX,
  ),
  ...ofProps(
    'RequestStorage.ofDatabase',
    (stack, options) => RequestStorage.ofDatabase('requests', new s3.Bucket(stack, 'B'), options as object),
    ...OF_REQUEST_PREFIX,
  ),
  ...ofArguments(
    'RequestStorage',
    ['props of RequestStorage.newBucket', () => RequestStorage.newBucket(anything('b')), '"b"', 'an object'],
    ['bucket', () => anything(RequestStorage).inBucket(), 'undefined', A_BUCKET],
    ['bucket', () => anything(RequestStorage).inBucket('requests'), '"requests"', A_BUCKET],
    [
      'props of RequestStorage.inBucket',
      (stack) => RequestStorage.inBucket(new s3.Bucket(stack, 'B'), anything('requests')),
      '"requests"',
      'an object',
    ],
    ['databaseName', () => anything(RequestStorage).ofDatabase(), 'undefined', A_TEXT],
    ...['', 'Requests', 'a.b', '*', 'a"; DROP TABLE b'].map(
      (name): [string, (stack: Stack) => unknown, string, string] => [
        'databaseName',
        (stack) => RequestStorage.ofDatabase(name, new s3.Bucket(stack, 'B')),
        JSON.stringify(name),
        GLUE_NAME,
      ],
    ),
    ['bucket', () => anything(RequestStorage).ofDatabase('requests'), 'undefined', A_BUCKET],
    [
      'props of RequestStorage.ofDatabase',
      (stack) => RequestStorage.ofDatabase('requests', new s3.Bucket(stack, 'B'), anything(null)),
      'null',
      'an object',
    ],
  ),
  ...ofArguments(
    'CloudTrailHistory',
    ['tables', () => anything(CloudTrailHistory).of(), 'undefined', 'a list, each value a CloudTrailTable'],
    ['tables', () => CloudTrailHistory.of([]), '[]', 'a list with at least one table'],
    ['tables[0]', () => CloudTrailHistory.of([anything('logs')]), '"logs"', 'a CloudTrailTable'],
    [
      'tables',
      (stack) => {
        const { table, logs } = newParts(stack);
        const database = new glue.Database(stack, 'Other', { databaseName: 'other' });
        return CloudTrailHistory.of([table, new CloudTrailTable(stack, 'OtherTable', { database, logs })]);
      },
      '"Stack/OtherTable"',
      'a table in the database of Stack/PartsTable',
    ],
  ),
  ...ofArguments(
    'AuditedRegions',
    ['regions', () => anything(AuditedRegions).of(), 'undefined', A_LIST_OF_TEXTS],
    ['regions', () => anything(AuditedRegions).of('eu-west-1'), '"eu-west-1"', A_LIST_OF_TEXTS],
    ['regions', () => anything(AuditedRegions).of(new Set(['eu-west-1'])), '"Set"', A_LIST_OF_TEXTS],
    ['regions[0]', () => anything(AuditedRegions).of([undefined]), 'undefined', A_TEXT],
    ['regions', () => AuditedRegions.of(['Europe']), '"Europe"', 'a region that this release of the CDK knows'],
    ['regions', () => AuditedRegions.of([]), '[]', 'a list with at least one value'],
    [
      'regions',
      (stack) => audit(stack, { regions: AuditedRegions.of(['eu-west-1', 'cn-north-1']) }),
      '"cn-north-1"',
      'a region of the partition aws',
    ],
    ['alsoUnknown', () => anything(AuditedRegions).all('xx-new-1'), '"xx-new-1"', A_LIST_OF_TEXTS],
    ['alsoUnknown', () => anything(AuditedRegions).of(['eu-west-1'], null), 'null', A_LIST_OF_TEXTS],
    ['alsoUnknown[0]', () => anything(AuditedRegions).all([null]), 'null', A_TEXT],
    ['alsoUnknown', () => AuditedRegions.all(['new']), '"new"', "a region's name"],
    [
      'alsoUnknown',
      (stack) => audit(stack, { regions: AuditedRegions.all(['cn-new-1']) }),
      '"cn-new-1"',
      'a region of the partition aws',
    ],
  ),
  ...ofProps(
    'LogStorage.inBucket',
    (stack, options) => LogStorage.inBucket(new s3.Bucket(stack, 'B'), options as object),
    ...ofPrefix('prefix'),
  ),
  ...ofArguments(
    'LogStorage',
    ['bucket', () => anything(LogStorage).inBucket(), 'undefined', A_BUCKET],
    ['bucket', (stack) => LogStorage.inBucket(anything(new LogBucket(stack, 'Logs'))), '"construct', A_BUCKET],
    [
      'props of LogStorage.inBucket',
      (stack) => LogStorage.inBucket(new s3.Bucket(stack, 'B'), anything('audit')),
      '"audit"',
      'an object',
    ],
    [
      'props of LogStorage.newBucket',
      () => LogStorage.newBucket(anything(Duration.days(90))),
      '"Duration"',
      'an object',
    ],
    ['retention', () => LogStorage.newBucket(anything({ retention: 90 })), '90', A_DURATION],
    [
      'retention',
      (stack) => audit(stack, { logStorage: LogStorage.newBucket({ retention: Duration.millis(1) }) }),
      '"Duration.millis(1)"',
      `${WHOLE_DAYS}1 to 36500`,
    ],
    [
      'retention',
      (stack) => audit(stack, { logStorage: LogStorage.newBucket({ retention: Duration.hours(A_NUMBER) }) }),
      '"',
      'a Duration by Duration.days()',
    ],
    [
      'retention',
      (stack) => audit(stack, { logStorage: LogStorage.newBucket({ retention: Duration.days(36_501) }) }),
      '"Duration.days(36501)"',
      `${WHOLE_DAYS}1 to 36500`,
    ],
  ),
  ...ofArguments(
    'S3ResourceType',
    ['S3ResourceType.of', () => anything(S3ResourceType).of(), 'undefined', A_TEXT],
    ['S3ResourceType.of', () => S3ResourceType.of('AWS::S3::Objekt'), '"AWS::S3::Objekt"', 'AWS::S3::Object, or'],
    ['S3ResourceType.of', () => S3ResourceType.of('AWS::S3::Objects'), '"AWS::S3::Objects"', 'AWS::S3::Object, or'],
    ['S3ResourceType.of', () => S3ResourceType.of('AWS::s3::Object'), '"AWS::s3::Object"', 'a type of resources'],
    ['S3ResourceType.of', () => S3ResourceType.of('Object'), '"Object"', "a type of resources of S3's"],
    [
      'S3ResourceType.of',
      () => S3ResourceType.of('AWS::Lambda::Function'),
      '"AWS::Lambda',
      "a type of resources of S3's",
    ],
    ['S3ResourceType.of', () => S3ResourceType.of(Token.asString({ Ref: 'T' })), '"', 'a name that is known'],
  ),
  ...ofArguments('LogBucket', [
    'props of LogBucket',
    (stack) => new LogBucket(stack, 'Logs', anything(Duration.days(90))),
    '"Duration"',
    'an object',
  ]),
  ...ofProps(
    'CloudTrailTable',
    table,
    ...OF_TABLE,
    ['logs', null, 'null', A_LOCATION],
    ['logs', 'amzn-s3-demo-bucket', '"amzn-s3-demo-bucket"', A_LOCATION],
    ['logs', [], '[]', A_LOCATION],
    ['logBucket', {}, '{}', 'no property of that name; use logs: LogLocation.ofAccounts(bucket)'],
    ['accounts', {}, '{}', 'no property of that name; use logs: LogLocation.ofAccounts(bucket, { accounts })'],
  ),
  ...ofArguments(
    'CloudTrailTable',
    ['props of CloudTrailTable', (stack) => new (anything(CloudTrailTable))(stack, 'Table'), 'undefined', 'an object'],
    ['database', (stack) => new (anything(CloudTrailTable))(stack, 'Table', {}), 'undefined', A_DATABASE],
    ['logs', (stack) => table(stack, { logs: undefined }), 'undefined', A_LOCATION],
    ['tableName', (stack) => table(stack, { tableName: 'parts' }), '"parts"', 'a name that differs from that of'],
  ),
  ...ofProps(
    'S3RequestsView',
    view,
    ['table', undefined, 'undefined', 'a CloudTrailTable'],
    ['table', 'cloudtrail_logs', '"cloudtrail_logs"', 'a CloudTrailTable'],
    ['viewName', 5, '5', A_TEXT],
    ['viewName', 'a-b', '"a-b"', GLUE_NAME],
    ['viewName', 'parts', '"parts"', 'a name that differs from that of'],
  ),
  ...ofProps(
    'AuditWorkgroup',
    workgroup,
    ['workgroupName', 5, '5', A_TEXT],
    ['workgroupName', '', '""', '1 to 128 letters'],
    ['workgroupName', 'my workgroup', '"my workgroup"', '1 to 128 letters'],
    ['results', 's3://bucket/', '"s3://bucket/"', 'a QueryResults'],
    ['results', null, 'null', 'a QueryResults'],
    ['results', QueryResults, '"function QueryResults"', 'a QueryResults'],
    ['bytesScannedCutoff', 10_000_000, '10000000', 'a Size'],
    ['shared', 'yes', '"yes"', TRUE_OR_FALSE],
    ['shared', null, 'null', TRUE_OR_FALSE],
    ['bytesScannedCutoff', null, 'null', 'a Size'],
    ['bytesScannedCutoff', Size.bytes(9_999_999), '"9999999 bytes"', 'a whole number of bytes, 10000000'],
    ['bytesScannedCutoff', Size.kibibytes(NaN), '"NaN bytes"', 'a whole number of bytes, 10000000'],
    ['bytesScannedCutoff', Size.kibibytes(9765.6251), '"10000000.', 'a whole number of bytes, 10000000'],
    ['bytesScannedCutoff', Size.gibibytes(A_NUMBER), '"Size"', 'a Size by Size.bytes()'],
    ['bytesScannedCutoff', Size.pebibytes(10), '"11258999068426240 bytes"', 'a whole number of bytes, 10000000'],
  ),
  ...ofArguments(
    'AuditWorkgroup',
    [
      'workgroupName',
      (stack) => [workgroup(stack, { workgroupName: 'w' }), new AuditWorkgroup(stack, 'Two', { workgroupName: 'w' })],
      '"w"',
      'a name that differs from that of',
    ],
    [
      'props of AuditWorkgroup.fromWorkgroupName',
      () => AuditWorkgroup.fromWorkgroupName('primary', QueryResults.athenaManaged(), anything('prefix_')),
      '"prefix_"',
      'an object',
    ],
    ['props of AuditWorkgroup', (stack) => workgroup(stack, Size.gibibytes(1)), '"Size"', 'an object'],
    ['workgroupName', () => anything(AuditWorkgroup).fromWorkgroupName(), 'undefined', A_TEXT],
    ['results', () => anything(AuditWorkgroup).fromWorkgroupName('primary'), 'undefined', 'a QueryResults'],
    [
      'results',
      () => AuditWorkgroup.fromWorkgroupName('primary', QueryResults.newBucket()),
      '"QueryResults.newBucket()"',
      'QueryResults.inBucket()',
    ],
    [
      'workgroupName',
      () => AuditWorkgroup.fromWorkgroupName('a/b', QueryResults.athenaManaged()),
      '"a/b"',
      '1 to 128 letters',
    ],
  ),
  ...ofProps(
    'QueryResults.newBucket',
    (_, options) => QueryResults.newBucket(options as object),
    ['expiration', 30, '30', A_DURATION],
    ['expiration', Duration.hours(25), '"Duration.hours(25)"', `${WHOLE_DAYS}1 to`],
    ['encryption', null, 'null', AN_ENCRYPTION],
    ['encryption', {}, '{}', AN_ENCRYPTION],
  ),
  ...ofProps(
    'AuditWorkgroup.fromWorkgroupName',
    (_, options) => AuditWorkgroup.fromWorkgroupName('primary', QueryResults.athenaManaged(), options as object),
    ['statementPrefix', 5, '5', A_TEXT],
    ['statementPrefix', null, 'null', A_TEXT],
  ),
  ...ofArguments(
    'QueryResults',
    ['bucket', () => anything(QueryResults).inBucket(), 'undefined', A_BUCKET],
    ['bucket', () => anything(QueryResults).inBucket(null), 'null', A_BUCKET],
    ['bucket', () => anything(QueryResults).inBucket('results'), '"results"', A_BUCKET],
    ['props of QueryResults.newBucket', () => anything(QueryResults).newBucket(30), '30', 'an object'],
    ...['*', '?', '', '/a', 'a/', 'a//b', '${aws:userid}', 'a b', 'a\nb'].map(
      (prefix): [string, (stack: Stack) => unknown, string, string] => [
        'prefix',
        (stack) => QueryResults.inBucket(new s3.Bucket(stack, 'B'), prefix),
        JSON.stringify(prefix),
        KEY_PREFIX,
      ],
    ),
    ['prefix', (stack) => QueryResults.inBucket(new s3.Bucket(stack, 'B'), anything(null)), 'null', A_TEXT],
  ),
  ...ofArguments(
    'AuditQuery',
    ['AuditQuery.fromFile', () => anything(AuditQuery).fromFile(), 'undefined', A_TEXT],
    ['AuditQuery.fromFile', () => AuditQuery.fromFile('nowhere.sql'), '"nowhere.sql"', 'the path of a file'],
    ['AuditQuery.fromFile', () => AuditQuery.fromFile('lib'), '"lib"', 'the path of a file'],
    ['AuditQuery.fromFile', () => AuditQuery.fromFile('own\0.sql'), '"own\\u0000.sql"', 'the path of a file'],
    ['AuditQuery.fromFile', () => AuditQuery.fromFile('x'.repeat(5000)), '"xxx', 'the path of a file'],
    ['queryName', () => anything(AuditQuery).fromText(), 'undefined', A_TEXT],
    ['queries: own', () => anything(AuditQuery).fromText('own'), 'undefined', A_TEXT],
    ['queries: own', () => anything(AuditQuery).fromText('own', Buffer.from('SELECT 1')), '"Buffer"', A_TEXT],
    ['queryName', () => AuditQuery.fromText('Own', 'SELECT 1 FROM s3_requests'), '"Own"', '2 to 128 of a-z'],
    [
      'queryName',
      () => AuditQuery.fromText('own_query', 'SELECT 1 FROM s3_requests'),
      '"own_query"',
      '2 to 128 of a-z',
    ],
    ['queryName', () => anything(AuditQuery.COPIES).withName(), 'undefined', A_TEXT],
    ['queryName', () => AuditQuery.COPIES.withName('Copies'), '"Copies"', '2 to 128 of a-z'],
    ['props of AuditQuery', () => own(null), 'null', 'an object'],
    ['question', () => own({ question: 5 }), '5', A_TEXT],
    ['question of own', () => own({ question: '' }), '""', '1 to 1024 characters'],
    ['inputs', () => own({ inputs: 'bucket=a' }), '"bucket=a"', 'an object, each value a text'],
    ['inputs', () => own({ inputs: null }), 'null', 'an object, each value a text'],
    ['inputs', () => own({ inputs: ['a'] }), '["a"]', 'an object, each value a text'],
    ['inputs', () => own({ inputs: new Map([['bucket', 'a']]) }), '"Map"', 'an object, each value a text'],
    [
      'inputs of bucket-users',
      () => AuditQuery.BUCKET_USERS.withInputs(anything(new Map([['bucket', 'a']]))),
      '"Map"',
      'an object, each value a text',
    ],
    [
      'inputs of bucket-users: bucket',
      () => AuditQuery.BUCKET_USERS.withInputs(anything({ bucket: undefined })),
      'undefined',
      A_TEXT,
    ],
    ['inputs of own', () => own({ inputs: { bucket: 'a' } }), '"bucket"', 'none'],
    ['inputs: bucket', () => own({ inputs: { bucket: 5 } }), '5', A_TEXT],
    ['inputs of bucket-users', () => anything(AuditQuery.BUCKET_USERS).withInputs(), 'undefined', 'an object'],
    ['inputs of bucket-users', () => AuditQuery.BUCKET_USERS.withInputs({ bukcet: 'a' }), '"bukcet"', 'bucket'],
    [
      'inputs of bucket-users: bucket',
      () => AuditQuery.BUCKET_USERS.withInputs({ bucket: '' }),
      '""',
      'a text that is not empty',
    ],
    [
      'inputs of bulk-deletes: threshold',
      () => AuditQuery.BULK_DELETES.withInputs({ threshold: '1 OR 1=1' }),
      '"1 OR 1=1"',
      'a whole number',
    ],
    [
      'inputs of bulk-deletes: threshold',
      () => AuditQuery.BULK_DELETES.withInputs(anything({ threshold: 5 })),
      '5',
      A_TEXT,
    ],
    [
      'inputs of bulk-deletes: toString',
      () => AuditQuery.BULK_DELETES.withInputs({ toString: anything(Math.max) }),
      '"function max"',
      A_TEXT,
    ],
  ),
  ...ofProps(
    'SavedQuery',
    saved,
    ['window', Duration.days(36_501), '"Duration.days(36501)"', `${WHOLE_DAYS}0 to 36500`],
    ...OF_WINDOW,
    ['statementPrefix', 5, '5', A_TEXT],
    ['statementPrefix', null, 'null', A_TEXT],
    ['query', undefined, 'undefined', A_QUERY],
    ['query', 'copies', '"copies"', A_QUERY],
    ['query', QueryPack.SIGNATURES, '["AuditQuery"', A_QUERY],
    ['table', undefined, 'undefined', 'a CloudTrailTable'],
    ['workgroup', undefined, 'undefined', A_WORKGROUP],
    ['inputs', 'region', '"region"', 'an object, each value a text'],
    ['inputs: region', { region: 5 }, '5', A_TEXT],
  ),
  ...ofArguments(
    'SavedQuery',
    ['props of SavedQuery', (stack) => new (anything(SavedQuery))(stack, 'Query'), 'undefined', 'an object'],
    ['inputs of sample-events', (stack) => saved(stack, { inputs: { regoin: 'eu-west-1' } }), '"regoin"', 'region'],
    [
      'inputs of sample-events',
      (stack) => saved(stack, { inputs: { networks: '10.0.0.0/8' } }),
      '"networks"',
      'region',
    ],
    [
      'inputs of requests-outside-networks: networks',
      (stack) => saved(stack, { query: AuditQuery.REQUESTS_OUTSIDE_NETWORKS, inputs: { networks: '10.1.2.3/8' } }),
      '"10.1.2.3/8"',
      'the network alone, which is 10.0.0.0/8',
    ],
    ['statementPrefix', (stack) => saved(stack, { statementPrefix: 'a b ' }), '"a b "', 'letters, digits, underscores'],
    ['statementPrefix', (stack) => saved(stack, { statementPrefix: '5' }), '"5"', 'letters, digits, underscores'],
    [
      'statementName',
      (stack) => {
        const { table, workgroup } = newParts(stack);
        const query = AuditQuery.COPIES;
        return ['One', 'Two'].map((id) => new SavedQuery(stack, id, { query, table, workgroup }));
      },
      '"copies"',
      'a name that differs from that of Stack/One',
    ],
  ),
  ...ofArguments(
    'S3AuditGrants',
    ['table', () => anything(S3AuditGrants).of(), 'undefined', 'a CloudTrailTable'],
    ['grantee', (stack) => anything(audit(stack, {})).grants.runQueries(), 'undefined', 'an iam.IGrantable'],
    ['grantee', (stack) => anything(audit(stack, {})).grants.runQueries('role'), '"role"', 'an iam.IGrantable'],
    ...[
      new iam.AnyPrincipal(),
      new iam.StarPrincipal(),
      new iam.ArnPrincipal('*'),
      new iam.ServicePrincipal('lambda.amazonaws.com'),
      new iam.CompositePrincipal(new iam.AccountRootPrincipal(), new iam.AnyPrincipal()),
    ].map((grantee): [string, (stack: Stack) => unknown, string, string] => [
      'grantee',
      (stack) => audit(stack, {}).grants.readLogs(grantee),
      '"',
      'a role, a user, a group or an account; everybody or a service only with conditions',
    ]),
    [
      'grantee.grantPrincipal',
      (stack) => anything(audit(stack, {})).grants.runQueries({ grantPrincipal: 'role' }),
      '"role"',
      'an iam.IPrincipal',
    ],
    [
      'workgroup.resultsPrefix',
      (stack) => S3AuditGrants.of(newParts(stack).table, { ...PRIMARY, resultsPrefix: 'a/*' }),
      '"a/*"',
      KEY_PREFIX,
    ],
    ['workgroup', (stack) => anything(S3AuditGrants).of(newParts(stack).table), 'undefined', A_WORKGROUP],
    [
      'workgroup',
      (stack) => anything(S3AuditGrants).of(newParts(stack).table, new athena.CfnWorkGroup(stack, 'W', { name: 'w' })),
      '"construct Stack/W"',
      A_WORKGROUP,
    ],
    [
      'view',
      (stack) => {
        const { table, workgroup } = newParts(stack);
        return anything(S3AuditGrants).of(table, workgroup, 'view');
      },
      '"view"',
      'an S3RequestsView',
    ],
    [
      'trail',
      (stack) => {
        const { table, workgroup } = newParts(stack);
        return anything(S3AuditGrants).of(table, workgroup, undefined, 'trail');
      },
      '"trail"',
      'a DataEventTrail',
    ],
    [
      'requestTable',
      (stack) => {
        const { table, workgroup } = newParts(stack);
        return anything(S3AuditGrants).of(table, workgroup, undefined, undefined, table);
      },
      '"construct Stack/PartsTable"',
      'a RequestTable',
    ],
    ['grantee', (stack) => anything(audit(stack, {})).grants.readLogs(null), 'null', 'an iam.IGrantable'],
    ['grantee', (stack) => anything(audit(stack, {})).grants.readConfiguration(7), '7', 'an iam.IGrantable'],
    [
      'grantee',
      (stack) => governed(stack).grants.runQueries(new iam.Group(stack, 'Group')),
      '"Stack/Group"',
      'a role, a user or the ArnPrincipal of one',
    ],
    [
      'grantee',
      (stack) => governed(stack).grants.readConfiguration(new iam.AccountPrincipal('111122223333')),
      '"AccountPrincipal',
      'a role, a user or the ArnPrincipal of one',
    ],
  ),
];

/** What looks odd, and is good. */
export const GOOD_INPUTS: [what: string, make: (stack: Stack) => unknown][] = [
  [
    'properties that are undefined',
    (stack) =>
      audit(
        stack,
        Object.fromEntries(
          [...OF_TRAIL, ...OF_TABLE, ...OF_PARTITIONS]
            .filter(([name]) => /^\w+$/.test(name))
            .map(([name]) => [name, undefined]),
        ),
      ),
  ],
  [
    'properties of an object without a prototype',
    (stack) => audit(stack, Object.assign(Object.create(null), { trailName: 'audit' })),
  ],
  [
    'properties of a class',
    (stack) =>
      audit(
        stack,
        new (class Settings {
          public readonly trailName = 'audit';
        })(),
      ),
  ],
  ['properties that nobody knows', (stack) => audit(stack, { environment: 'audit' })],
  ['a trail’s name by a token', (stack) => audit(stack, { trailName: new CfnParameter(stack, 'P').valueAsString })],
  ['a table’s name by a token', (stack) => audit(stack, { tableName: new CfnParameter(stack, 'P').valueAsString })],
  [
    'a view’s name by a token',
    (stack) => audit(stack, { requestsViewName: new CfnParameter(stack, 'P').valueAsString }),
  ],
  [
    'a prefix by a token',
    (stack) => audit(stack, { logStorage: inOwn(stack, new CfnParameter(stack, 'P').valueAsString) }),
  ],
  ['a first day by a token', (stack) => audit(stack, { firstDay: new CfnParameter(stack, 'P').valueAsString })],
  ['a lazy text', (stack) => audit(stack, { trailName: Lazy.string({ produce: () => 'audit' }) })],
  [
    'accounts by a token',
    (stack) => {
      const { valueAsList } = new CfnParameter(stack, 'P', { type: 'CommaDelimitedList' });
      return audit(stack, { accounts: AuditedAccounts.of(valueAsList) });
    },
  ],
  ['regions by a token', (stack) => audit(stack, { regions: AuditedRegions.of(Token.asList({ 'Fn::GetAZs': '' })) })],
  [
    'networks by a token',
    (stack) =>
      audit(stack, { expectedNetworks: new CfnParameter(stack, 'P', { type: 'CommaDelimitedList' }).valueAsList }),
  ],
  [
    'a window by a token',
    (stack) => audit(stack, { window: Duration.days(new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber) }),
  ],
  [
    'a retention by a token',
    (stack) => kept(stack, Duration.days(new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber)),
  ],
  [
    'a cutoff by a token',
    (stack) =>
      workgroup(stack, {
        bytesScannedCutoff: Size.bytes(new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber),
      }),
  ],
  [
    'a result prefix by a token',
    (stack) => QueryResults.inBucket(new s3.Bucket(stack, 'B'), new CfnParameter(stack, 'P').valueAsString),
  ],
  [
    'an input’s value by a token',
    (stack) =>
      saved(stack, { query: AuditQuery.BUCKET_USERS.withInputs({ bucket: new s3.Bucket(stack, 'B').bucketName }) }),
  ],
  [
    'a key by its ARN',
    (stack) => AuditEncryption.kms(kms.Key.fromKeyArn(stack, 'K', new CfnParameter(stack, 'P').valueAsString)),
  ],
  [
    'a first day of a request table by a token',
    (stack) => audit(stack, {}).addRequestTable({ firstDay: new CfnParameter(stack, 'P').valueAsString }),
  ],
  [
    'a database of a request table by a token',
    (stack) => {
      const name = new CfnParameter(stack, 'P').valueAsString;
      audit(stack, {}).addRequestTable({ storage: RequestStorage.ofDatabase(name, new s3.Bucket(stack, 'B')) });
    },
  ],
  ['a window of no day', (stack) => audit(stack, { window: Duration.days(0) })],
  ['a window in hours', (stack) => audit(stack, { window: Duration.hours(48) })],
  ['a retention of a hundred years', (stack) => kept(stack, Duration.days(36_500))],
  ['the smallest limit', (stack) => workgroup(stack, { bytesScannedCutoff: Size.bytes(10_000_000) })],
  ['a Duration of another copy of the CDK', (stack) => kept(stack, copyOf(Duration.days(7)))],
  [
    'a bucket of another copy of the CDK',
    () => DataEvents.allBuckets({ exclude: [copyOf(new s3.Bucket(newStack(), 'B'))] }),
  ],
  [
    'a bucket that isn’t one of a construct’s',
    (stack) =>
      audit(stack, { logStorage: LogStorage.inBucket(s3.Bucket.fromBucketName(stack, 'B', 'amzn-s3-demo-bucket')) }),
  ],
  [
    'a bucket of level one that is left out',
    (stack) => audit(stack, { dataEvents: DataEvents.allBuckets({ exclude: [new s3.CfnBucket(stack, 'B')] }) }),
  ],
  [
    'a grantee that is a principal',
    (stack) => audit(stack, {}).grants.runQueries(new iam.AccountPrincipal('111122223333')),
  ],
  [
    'a grantee that is a service, for one account',
    (stack) => {
      const conditions = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
      return audit(stack, {}).grants.readLogs(
        new iam.ServicePrincipal('lambda.amazonaws.com').withConditions(conditions),
      );
    },
  ],
  [
    'a grantee that is an organization',
    (stack) => audit(stack, {}).grants.readLogs(new iam.OrganizationPrincipal('o-a1b2c3d4e5')),
  ],
  ['a question of quotes', () => own({ question: `'"\`; --` })],
  [
    'an input of quotes',
    (stack) => saved(stack, { query: AuditQuery.BUCKET_USERS, inputs: { bucket: "a' OR '1'='1" } }),
  ],
  ['no inputs', () => AuditQuery.BUCKET_USERS.withInputs({})],
  [
    'inputs of an object without a prototype',
    () => AuditQuery.BUCKET_USERS.withInputs(Object.assign(Object.create(null), { bucket: 'a' })),
  ],
  [
    'properties that an object inherits',
    (stack) => audit(stack, Object.create({ trailName: 'audit', requestsView: false }) as object),
  ],
  [
    'a workgroup that is an object of one’s own',
    (stack) =>
      audit(stack, { workgroup: { ...PRIMARY, resultsBucket: new s3.Bucket(stack, 'B'), resultsPrefix: 'a' } }),
  ],
  [
    'a workgroup whose name is a token',
    (stack) => audit(stack, { workgroup: { ...PRIMARY, workgroupName: new CfnParameter(stack, 'P').valueAsString } }),
  ],
  [
    'a bucket’s prefix of odd characters, and one by a token',
    (stack) => {
      const bucket = new s3.Bucket(stack, 'B');
      const prefixes = ['*?[]{}/../', 'Gr\u00fc\u00dfe/\ud83e\udea3', '', new CfnParameter(stack, 'P').valueAsString];
      audit(stack, { dataEvents: DataEvents.buckets(prefixes.map((objectPrefix) => ({ bucket, objectPrefix }))) });
    },
  ],
  [
    'names of buckets by tokens',
    (stack) => {
      const excludeBucketNames = ['P', 'Q'].map((id) => new CfnParameter(stack, id).valueAsString);
      audit(stack, { dataEvents: DataEvents.allBuckets({ excludeBucketNames }) });
    },
  ],
  ['a prefix of all characters', (stack) => audit(stack, { logStorage: inOwn(stack, "a!-_.'()/b") })],
];

function newStack(): Stack {
  return new Stack(new App(), 'Stack', { env: ENV });
}

/** The same object of a class that this copy of the CDK doesn't know. */
function copyOf<T extends object>(original: T): T {
  return new Proxy(original, { getPrototypeOf: () => Object.create(null) as object });
}
