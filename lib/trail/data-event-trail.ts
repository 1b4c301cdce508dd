import { Annotations, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ANY_BUCKET } from '../core/cdk-kinds';
import { requireKind, requireProps } from '../core/kinds';
import { KnownBucket, copiesOf, knownBucket } from '../core/known-bucket';
import { uniqueNameOfAllRegions } from '../core/names';
import { outputStatements } from '../core/statements-output';
import { takeName } from '../core/taken-names';
import { requireMatch } from '../core/validation';
import { logPath } from '../logs/log-path';
import { requireOrganizationId } from '../logs/organization-id';
import { DataEventSelection } from './data-event-selection';
import { DataEvents } from './data-events';
import { bucketStatements, keyStatements } from './delivery-policy';
import { managementSelectors, requireFewValues } from './event-selectors';
import { leaveOutOtherTrails } from './feedback-loop';
import { KNOWN_TYPES, isKnownType } from './known-types';
import { logGroupRole } from './log-group-role';
import { DATA_EVENT_TRAIL } from './trail-kinds';

/** Properties of a DataEventTrail. */
export interface DataEventTrailProps {
  /**
   * Bucket that log files are delivered to, encrypted with its key where it has one. The policies of both are amended; those of
   * an imported bucket or key cannot be.
   */
  readonly logBucket: s3.IBucket;

  /**
   * Prefix put before `AWSLogs/` in the bucket.
   *
   * @default - none
   */
  readonly s3KeyPrefix?: string;

  /**
   * The organization whose events the trail records, in all of its accounts; `o-a1b2c3d4e5`. The stack must be deployed in
   * its management account, where CloudTrail has trusted access.
   *
   * @default - the trail records this account
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  readonly organizationId?: string;

  /**
   * The data events to record. $0.10 per 100,000 in most regions.
   *
   * @default DataEvents.allBuckets()
   */
  readonly dataEvents?: DataEvents;

  /**
   * The management events to record, of all services. The first copy in a region is free;
   * where another trail records them already, this one is paid, $2.00 per 100,000.
   *
   * @default ReadWriteType.NONE
   */
  readonly managementEvents?: cloudtrail.ReadWriteType;

  /**
   * Other buckets that must never be recorded, such as that of Athena's results. The log bucket never is.
   *
   * @default - none
   */
  readonly neverRecorded?: s3.IBucketRef[];

  /**
   * A log group of CloudWatch Logs for the same events, in the trail's account and region; for alarms within minutes. Its volume
   * is paid a second time, by GB.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Name of the trail, which no other trail of the account may have in any region.
   *
   * @default - made of the stack's name, the construct's path and the region
   */
  readonly trailName?: string;
}

/**
 * A trail for data events: multi-region, with log file validation, and with advanced event selectors.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
 */
export class DataEventTrail extends Construct {
  /** The trail. */
  public readonly trail: cloudtrail.CfnTrail;
  /** Name of the trail, known before it exists. */
  public readonly trailName: string;
  /** ARN of the trail, known before it exists. */
  public readonly trailArn: string;
  /** What the policy of the log bucket must allow. They are added to it, except where the bucket is imported. */
  public readonly logBucketStatements: iam.PolicyStatement[];
  /** What the policy of its key must allow, none without a key. They are added to it, except where the key is imported. */
  public readonly logKeyStatements: iam.PolicyStatement[];

  private readonly neverRecorded: KnownBucket[];

  /**
   * @throws if the trail's name is invalid, if there are more than 500 values in its event selectors, or if the log group is in
   * another account or region
   */
  constructor(scope: Construct, id: string, props: DataEventTrailProps) {
    super(scope, id);
    requireProps('DataEventTrail', props, DATA_EVENT_TRAIL);
    this.neverRecorded = props.neverRecorded?.map(knownBucket) ?? [];
    const { organizationId } = props;
    if (organizationId !== undefined) {
      requireOrganizationId(organizationId);
    }
    const managementEvents = props.managementEvents ?? cloudtrail.ReadWriteType.NONE;
    this.trailName = props.trailName ?? uniqueNameOfAllRegions(this, 128);
    requireMatch(
      'trailName',
      this.trailName,
      /^(?=.{3,128}$)(?!(\d{1,3}\.){3}\d{1,3}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
      '3 to 128 letters and digits with single periods, underscores or hyphens between them, and no IP address',
    );
    takeName(this, 'trailName', this.trailName, 'trails');
    this.trailArn = Stack.of(this).formatArn({
      service: 'cloudtrail',
      resource: 'trail',
      resourceName: this.trailName,
    });

    const { _selection: dataEvents } = props.dataEvents ?? DataEvents.allBuckets();
    warnOfUnknownTypes(this, dataEvents);
    const logBucket = knownBucket(props.logBucket);
    const deliveries = () => [logBucket, ...copiesOf(logBucket, this.node.root)];
    const ownBuckets = () => [...deliveries(), ...this.neverRecorded];
    const otherBuckets = leaveOutOtherTrails({
      trail: this,
      leavesOut: (bucket) => dataEvents.leavesToOthers(bucket),
      records: (bucket) => dataEvents.recordsBucket(bucket) && !ownBuckets().some(({ key }) => key === bucket.key),
      deliveries,
      ownBuckets,
    });
    const selectors = () => [
      ...dataEvents.render(ownBuckets(), otherBuckets()),
      ...managementSelectors(managementEvents),
    ];
    requireFewValues(selectors());
    const { logBucket: bucket, logGroup } = props;
    const { encryptionKey } = bucket;
    const role = logGroup && logGroupRole(this, logGroup, organizationId);
    this.trail = new cloudtrail.CfnTrail(this, 'Resource', {
      trailName: this.trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      isOrganizationTrail: organizationId === undefined ? undefined : true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: bucket.bucketName,
      s3KeyPrefix: props.s3KeyPrefix,
      kmsKeyId: encryptionKey?.keyArn,
      cloudWatchLogsLogGroupArn: logGroup?.logGroupArn,
      cloudWatchLogsRoleArn: role?.roleArn,
      // Once all trails of the stack are known, and all copies of the log bucket.
      advancedEventSelectors: Lazy.any({ produce: () => requireFewValues(selectors()) }),
    });
    if (role) {
      // CloudTrail tries what it may.
      this.trail.node.addDependency(role.node.findChild('DefaultPolicy'));
    }
    const path = logPath(props.s3KeyPrefix, 's3KeyPrefix');
    // An organization's trail needs that of its own account, too.
    const owners = [Stack.of(this).account, ...(organizationId === undefined ? [] : [organizationId])];
    const delivering = { trailArn: this.trailArn, paths: owners.map((owner) => `${path}${owner}/*`) };
    this.logBucketStatements = bucketStatements(bucket, delivering);
    this.logKeyStatements = encryptionKey ? keyStatements(this, delivering) : [];
    this.amend('Bucket', bucket, this.logBucketStatements);
    if (encryptionKey) {
      this.amend('Key', encryptionKey, this.logKeyStatements);
    }
  }

  /** Never records this bucket either, such as that of a request table. */
  public neverRecord(bucket: s3.IBucketRef): void {
    requireKind('bucket', bucket, ANY_BUCKET);
    this.neverRecorded.push(knownBucket(bucket));
  }

  /** Adds statements to the policy of what log files are delivered to, or says that somebody else has to. */
  private amend(kind: 'Bucket' | 'Key', resource: s3.IBucket | kms.IKey, statements: iam.PolicyStatement[]): void {
    const results = statements.map((statement) => resource.addToResourcePolicy(statement));
    if (results.every((result) => result.statementAdded)) {
      // CloudTrail checks the policy when the trail is created. That of a key is a part of it, and the trail refers to the key.
      if (kind === 'Bucket') {
        this.trail.node.addDependency(results[0].policyDependable ?? resource);
      }
      return;
    }
    const output = `Log${kind}Statements`;
    const owned = kind === 'Bucket' ? 'bucket' : "bucket's key";
    const description = `Statements that the policy of the log ${owned} needs before this trail is deployed`;
    outputStatements(this, output, description, statements);
    Annotations.of(this).addWarningV2(
      `cdk-s3-audit-trail:log${kind}Policy`,
      `The policy of the imported ${kind.toLowerCase()} ${resource.node.path} can't be amended, and the trail can't be created ` +
        `before it has the statements of 'log${kind}Statements', which this stack's template has in the output '${output}'.`,
    );
  }
}

/** CloudTrail refuses a type that it doesn't offer, at deployment. */
function warnOfUnknownTypes(trail: Construct, { typeNames }: DataEventSelection): void {
  const known = Object.values(KNOWN_TYPES);
  const unknown = typeNames.filter((name) => !isKnownType(name));
  if (unknown.length > 0) {
    Annotations.of(trail).addWarningV2(
      'cdk-s3-audit-trail:unknownResourceType',
      `This release doesn't know the resource type ${unknown.join(', ')}, and CloudTrail refuses one that it doesn't offer. ` +
        `Known are ${known.join(', ')}. If it is a newer one, acknowledge this warning.`,
    );
  }
}
