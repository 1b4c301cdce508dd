import { Duration, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BUCKET } from '../core/cdk-kinds';
import { requireKind, requireProps } from '../core/kinds';
import { invalid } from '../core/validation';
import { AuditedAccounts } from './audited-accounts';
import { queriedDays } from './audited-days';
import { AuditedRegions } from './audited-regions';
import { BoundLocation } from './bound-logs';
import { LogBucket } from './log-bucket';
import { ACCOUNT_LOGS, ORGANIZATION_LOGS } from './log-kinds';
import { logPath } from './log-path';
import { requireOrganizationId } from './organization-id';

/** How log files lie in a bucket, and which of them queries can see. */
export interface LogLocationOptions {
  /**
   * Prefix that the trail puts before `AWSLogs/`.
   *
   * @default - none
   */
  readonly prefix?: string;

  /**
   * The regions whose events queries can see; `AuditedRegions.of(['eu-west-1'])`.
   *
   * @default AuditedRegions.all()
   */
  readonly regions?: AuditedRegions;

  /**
   * The first day (UTC) that queries can see, as `yyyy/MM/dd` or `yyyy-MM-dd`.
   *
   * @default - as many days back as the bucket retains log files; where that isn't known 2016/11/21, when CloudTrail's data
   * events for S3 began
   */
  readonly firstDay?: string;

  /**
   * The last day (UTC) that queries can see, as `yyyy/MM/dd` or `yyyy-MM-dd`, where nothing is delivered there any more: no
   * query of later days looks there. An event may lie under the day after its own.
   *
   * @default - today
   */
  readonly lastDay?: string;

  /**
   * How long the bucket keeps log files, in whole days, and so how far back queries can see where `firstDay` doesn't say.
   *
   * @default - that of the `LogBucket`; not known for another bucket
   */
  readonly retention?: Duration;
}

/** The log files of accounts' own trails. */
export interface AccountLogOptions extends LogLocationOptions {
  /**
   * The accounts whose logs queries can see; `AuditedAccounts.of(['111122223333'])`.
   *
   * @default AuditedAccounts.ofStack()
   */
  readonly accounts?: AuditedAccounts;
}

/** The log files of an organization's trail. */
export interface OrganizationLogOptions extends LogLocationOptions {
  /** The accounts whose logs queries can see, the management account among them; `AuditedAccounts.fromFile('accounts.json')`. */
  readonly accounts: AuditedAccounts;
}

/**
 * Where log files lie that exist, or that a trail delivers.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export class LogLocation {
  /**
   * The log files of accounts' own trails: `[prefix/]AWSLogs/<account>/CloudTrail/`.
   *
   * @throws if the prefix or a day is invalid, or the last day is before the first
   */
  public static ofAccounts(bucket: s3.IBucket, options: AccountLogOptions = {}): LogLocation {
    requireKind('bucket', bucket, BUCKET);
    requireProps('LogLocation.ofAccounts', options, ACCOUNT_LOGS);
    return new LogLocation(bucket, logPath(options.prefix), options.accounts ?? AuditedAccounts.ofStack(), options);
  }

  /**
   * The log files of an organization's trail: `[prefix/]AWSLogs/<organization>/<account>/CloudTrail/`. Control Tower's have
   * the organization's id as prefix, too.
   *
   * @param organizationId such as o-a1b2c3d4e5
   * @throws if the id, the prefix or a day is invalid, or the last day is before the first
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  public static ofOrganization(
    bucket: s3.IBucket,
    organizationId: string,
    options: OrganizationLogOptions,
  ): LogLocation {
    requireKind('bucket', bucket, BUCKET);
    requireOrganizationId(organizationId);
    requireProps('LogLocation.ofOrganization', options, ORGANIZATION_LOGS);
    return new LogLocation(
      bucket,
      `${logPath(options.prefix)}${organizationId}/`,
      options.accounts,
      options,
      organizationId,
    );
  }

  private constructor(
    /** Bucket of the log files. */
    public readonly bucket: s3.IBucket,
    /** Path of the accounts' folders in the bucket: `[prefix/]AWSLogs/[<organization>/]`. */
    public readonly path: string,
    private readonly accounts: AuditedAccounts,
    private readonly options: LogLocationOptions,
    private readonly organizationId?: string,
  ) {
    queriedDays(options);
    const kept = LogBucket._retentionOf(bucket);
    if (kept && options.retention && kept.toString() !== options.retention.toString()) {
      invalid(
        'retention',
        options.retention.toString(),
        `none for the bucket of a LogBucket, which keeps log files for ${kept.toString()}`,
      );
    }
  }

  /**
   * What is in it, as far as it is known in a stack.
   *
   * @internal
   */
  public _bind(scope: Construct): BoundLocation {
    const retention = this.options.retention ?? LogBucket._retentionOf(this.bucket);
    const { firstDay, lastDay } = this.options;
    const accounts = this.accounts._bind(scope);
    requireSame(this.organizationId, accounts.organizationId);
    return {
      accounts,
      regions: (this.options.regions ?? AuditedRegions.all())._bind(scope),
      days: queriedDays({ firstDay, lastDay, retention }),
      retention,
    };
  }
}

/** @throws if a file of accounts is of another organization */
function requireSame(organizationId?: string, ofFile?: string): void {
  const known = organizationId !== undefined && ofFile !== undefined && !Token.isUnresolved(organizationId);
  if (known && organizationId !== ofFile) {
    invalid('organizationId', organizationId, `${ofFile}, the organization of the accounts in the file`);
  }
}
