import { Duration, Size, type Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  type AccountFileOptions,
  type AddedQueryOptions,
  AuditEncryption,
  AuditQuery,
  AuditWorkgroup,
  type AuditWorkgroupProps,
  AuditedAccounts,
  AuditedRegions,
  type BucketStorageOptions,
  type BucketsByNameOptions,
  DataEvents,
  type InjectedAccountsOptions,
  type LogBucketProps,
  LogStorage,
  type NewRequestBucketOptions,
  type NewResultsBucketOptions,
  PermissionModel,
  QueryPack,
  QueryResults,
  type RequestBucketOptions,
  RequestStorage,
  type RequestTable,
  type RequestTableOptions,
  S3AuditTrail,
  type S3AuditTrailProps,
  S3ResourceType,
  type SharedWorkgroupOptions,
} from '../lib/index'; // not '../lib': see bin/
import { templateOf } from './audit-template';
import { type ResourceUpdate, type Template, stackUpdate } from './stack-update';

/** A change of one property of an audit that is deployed. */
export interface Change {
  /** Interface of the property, or class of a method. */
  readonly owner: string;
  /** What is given such properties. */
  readonly user: string;
  readonly property: string;
  /** What it is changed to, in words. */
  readonly to: string;
  /** Makes the audit in a stack. */
  readonly before: (stack: Stack) => unknown;
  readonly after: (stack: Stack) => unknown;
}

/** Values for each property, by words for them: one that is forgotten doesn't compile. */
type Values<Props> = {
  readonly [Name in keyof Required<Props>]: Readonly<Record<string, (stack: Stack) => Props[Name]>>;
};

/** @param audit that has such properties; before the change it has none of them */
function changes<Props extends object>(
  owner: string,
  user: string,
  audit: (props: Partial<Props>, stack: Stack) => S3AuditTrailProps,
  values: Values<Props>,
): Change[] {
  return changesOf<Props>(owner, user, (props, stack) => newAudit(stack, audit(props, stack)), values);
}

/** @param make makes an audit in which something has such properties */
function changesOf<Props extends object>(
  owner: string,
  user: string,
  make: (props: Partial<Props>, stack: Stack) => unknown,
  values: Values<Props>,
): Change[] {
  const before = (stack: Stack) => make({}, stack);
  return Object.keys(values).flatMap((property) =>
    Object.entries(values[property as keyof Props]).map(([to, value]) => ({
      owner,
      user,
      property,
      to,
      before,
      after: (stack: Stack) => make({ [property]: value(stack) } as Partial<Props>, stack),
    })),
  );
}

const newAudit = (stack: Stack, props: S3AuditTrailProps = {}) => new S3AuditTrail(stack, 'Audit', props);
/** What the stack has already, or else makes. */
const madeAudit = (stack: Stack) => (stack.node.tryFindChild('Audit') as S3AuditTrail | undefined) ?? newAudit(stack);
const loaded = (stack: Stack) => {
  const audit = madeAudit(stack);
  return (audit.node.tryFindChild('RequestTable') as RequestTable | undefined) ?? audit.addRequestTable();
};
const ORGANIZATION = 'o-a1b2c3d4e5';
const yours = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Yours', 'amzn-s3-demo-yours');
const others = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Others', 'amzn-s3-demo-others');
const keys = {
  'a new key': () => AuditEncryption.kms(),
  'a key of yours': (stack: Stack) =>
    AuditEncryption.kms(kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: 'key/yours' }))),
};

/** Each property of the audit, and each option of what it is given. */
export const CHANGES: Change[] = [
  ...changes<S3AuditTrailProps>(
    'S3AuditTrailProps',
    'S3AuditTrail',
    // Which accounts an organization's trail has must be said.
    (props) => (props.organizationId ? { accounts: AuditedAccounts.ofStack(), ...props } : props),
    {
      dataEvents: {
        'of some buckets': (stack) => DataEvents.buckets([{ bucket: others(stack) }]),
        'of buckets by name': () => DataEvents.bucketsByName({ names: ['amzn-s3-demo-others'] }),
      },
      managementEvents: { WRITE_ONLY: () => cloudtrail.ReadWriteType.WRITE_ONLY },
      logGroup: { 'one of yours': (stack) => logs.LogGroup.fromLogGroupName(stack, 'Events', 'yours') },
      trailName: { 'a name': () => 's3-audit' },
      logStorage: { 'a bucket of yours': (stack) => LogStorage.inBucket(yours(stack)) },
      organizationId: { 'an organization': () => ORGANIZATION },
      accounts: {
        'two accounts': () => AuditedAccounts.of(['111122223333', '444455556666']),
        'named by each query': () => AuditedAccounts.injected(),
      },
      regions: {
        'two regions': () => AuditedRegions.of(['eu-west-1', 'us-east-1']),
        'one more': () => AuditedRegions.all(['eu-north-9']),
      },
      firstDay: { 'a day': () => '2026/01/01' },
      database: { 'one of yours': (stack) => glue.Database.fromDatabaseArn(stack, 'Glue', databaseArn(stack)) },
      tableName: { 'a name': () => 'logs' },
      requestsView: { false: () => false },
      requestsViewName: { 'a name': () => 'requests' },
      workgroup: {
        'another of ours': (stack) => new AuditWorkgroup(stack, 'Workgroup'),
        'one of yours': (stack) => AuditWorkgroup.fromWorkgroupName('yours', QueryResults.inBucket(others(stack))),
      },
      queries: {
        'two more': () => [...QueryPack.REQUEST_IDENTIFICATION, AuditQuery.COPIES, AuditQuery.BUCKET_USERS],
        'two less': () => QueryPack.REQUEST_IDENTIFICATION.slice(2),
        'in another order': () => [...QueryPack.REQUEST_IDENTIFICATION].reverse(),
      },
      window: { '30 days': () => Duration.days(30) },
      expectedNetworks: { 'a network': () => ['192.0.2.0/24'] },
      expectedPrincipals: { 'a service': () => ['athena.amazonaws.com'] },
      permissionModel: { 'LAKE_FORMATION, without grants': () => PermissionModel.LAKE_FORMATION },
    },
  ),
  {
    owner: 'S3AuditTrail',
    user: 'S3AuditTrail',
    property: 'addRequestTable',
    to: 'called',
    before: newAudit,
    after: (stack) => newAudit(stack).addRequestTable(),
  },
  ...changesOf<AddedQueryOptions>(
    'AddedQueryOptions',
    'S3AuditTrail.addQuery',
    (options, stack) => {
      loaded(stack);
      madeAudit(stack).addQuery(AuditQuery.COPIES, options);
    },
    {
      reads: { 'the request table': loaded },
      window: { '30 days': () => Duration.days(30) },
    },
  ),
  ...changesOf<RequestTableOptions>(
    'RequestTableOptions',
    'S3AuditTrail.addRequestTable',
    (options, stack) => newAudit(stack).addRequestTable(options),
    {
      storage: {
        'a bucket of yours': (stack) => RequestStorage.inBucket(yours(stack)),
        'tables that exist': (stack) => RequestStorage.ofDatabase('requests', yours(stack)),
      },
      firstDay: { 'a day': () => '2026/01/01' },
      tableOptimizers: { false: () => false },
    },
  ),
  ...changesOf<NewRequestBucketOptions>(
    'NewRequestBucketOptions',
    'RequestStorage.newBucket',
    (options, stack) => newAudit(stack).addRequestTable({ storage: RequestStorage.newBucket(options) }),
    { encryption: keys },
  ),
  ...changesOf<RequestBucketOptions>(
    'RequestBucketOptions',
    'RequestStorage.inBucket',
    (options, stack) => newAudit(stack).addRequestTable({ storage: RequestStorage.inBucket(yours(stack), options) }),
    { prefix: { 'a prefix': () => 'requests' } },
  ),
  ...changes<LogBucketProps>(
    'LogBucketProps',
    'LogStorage.newBucket',
    ({ ...options }, stack) => {
      const serverAccessLogsBucket = options.serverAccessLogsPrefix ? others(stack) : undefined;
      return { logStorage: LogStorage.newBucket({ serverAccessLogsBucket, ...options }) };
    },
    {
      retention: { '90 days': () => Duration.days(90) },
      encryption: keys,
      objectLock: { '30 days': () => s3.ObjectLockRetention.governance(Duration.days(30)) },
      serverAccessLogsBucket: { 'a bucket of yours': others },
      serverAccessLogsPrefix: { 'a bucket of yours, and a prefix': () => 'access/' },
      replicationRules: { 'to a bucket of yours': (stack) => [{ destination: others(stack) }] },
    },
  ),
  ...changes<BucketStorageOptions>(
    'BucketStorageOptions',
    'LogStorage.inBucket',
    (options, stack) => ({ logStorage: LogStorage.inBucket(yours(stack), options) }),
    { prefix: { 'a prefix': () => 'audit' } },
  ),
  ...changes<BucketsByNameOptions>(
    'BucketsByNameOptions',
    'DataEvents.bucketsByName',
    (options) => ({ dataEvents: DataEvents.bucketsByName({ prefixes: ['amzn-'], ...options }) }),
    {
      names: { 'a bucket': () => ['yours'] },
      prefixes: { 'another prefix': () => ['amzn-s3-demo-'] },
      exclude: { 'a bucket': (stack) => [others(stack)] },
      excludeBucketNames: { 'a bucket': () => ['amzn-s3-demo-others'] },
      excludeBucketPrefixes: { 'a prefix': () => ['amzn-s3-demo-tmp-'] },
      readWriteType: { WRITE_ONLY: () => cloudtrail.ReadWriteType.WRITE_ONLY },
      excludeEventNames: { 'an event': () => ['HeadObject'] },
      excludePrincipals: {
        'a user': (stack) => [
          stack.formatArn({ service: 'iam', region: '', resource: 'user', resourceName: 'scanner' }),
        ],
      },
      perKeyDeletes: { false: () => false },
      resourceTypes: { 'one more': () => [S3ResourceType.OBJECT, S3ResourceType.EXPRESS_OBJECT] },
    },
  ),
  ...changes<AccountFileOptions>(
    'AccountFileOptions',
    'AuditedAccounts.fromFile',
    (options) => ({ accounts: AuditedAccounts.fromFile('test/cases/accounts/organization.json', options) }),
    { also: { 'an account': () => ['999999999999'] } },
  ),
  ...changes<InjectedAccountsOptions>(
    'InjectedAccountsOptions',
    'AuditedAccounts.injected',
    (options) => ({ accounts: AuditedAccounts.injected(options) }),
    { saved: { 'an account': () => ['111122223333'] } },
  ),
  ...changes<AuditWorkgroupProps>(
    'AuditWorkgroupProps',
    'AuditWorkgroup',
    (props, stack) => ({ workgroup: new AuditWorkgroup(stack, 'Workgroup', props) }),
    {
      workgroupName: { 'a name': () => 's3-audit' },
      results: {
        'a bucket of yours': (stack) => QueryResults.inBucket(others(stack)),
        'Athena’s own storage': () => QueryResults.athenaManaged(),
      },
      bytesScannedCutoff: { '1 TiB': () => Size.tebibytes(1) },
      shared: { true: () => true },
    },
  ),
  ...changes<SharedWorkgroupOptions>(
    'SharedWorkgroupOptions',
    'AuditWorkgroup.fromWorkgroupName',
    (options, stack) => ({
      workgroup: AuditWorkgroup.fromWorkgroupName('yours', QueryResults.inBucket(others(stack)), options),
    }),
    { statementPrefix: { 'a prefix': () => 'audit_' } },
  ),
  ...changes<NewResultsBucketOptions>(
    'NewResultsBucketOptions',
    'QueryResults.newBucket',
    (options, stack) => ({
      workgroup: new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.newBucket(options) }),
    }),
    { expiration: { '7 days': () => Duration.days(7) }, encryption: keys },
  ),
];

function databaseArn(stack: Stack): string {
  return stack.formatArn({ service: 'glue', resource: 'database', resourceName: 'yours' });
}

const templates = new Map<Change['before'], Template>();

/** What CloudFormation does to an audit that is deployed and has one property changed, or changed back. */
export function updateOf({ before, after }: Change, { back = false } = {}): ResourceUpdate[] {
  const [old, now] = (back ? [after, before] : [before, after]).map((make) => {
    templates.set(make, templates.get(make) ?? templateOf(make));
    return templates.get(make)!;
  });
  return stackUpdate(old, now);
}

/** @param name such as `AuditWorkgroup.shared: true` */
export function changeNamed(name: string): Change {
  const found = CHANGES.find(({ user, property, to }) => `${user}.${property}: ${to}` === name);
  if (!found) {
    throw new Error(`There is no change ${name}`);
  }
  return found;
}
