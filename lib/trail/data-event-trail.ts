import { Annotations, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireProps } from '../core/kinds';
import { copiesOf, knownBucket } from '../core/known-bucket';
import { uniqueNameOfAllRegions } from '../core/names';
import { outputStatements } from '../core/statements-output';
import { takeName } from '../core/taken-names';
import { requireMatch } from '../core/validation';
import { logPath } from '../logs/log-path';
import { requireOrganizationId } from '../logs/organization-id';
import { DataEventSelection } from './data-event-selection';
import { DataEvents } from './data-events';
import { managementSelectors, requireFewValues } from './event-selectors';
import { leaveOutOtherTrails } from './feedback-loop';
import { KNOWN_TYPES, isKnownType } from './known-types';
import { DATA_EVENT_TRAIL } from './trail-kinds';

/** Properties of a DataEventTrail. */
export interface DataEventTrailProps {
  /** Bucket that log files are delivered to. Its policy is amended; an imported bucket's cannot be. */
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

  /** @throws if the trail's name is invalid, or if there are more than 500 values in its event selectors */
  constructor(scope: Construct, id: string, props: DataEventTrailProps) {
    super(scope, id);
    requireProps('DataEventTrail', props, DATA_EVENT_TRAIL);
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
    const neverRecorded = props.neverRecorded?.map(knownBucket) ?? [];
    const deliveries = () => [logBucket, ...copiesOf(logBucket, this.node.root)];
    const ownBuckets = () => [...deliveries(), ...neverRecorded];
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
    this.trail = new cloudtrail.CfnTrail(this, 'Resource', {
      trailName: this.trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      isOrganizationTrail: organizationId === undefined ? undefined : true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: props.logBucket.bucketName,
      s3KeyPrefix: props.s3KeyPrefix,
      // Once all trails of the stack are known, and all copies of the log bucket.
      advancedEventSelectors: Lazy.any({ produce: () => requireFewValues(selectors()) }),
    });
    const path = logPath(props.s3KeyPrefix, 's3KeyPrefix');
    // An organization's trail needs that of its own account, too.
    const owners = [Stack.of(this).account, ...(organizationId === undefined ? [] : [organizationId])];
    this.logBucketStatements = this.deliveryStatements(
      props.logBucket,
      owners.map((owner) => `${path}${owner}/*`),
    );
    this.allowDelivery(props.logBucket);
    if (props.logBucket.encryptionKey) {
      Annotations.of(this).addWarningV2(
        'cdk-s3-audit-trail:logBucketKey',
        `The bucket ${props.logBucket.node.path} is encrypted with the key ${props.logBucket.encryptionKey.node.path}: ` +
          'allow cloudtrail.amazonaws.com kms:GenerateDataKey*, kms:DescribeKey and kms:Decrypt in its key policy, or no log ' +
          `file can be delivered; with a condition that aws:SourceArn is ${this.trailArn}, for no other trail.`,
      );
    }
  }

  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
  private deliveryStatements(bucket: s3.IBucket, paths: string[]): iam.PolicyStatement[] {
    const principals = [new iam.ServicePrincipal('cloudtrail.amazonaws.com')];
    const onlyThisTrail = { 'aws:SourceArn': this.trailArn };
    return [
      new iam.PolicyStatement({
        principals,
        actions: ['s3:GetBucketAcl'],
        resources: [bucket.bucketArn],
        conditions: { StringEquals: onlyThisTrail },
      }),
      ...paths.map(
        (path) =>
          new iam.PolicyStatement({
            principals,
            actions: ['s3:PutObject'],
            resources: [bucket.arnForObjects(path)],
            conditions: { StringEquals: { ...onlyThisTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
          }),
      ),
    ];
  }

  private allowDelivery(bucket: s3.IBucket): void {
    const results = this.logBucketStatements.map((statement) => bucket.addToResourcePolicy(statement));
    if (results.every((result) => result.statementAdded)) {
      // CloudTrail checks the policy when the trail is created.
      results.forEach((result) => this.trail.node.addDependency(result.policyDependable ?? bucket));
      return;
    }
    outputStatements(
      this,
      'LogBucketStatements',
      'Statements that the policy of the log bucket needs before this trail is deployed',
      this.logBucketStatements,
    );
    Annotations.of(this).addWarningV2(
      'cdk-s3-audit-trail:logBucketPolicy',
      `The policy of the imported bucket ${bucket.node.path} can't be amended, and the trail can't be created before it has ` +
        "the statements of 'logBucketStatements', which this stack's template has in the output 'LogBucketStatements'.",
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
