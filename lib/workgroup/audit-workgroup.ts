import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { TEXT, requireKind, requireProps } from '../core/kinds';
import { uniqueName } from '../core/names';
import { takeName } from '../core/taken-names';
import { invalid } from '../core/validation';
import { QueryResults } from './query-results';
import { AUDIT_WORKGROUP, RESULTS, SHARED_WORKGROUP, WORKGROUP_NAME } from './workgroup-kinds';

/** The Athena workgroup that the queries are saved in. */
export interface IAuditWorkgroup {
  /** Name of the workgroup. */
  readonly workgroupName: string;
  /** Bucket that holds the results, which the trail must never record. None where Athena keeps them itself. */
  readonly resultsBucket?: s3.IBucket;
  /** Prefix of the results in that bucket. */
  readonly resultsPrefix?: string;
  /** Whether others may have statements in it, too, so that ours need names that differ from theirs. */
  readonly shared: boolean;
  /**
   * Put before the names of an audit's prepared statements in it.
   *
   * @default - nothing; where it is shared, made of the stack's name and the audit's path
   */
  readonly statementPrefix?: string;
}

/** What a workgroup of your own lacks. */
export interface SharedWorkgroupOptions {
  /**
   * Put before the names of an audit's prepared statements, which must differ from all others in the workgroup.
   *
   * @default - made of the stack's name and the audit's path
   */
  readonly statementPrefix?: string;
}

/** Properties of an AuditWorkgroup. */
export interface AuditWorkgroupProps {
  /**
   * Name of the workgroup.
   *
   * @default - made of the stack's name and the construct's path
   */
  readonly workgroupName?: string;

  /**
   * Where results go. Where that changes, a bucket that was made for them is retained.
   *
   * @default QueryResults.newBucket()
   */
  readonly results?: QueryResults;

  /**
   * How much data one query may scan, at about $5 a TB, before Athena ends it; at least 10 MB (10,000,000 bytes).
   *
   * @default Size.gibibytes(100)
   */
  readonly bytesScannedCutoff?: Size;

  /**
   * Whether several audits save their queries in it. Each then puts something of its own before the names of its prepared
   * statements.
   *
   * @default false
   */
  readonly shared?: boolean;
}

/**
 * An Athena workgroup whose settings no client can override: engine version 3, a limit on what a query may scan,
 * encrypted results, metrics in CloudWatch. It is deleted together with what is saved in it.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-manage-queries-control-costs.html
 */
export class AuditWorkgroup extends Construct implements IAuditWorkgroup {
  /**
   * A workgroup of your own.
   *
   * @param workgroupName its name; pass a reference where it is in the same app, so that it is created first
   * @param results where its results go, since the trail must leave them out
   * @throws if the name is invalid
   */
  public static fromWorkgroupName(
    workgroupName: string,
    results: QueryResults,
    options: SharedWorkgroupOptions = {},
  ): IAuditWorkgroup {
    requireKind('workgroupName', workgroupName, TEXT);
    requireKind('workgroupName', workgroupName, WORKGROUP_NAME);
    requireKind('results', results, RESULTS);
    requireProps('AuditWorkgroup.fromWorkgroupName', options, SHARED_WORKGROUP);
    const { bucket, prefix } = results._bind();
    const { statementPrefix } = options;
    return {
      workgroupName,
      resultsBucket: bucket,
      resultsPrefix: prefix,
      shared: true,
      statementPrefix,
    };
  }

  /** The workgroup. */
  public readonly workgroup: athena.CfnWorkGroup;
  public readonly workgroupName: string;
  public readonly resultsBucket?: s3.IBucket;
  public readonly resultsPrefix?: string;
  public readonly shared: boolean;
  // Never given, and there for languages in which a class has to have all of an interface.
  public readonly statementPrefix?: string;

  /** @throws if the name is invalid, or the limit is under 10 MB */
  constructor(scope: Construct, id: string, props: AuditWorkgroupProps = {}) {
    super(scope, id);
    requireProps('AuditWorkgroup', props, AUDIT_WORKGROUP, { statementPrefix: 'shared: true' });
    const name = props.workgroupName ?? uniqueName(this, 128);
    const results = (props.results ?? QueryResults.newBucket())._bind(this);
    requireKind('workgroupName', name, WORKGROUP_NAME);
    takeName(this, 'workgroupName', name, 'workgroups');
    this.workgroup = new athena.CfnWorkGroup(this, 'Resource', {
      name,
      description: 'Audit of requests to S3',
      state: 'ENABLED',
      // Else a workgroup with saved queries or a history can't be deleted, and so neither the stack.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: cutoffBytes(props.bytesScannedCutoff ?? Size.gibibytes(100)),
        ...resultsConfiguration(results),
      },
    });
    this.shared = props.shared ?? false;
    this.workgroupName = this.workgroup.ref;
    this.resultsBucket = results.bucket;
    this.resultsPrefix = results.prefix;
  }
}

function resultsConfiguration({ bucket, prefix }: ReturnType<QueryResults['_bind']>) {
  if (bucket === undefined) {
    return { managedQueryResultsConfiguration: { enabled: true } };
  }
  return {
    // Left out, Athena would keep managed results that the workgroup had before, and refuse the location.
    managedQueryResultsConfiguration: { enabled: false },
    resultConfiguration: {
      outputLocation: bucket.s3UrlForObject(prefix === undefined ? '' : `${prefix}/`),
      encryptionConfiguration: bucket.encryptionKey
        ? { encryptionOption: 'SSE_KMS', kmsKey: bucket.encryptionKey.keyArn }
        : { encryptionOption: 'SSE_S3' },
    },
  };
}

function cutoffBytes(cutoff: Size): number {
  const bytes = bytesOf(cutoff);
  if (!Token.isUnresolved(bytes) && (bytes < 10_000_000 || !Number.isSafeInteger(bytes))) {
    invalid(
      'bytesScannedCutoff',
      `${bytes} bytes`,
      `a whole number of bytes, 10000000 (10 MB) to ${Number.MAX_SAFE_INTEGER}`,
    );
  }
  return bytes;
}

function bytesOf(cutoff: Size): number {
  try {
    return cutoff.toBytes({ rounding: SizeRoundingBehavior.NONE });
  } catch {
    return invalid('bytesScannedCutoff', cutoff, 'a Size by Size.bytes() where its number is a token');
  }
}
