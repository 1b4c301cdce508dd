import { Duration } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import { AuditedAccounts } from '../logs/audited-accounts';
import { AuditedRegions } from '../logs/audited-regions';
import { LogStorage } from '../logs/log-storage';
import { AuditQuery } from '../queries/audit-query';
import { DataEvents } from '../trail/data-events';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';

/** Properties of an S3AuditTrail. */
export interface S3AuditTrailProps {
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
   * Name of the trail, which no other trail of the account may have in any region.
   *
   * @default - made of the stack's name, the construct's path and the region
   */
  readonly trailName?: string;

  /**
   * Where the log files are kept: in a new bucket, or in one of your own.
   *
   * @default LogStorage.newBucket()
   */
  readonly logStorage?: LogStorage;

  /**
   * The accounts whose logs queries can see, where the bucket holds those of several; `AuditedAccounts.of(['111122223333'])`.
   *
   * @default AuditedAccounts.ofStack()
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

  /**
   * A Glue database of your own for the table.
   *
   * @default - a new database, which is deleted with the stack: it holds metadata only
   */
  readonly database?: glue.IDatabase;

  /**
   * Name of the table.
   *
   * @default - `cloudtrail_logs`; in a database of your own made of the stack's name and the construct's path
   */
  readonly tableName?: string;

  /**
   * Whether the database has a view beside the table, `s3_requests`, for questions of your own. It is free. The saved
   * queries don't use it.
   *
   * @default true
   */
  readonly requestsView?: boolean;

  /**
   * Name of the view.
   *
   * @default - `s3_requests`; in a database of your own made of the stack's name and the construct's path
   */
  readonly requestsViewName?: string;

  /**
   * The workgroup that queries are saved in: an `AuditWorkgroup` with other settings, or one of your own.
   *
   * @default - a new `AuditWorkgroup`, with a new bucket for results that is retained when the stack is deleted
   */
  readonly workgroup?: IAuditWorkgroup;

  /**
   * The queries to save. One that is listed twice, as where lists are added to one another, is saved once; with the inputs
   * that it was given in one of the places.
   *
   * @default QueryPack.REQUEST_IDENTIFICATION
   */
  readonly queries?: AuditQuery[];

  /**
   * How far back the saved queries look: today and that many whole days before, in UTC, 36,500 at most.
   *
   * @default Duration.days(7)
   */
  readonly window?: Duration;

  /**
   * The networks that requests are expected from, as IPv4 and IPv6 CIDR blocks.
   *
   * @default - `requests-outside-networks` has only its prepared statement
   */
  readonly expectedNetworks?: string[];

  /**
   * The principals that requests are expected from: ARNs of roles (with all their sessions) and users, names of
   * services, `anonymous`, or the ids of accounts whose callers are recorded without an ARN.
   *
   * @default - `requests-outside-principals` has only its prepared statement
   */
  readonly expectedPrincipals?: string[];
}
