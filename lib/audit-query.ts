import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Token } from 'aws-cdk-lib';
import { composeQuery, lastDays, parameterDays, sqlString } from './private/compose-query';
import { QueryText, RELATIONS, parseQuery } from './private/query-text';
import { invalid, requireMatch } from './private/validation';

/** A value that a query needs. */
export interface QueryInput {
  /** Its name in the query's text, there with a colon before it. */
  readonly name: string;
  /** What it means. */
  readonly description: string;
}

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
   * @default - none; the query is saved if it needs no input other than `region`, which defaults to the stack's region
   */
  readonly inputs?: { [name: string]: string };
}

/**
 * A question to the audit: SQL over the relation `s3_requests`, or over the raw table as `cloudtrail_logs`.
 *
 * The text is one SELECT in Athena's SQL. It may have WITH queries of its own and comments, and may end with a
 * semicolon. It may join tables of yours. It needs no bounds on days: the relation has them. Nor does it need to leave out events that were delivered
 * twice, unless it reads `cloudtrail_logs`. An input stands in WHERE as `:name`, each exactly once, and is always a
 * string; a list is one comma-separated string.
 *
 * The text may begin with a header:
 *
 *     -- title: Requests to one bucket
 *     -- question: Who used this bucket, and how?
 *     -- input: bucket - name of the bucket
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export class AuditQuery {
  /** Two raw events of one region: does the table find the logs? */
  public static readonly SAMPLE_EVENTS = AuditQuery.shipped('sample-events');
  /** Requests with a Signature Version 2. */
  public static readonly SIGV2_REQUESTS = AuditQuery.shipped('sigv2-requests');
  /** Who sends Signature Version 2, and how often. */
  public static readonly SIGV2_REQUESTERS = AuditQuery.shipped('sigv2-requesters');
  /** Who sends Signature Version 2 to one region, and how often. */
  public static readonly SIGV2_REQUESTERS_IN_REGION = AuditQuery.shipped('sigv2-requesters-in-region');
  /** Who wrote which object. */
  public static readonly OBJECT_PUT_REQUESTS = AuditQuery.shipped('put-object-requests');
  /** Who read which object. */
  public static readonly OBJECT_GET_REQUESTS = AuditQuery.shipped('get-object-requests');
  /** Who deleted which object, one at a time or many at once. */
  public static readonly OBJECT_DELETE_REQUESTS = AuditQuery.shipped('delete-object-requests');
  /** Requests without credentials. */
  public static readonly ANONYMOUS_REQUESTS = AuditQuery.shipped('anonymous-requests');
  /** Requests that were allowed by an ACL. */
  public static readonly ACL_REQUIRED_REQUESTS = AuditQuery.shipped('acl-required-requests');
  /** Requests from IP addresses outside the networks that are expected. */
  public static readonly REQUESTS_OUTSIDE_NETWORKS = AuditQuery.shipped('requests-outside-networks');
  /** Requests by principals other than those that are expected. */
  public static readonly REQUESTS_OUTSIDE_PRINCIPALS = AuditQuery.shipped('requests-outside-principals');

  /**
   * A query of your own from a `.sql` file. The file's name, without its ending, is the query's name.
   *
   * @throws if the file doesn't exist, or as `fromText`
   */
  public static fromFile(path: string, options: AuditQueryOptions = {}): AuditQuery {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      invalid('AuditQuery.fromFile', path, 'the path of a file that exists');
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
    return new AuditQuery(queryName, parseQuery(queryName, text), options);
  }

  private static shipped(queryName: string): AuditQuery {
    return AuditQuery.fromFile(join(__dirname, 'queries', `${queryName}.sql`));
  }

  /** Its name in Athena, such as `put-object-requests`. */
  public readonly queryName: string;
  /** The name of its prepared statement, such as `put_object_requests`. */
  public readonly statementName: string;
  /** A few words that say what it lists. */
  public readonly title: string;
  /** The question that it answers. */
  public readonly question: string;
  /** What it needs, in the order of the prepared statement's parameters, after the first and the last day. */
  public readonly inputs: QueryInput[];

  private constructor(
    queryName: string,
    private readonly text: QueryText,
    private readonly options: AuditQueryOptions,
  ) {
    requireMatch(
      'queryName',
      queryName,
      /^(?=.{2,128}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      '2 to 128 of a-z and 0-9, in words with single hyphens between them, a letter first',
    );
    this.queryName = queryName;
    this.statementName = queryName.replace(/-/g, '_');
    this.title = text.title ?? queryName;
    this.question = options.question ?? text.question ?? this.title;
    if (!Token.isUnresolved(this.question) && this.question.length > 1024) {
      invalid(`question of ${queryName}`, this.question, 'at most 1024 characters');
    }
    this.inputs = text.inputs;
    for (const [name, value] of Object.entries(options.inputs ?? {})) {
      if (!this.inputs.some((input) => input.name === name)) {
        invalid(`inputs of ${queryName}`, name, this.inputs.map((input) => input.name).join(', ') || 'none');
      }
      // JavaScript may give anything.
      if (typeof value !== 'string' || value === '') {
        invalid(`inputs of ${queryName}: ${name}`, value, 'a text that is not empty');
      }
    }
  }

  /** The same query, saved with these values for its inputs. */
  public withInputs(inputs: { [name: string]: string }): AuditQuery {
    return new AuditQuery(this.queryName, this.text, {
      ...this.options,
      inputs: { ...this.options.inputs, ...inputs },
    });
  }

  /**
   * @throws if the query reads the table itself, which would have no window
   *
   * @internal
   */
  public _requireWindow(tableName: string): void {
    const unbounded = this.text.otherTables.find((other) => other === tableName || other.endsWith(`.${tableName}`));
    if (unbounded !== undefined) {
      invalid(`queries: ${this.queryName}`, unbounded, `${RELATIONS.join(' or ')}, which has a window, in its place`);
    }
  }

  /**
   * The text of the saved query, or undefined where the value of an input is not known.
   *
   * @internal
   */
  public _savedText(table: string, days: string, defaults: { [name: string]: string }): string | undefined {
    const values = new Map(Object.entries({ ...defaults, ...this.options.inputs }));
    if (!this.inputs.every((input) => values.has(input.name))) {
      return undefined;
    }
    return this.withinLimit(composeQuery(this.text, table, lastDays(days), (name) => sqlString(values.get(name)!)));
  }

  /**
   * The text of the prepared statement.
   *
   * @internal
   */
  public _preparedText(table: string): string {
    return this.withinLimit(composeQuery(this.text, table, parameterDays(), () => '?'));
  }

  private withinLimit(statement: string): string {
    if (statement.length > 262_144) {
      invalid(
        `queries: ${this.queryName}`,
        `${statement.length} characters`,
        'at most 262144 characters, the relation included',
      );
    }
    return statement;
  }
}
