import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { TEXT, requireKind, requireProps } from '../core/kinds';
import { invalid } from '../core/validation';
import { QueryDefinition, define, requireName, shippedText, withInputs } from './query-definition';
import { QueryInput } from './query-input';
import { AUDIT_QUERY, INPUTS } from './query-kinds';

/** What a query's own text does not say. */
export interface AuditQueryOptions {
  /**
   * The question that the query answers, which becomes the description in Athena.
   *
   * @default - the header's `question`, or the query's name
   */
  readonly question?: string;

  /**
   * A value for each input, for the saved query. The prepared statement takes them as parameters.
   *
   * @default - those of the header. Others have the audit's own: `region` is the stack's, `networks` and `principals` are
   * those that are expected, `trail` and `log_bucket` are the audit's. Where one has no value, the query isn't saved
   */
  readonly inputs?: { [name: string]: string };
}

/**
 * A question to the audit: SQL over the relation `s3_requests`; over `aws_requests`, which is the same for the events of
 * all services; or over the raw table as `cloudtrail_logs`.
 *
 * The text is one SELECT in Athena's SQL. It may have WITH queries of its own and comments, and may end with a
 * semicolon. It may join tables of yours. It needs no bounds on days: the relation has them. Nor does it need to leave out
 * events that were delivered twice, unless it reads `cloudtrail_logs`.
 *
 * An input stands in WHERE as `:name`, each exactly once, and is always a string, which `CAST(:name AS bigint)` makes a
 * number; a list is one comma-separated string. Athena takes an execution parameter of 1,024 characters at most; a longer
 * one must stand in `EXECUTE ... USING`.
 *
 * The text may begin with a header. An input's type and its default for the saved query may be left out:
 *
 *     -- title: Busy users of one bucket
 *     -- question: Who used this bucket more than so many times?
 *     -- input: bucket (string) - name of the bucket
 *     -- input: threshold (integer = 100) - the fewest requests to be listed
 *     -- needs: management events
 *
 * The last line is for a query that can find nothing where the trail records no changes of the configuration.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export class AuditQuery {
  /** Two raw events of one region: does the table find the logs? */
  public static readonly SAMPLE_EVENTS = AuditQuery.shipped('sample-events');
  /** Requests with a Signature Version 2. */
  public static readonly SIGV2_REQUESTS = AuditQuery.shipped('signatures/sigv2-requests');
  /** Who sends Signature Version 2, and how often. */
  public static readonly SIGV2_REQUESTERS = AuditQuery.shipped('signatures/sigv2-requesters');
  /** Who sends Signature Version 2 to one region, and how often. */
  public static readonly SIGV2_REQUESTERS_IN_REGION = AuditQuery.shipped('signatures/sigv2-requesters-in-region');
  /** Who wrote which object. */
  public static readonly OBJECT_PUT_REQUESTS = AuditQuery.shipped('access/put-object-requests');
  /** Who read which object. */
  public static readonly OBJECT_GET_REQUESTS = AuditQuery.shipped('access/get-object-requests');
  /** Who deleted which object, one at a time or many at once. */
  public static readonly OBJECT_DELETE_REQUESTS = AuditQuery.shipped('deletion/delete-object-requests');
  /** Requests without credentials. */
  public static readonly ANONYMOUS_REQUESTS = AuditQuery.shipped('exposure/anonymous-requests');
  /** Requests that were allowed by an ACL. */
  public static readonly ACL_REQUIRED_REQUESTS = AuditQuery.shipped('exposure/acl-required-requests');
  /** Requests from IP addresses outside the networks that are expected. */
  public static readonly REQUESTS_OUTSIDE_NETWORKS = AuditQuery.shipped('exposure/requests-outside-networks');
  /** Requests by principals other than those that are expected. */
  public static readonly REQUESTS_OUTSIDE_PRINCIPALS = AuditQuery.shipped('exposure/requests-outside-principals');
  /** With which SDKs and tools, in which versions, Signature Version 2 is sent, and by whom. */
  public static readonly SIGV2_CLIENTS = AuditQuery.shipped('signatures/sigv2-clients');
  /** Which buckets still get Signature Version 2. */
  public static readonly SIGV2_BUCKETS = AuditQuery.shipped('signatures/sigv2-buckets');
  /** How much Signature Version 2 is sent each day. */
  public static readonly SIGV2_DAYS = AuditQuery.shipped('signatures/sigv2-days');
  /** Presigned URLs with a Signature Version 2. */
  public static readonly SIGV2_PRESIGNED_REQUESTS = AuditQuery.shipped('signatures/sigv2-presigned-requests');
  /** How all requests are signed. */
  public static readonly SIGNATURE_MIX = AuditQuery.shipped('signatures/signature-mix');
  /** All that happened to one object. */
  public static readonly OBJECT_HISTORY = AuditQuery.shipped('access/object-history');
  /** What was asked of one object: quick over a request table. */
  public static readonly OBJECT_REQUESTS = AuditQuery.shipped('access/object-requests');
  /** All that one principal did. */
  public static readonly PRINCIPAL_ACTIVITY = AuditQuery.shipped('access/principal-activity');
  /** Who used one bucket, and how. */
  public static readonly BUCKET_USERS = AuditQuery.shipped('access/bucket-users');
  /** Who sends the most requests, and who moves the most bytes. */
  public static readonly TOP_TALKERS = AuditQuery.shipped('access/top-talkers');
  /** Copies, with their source. */
  public static readonly COPIES = AuditQuery.shipped('access/copies');
  /** Who listed which bucket. */
  public static readonly LISTINGS = AuditQuery.shipped('access/listings');
  /** Principals that were never seen before the last day. */
  public static readonly NEW_PRINCIPALS = AuditQuery.shipped('access/new-principals');
  /** Networks that were never seen before the last day. */
  public static readonly NEW_NETWORKS = AuditQuery.shipped('access/new-networks');
  /** Requests by callers of other accounts than the bucket's. */
  public static readonly CROSS_ACCOUNT_REQUESTS = AuditQuery.shipped('exposure/cross-account-requests');
  /** Requests that were denied, with the reason. */
  public static readonly DENIED_REQUESTS = AuditQuery.shipped('exposure/denied-requests');
  /** Requests by presigned URLs. */
  public static readonly PRESIGNED_REQUESTS = AuditQuery.shipped('exposure/presigned-requests');
  /** Who reaches which bucket other than through a VPC endpoint. */
  public static readonly REQUESTS_OUTSIDE_VPC_ENDPOINTS = AuditQuery.shipped('exposure/requests-outside-vpc-endpoints');
  /** Callers that look for what they may not see, or what isn't there. */
  public static readonly PROBING = AuditQuery.shipped('exposure/probing');
  /** Which encryption is applied in which bucket. */
  public static readonly ENCRYPTION_BY_BUCKET = AuditQuery.shipped('protection/encryption-by-bucket');
  /** Requests with an encryption key of the caller's own (SSE-C). */
  public static readonly CUSTOMER_KEY_REQUESTS = AuditQuery.shipped('protection/customer-key-requests');
  /** Writes, copies and uploads under a KMS key of another account than the bucket's. */
  public static readonly CROSS_ACCOUNT_KEY_REQUESTS = AuditQuery.shipped('protection/cross-account-key-requests');
  /** Who speaks which version of TLS, with which key exchange. */
  public static readonly TLS_BY_PRINCIPAL = AuditQuery.shipped('protection/tls-by-principal');
  /** Requests of which CloudTrail tells no TLS details. */
  public static readonly REQUESTS_WITHOUT_TLS_DETAILS = AuditQuery.shipped('protection/requests-without-tls-details');
  /** Who deleted many objects within an hour. */
  public static readonly BULK_DELETES = AuditQuery.shipped('deletion/bulk-deletes');
  /** Who deleted which version of an object for good. */
  public static readonly VERSION_DELETES = AuditQuery.shipped('deletion/version-deletes');
  /** Objects that one identity rewrote under a foreign key, and then deleted; or that it encrypted anew in place. */
  public static readonly EXTORTION_PATTERN = AuditQuery.shipped('deletion/extortion-pattern');
  /** Changes of what protects a bucket. It needs management events. */
  public static readonly BUCKET_CONFIGURATION_CHANGES = AuditQuery.shipped(
    'configuration/bucket-configuration-changes',
  );
  /** Changes of the audit's own trail and log bucket. It needs management events. */
  public static readonly AUDIT_CHANGES = AuditQuery.shipped('configuration/audit-changes');
  /** Who opened a bucket to S3 Files, whose reads and writes are recorded nowhere. It needs management events. */
  public static readonly FILE_SYSTEM_ACCESS = AuditQuery.shipped('configuration/file-system-access');
  /** Requests and bytes by bucket and action. */
  public static readonly BUCKET_VOLUME = AuditQuery.shipped('cost-and-volume/bucket-volume');
  /** What the data events of each bucket cost, and what leaving it out would save. */
  public static readonly DATA_EVENT_COSTS = AuditQuery.shipped('cost-and-volume/data-event-costs');

  /**
   * A query of your own from a `.sql` file. The file's name, without its ending, is the query's name. A path that is
   * relative begins in the folder that the app runs in.
   *
   * @throws if the file doesn't exist, or as `fromText`
   */
  public static fromFile(path: string, options: AuditQueryOptions = {}): AuditQuery {
    requireKind('AuditQuery.fromFile', path, TEXT);
    // Asked first, since it throws for no text.
    if (!existsSync(path) || !statSync(path).isFile()) {
      invalid(
        'AuditQuery.fromFile',
        path,
        `the path of a file that exists, from ${process.cwd()} where it is relative`,
      );
    }
    return AuditQuery.fromText(basename(path, '.sql'), readFileSync(path, 'utf8'), options);
  }

  /**
   * A query of your own.
   *
   * @param queryName lower-case words with hyphens; the prepared statement has underscores instead
   * @throws if the name or the text isn't as described for this class, or over Athena's limits
   */
  public static fromText(queryName: string, text: string, options: AuditQueryOptions = {}): AuditQuery {
    requireKind('queryName', queryName, TEXT);
    requireKind(`queries: ${queryName}`, text, TEXT);
    requireProps('AuditQuery', options, AUDIT_QUERY);
    const definition = define(queryName, text, options);
    return new AuditQuery(queryName, () => definition);
  }

  private static shipped(path: string): AuditQuery {
    return new AuditQuery(basename(path), () => define(basename(path), shippedText(__dirname, `${path}.sql`)));
  }

  /** The name of its prepared statement, such as `put_object_requests`. */
  public readonly statementName: string;
  private definition?: QueryDefinition;

  private constructor(
    /** Its name in Athena, such as `put-object-requests`. */
    public readonly queryName: string,
    private readonly read: () => QueryDefinition,
  ) {
    this.statementName = queryName.replace(/-/g, '_');
  }

  /** A few words that say what it lists. */
  public get title(): string {
    return this._definition.text.title ?? this.queryName;
  }

  /** The question that it answers. */
  public get question(): string {
    return this._definition.question;
  }

  /** What a row of its answer is, such as "a request". None where the header doesn't say. */
  public get row(): string | undefined {
    return this._definition.text.row;
  }

  /** What to do about a row of its answer. None where the header doesn't say. */
  public get finding(): string | undefined {
    return this._definition.text.finding;
  }

  /** The page of AWS's documentation that its fields rest on. None where the header doesn't say. */
  public get see(): string | undefined {
    return this._definition.text.see;
  }

  /** Whether it can find nothing where the trail records no management events that write. */
  public get needsManagementEvents(): boolean {
    return this._definition.text.needs === 'management events';
  }

  /** What it needs, in the order of the prepared statement's parameters, after the first and the last day. */
  public get inputs(): QueryInput[] {
    return this._definition.text.inputs;
  }

  /**
   * What its text says, and the values that were given for its inputs. The text is read when it is first asked for: most
   * apps use few of the queries that are there.
   *
   * @internal
   */
  public get _definition(): QueryDefinition {
    return (this.definition ??= this.read());
  }

  /** The same query under another name, as where it is saved a second time. */
  public withName(queryName: string): AuditQuery {
    requireKind('queryName', queryName, TEXT);
    requireName(queryName);
    return new AuditQuery(queryName, () => this._definition);
  }

  /** The same query, saved with these values for its inputs. */
  public withInputs(inputs: { [name: string]: string }): AuditQuery {
    requireKind(`inputs of ${this.queryName}`, inputs, INPUTS);
    const definition = withInputs(this.queryName, this._definition, inputs);
    return new AuditQuery(this.queryName, () => definition);
  }
}
