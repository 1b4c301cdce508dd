import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AuditedAccounts } from '../logs/audited-accounts';
import { AuditedRegions } from '../logs/audited-regions';
import { LogStorage } from '../logs/log-storage';
import { DataEvents } from '../trail/data-events';
import { S3AuditOptions } from './s3-audit-options';

/** Properties of an S3AuditTrail. */
export interface S3AuditTrailProps extends S3AuditOptions {
  /**
   * The data events to record. They are paid, $0.10 per 100,000 in most regions.
   *
   * @default DataEvents.allBuckets() - but the log bucket and the bucket of Athena's results are never recorded
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
   * A log group of CloudWatch Logs for the same events, in the stack's account and region; for alarms within minutes. Its volume
   * is paid a second time, by GB.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Name of the trail, which no other trail of the account may have in any region. Another name replaces the trail, and
   * some minutes of events may be missing.
   *
   * @default - made of the stack's name, the construct's path and the region
   */
  readonly trailName?: string;

  /**
   * Where the log files are kept: in a new bucket, or in one of your own. Where that changes, the
   * trail stays. A bucket that was made for it is retained with its files, and queries no longer see it.
   *
   * @default LogStorage.newBucket()
   */
  readonly logStorage?: LogStorage;

  /**
   * The organization whose events the trail records, in all of its accounts; `o-a1b2c3d4e5`. The stack must be deployed in
   * its management account, where CloudTrail has trusted access. `accounts` says which accounts queries see.
   *
   * CloudFormation can't create such a trail from a delegated administrator's account.
   *
   * @default - the trail records this account
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  readonly organizationId?: string;

  /**
   * The accounts whose logs queries can see, where the bucket holds those of several; `AuditedAccounts.of(['111122223333'])`.
   *
   * @default AuditedAccounts.ofStack() - where there is an `organizationId`, they must be said
   */
  readonly accounts?: AuditedAccounts;

  /**
   * The regions whose events queries can see; `AuditedRegions.of(['eu-west-1'])`. A trail records all of them, at the same cost.
   *
   * @default AuditedRegions.all()
   */
  readonly regions?: AuditedRegions;

  /**
   * The first day (UTC) that queries can see, as `yyyy/MM/dd` or `yyyy-MM-dd`.
   *
   * @default - as many days back as the bucket retains log files; for a bucket of your own 2016/11/21, when
   * CloudTrail's data events for S3 began
   */
  readonly firstDay?: string;
}
