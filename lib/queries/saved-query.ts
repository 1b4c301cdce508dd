import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { wholeDays } from '../core/durations';
import { requireProps } from '../core/kinds';
import { takeName } from '../core/taken-names';
import { invalid, messages, requireMatch } from '../core/validation';
import { MOST_PARTITIONS, plannedPartitions } from '../table/planned-partitions';
import { IQueriedTable } from '../table/queried-table';
import { TableSource } from '../table/table-source';
import { unboundedTables } from '../table/unbounded-tables';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { statementPrefixIn } from '../workgroup/statement-prefix';
import { AuditQuery } from './audit-query';
import { inputValues, preparedStatement, savedStatement } from './compose-query';
import { waitInLine } from './creation-order';
import { requireInputValues } from './input-values';
import { SAVED_QUERY } from './query-kinds';
import { requireWindow } from './required-window';

/** Properties of a SavedQuery. */
export interface SavedQueryProps {
  /** The question. */
  readonly query: AuditQuery;

  /** The table that it reads, the history of several, or what is loaded of them: a `RequestTable`. */
  readonly table: IQueriedTable;

  /** The workgroup that it is saved in. */
  readonly workgroup: IAuditWorkgroup;

  /**
   * How far back the saved query looks: today and that many whole days before, in UTC, 36,500 at most.
   *
   * @default Duration.days(7)
   */
  readonly window?: Duration;

  /**
   * Values for inputs that the query itself has no value for.
   *
   * @default - none but `region`, the stack's region
   */
  readonly inputs?: { [name: string]: string };

  /**
   * Put before the name of the prepared statement, which must differ from all others in the workgroup.
   *
   * @default - that of the workgroup; where it is shared and has none, made of the stack's name and the path of what it is in
   */
  readonly statementPrefix?: string;
}

/**
 * A question saved in Athena in two forms: as a saved query over the last days, and as a prepared statement whose
 * parameters are the first day, the last day, and the query's own inputs:
 *
 *     EXECUTE put_object_requests USING '2026/11/01', '2026/11/07'
 *
 * Where each query must name an account, that is a parameter, too, after the days.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/saved-queries.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export class SavedQuery extends Construct {
  /** The question. */
  public readonly query: AuditQuery;
  /** The saved query. None where the query has an input without a value, or must name accounts and knows none. */
  public readonly namedQuery?: athena.CfnNamedQuery;
  /** The prepared statement. */
  public readonly preparedStatement: athena.CfnPreparedStatement;
  /** Name of the prepared statement. */
  public readonly statementName: string;
  /**
   * How many partitions of the logs the saved query reads at most, days x regions x accounts of all tables: each is one LIST of S3. A
   * query that reads the relation twice, as by a join of it with itself, reads as many each time. Synthesis has no clock, so
   * a last day doesn't lower it, and neither does a condition of the query's own. Undefined where there is no saved query, or a
   * number is only known at deployment.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
   */
  public readonly plannedPartitions?: number;

  /**
   * @throws if the window isn't a whole number of days, is longer than log files are kept or reads more partitions than
   * Athena plans, an input or a region is unknown to the query or the table, a name or text is over Athena's limits, or the workgroup has a statement of
   * that name already
   */
  constructor(scope: Construct, id: string, props: SavedQueryProps) {
    super(scope, id);
    requireProps('SavedQuery', props, SAVED_QUERY);
    const { query, table } = props;
    const source = table._source;
    const workGroup = props.workgroup.workgroupName;
    const window = props.window ?? Duration.days(7);
    const days = wholeDays('window', window, 0);
    requireKept(window, source);
    this.query = query;
    this.statementName = statementNameOf(this, props);
    takeName(
      this,
      'statementName',
      this.statementName,
      `workgroup ${workGroup}`,
      "; set 'statementPrefix' of a SavedQuery, or 'shared' of the AuditWorkgroup of several audits",
    );
    requireLoaded(query, source);
    const requireWindowOfQuery = () => requireWindow(query, unboundedTables(this, source.logs));
    requireWindowOfQuery();
    // What is added later counts, too.
    this.node.addValidation({ validate: () => messages(requireWindowOfQuery) });

    requireInputValues(query.queryName, query.inputs, props.inputs ?? {});
    const values = { region: defaultRegion(this, source), ...props.inputs };
    requireRegion(query, source, values);
    const savedText = savedStatement(query, source, days, values);
    if (savedText !== undefined) {
      this.plannedPartitions = partitionsOf(source, days);
      this.namedQuery = new athena.CfnNamedQuery(this, 'NamedQuery', {
        name: query.queryName,
        description: query.question,
        database: table.database.databaseName,
        workGroup,
        queryString: savedText,
      });
    }
    const bounds = ['first day', 'last day', ...(source.injected ? ['account'] : [])];
    const description = `Parameters: ${[...bounds, ...query.inputs.map(({ name }) => name)].join(', ')}`;
    requireMatch(`inputs of ${query.queryName}`, description, /^[^]{1,1024}$/, 'names that fit into 1024 characters');
    this.preparedStatement = new athena.CfnPreparedStatement(this, 'PreparedStatement', {
      statementName: this.statementName,
      description,
      workGroup,
      queryStatement: preparedStatement(query, source),
    });
    waitInLine(this.preparedStatement);
  }
}

/**
 * Its prefix is the one that is given, or that of the workgroup; where others have statements there, too, made of what the
 * query is in.
 *
 * @throws if the prefix or the name is invalid
 */
function statementNameOf(saved: SavedQuery, { query, workgroup, statementPrefix }: SavedQueryProps): string {
  const prefix = statementPrefix ?? statementPrefixIn(workgroup, saved.node.scope!);
  requireMatch(
    'statementPrefix',
    prefix,
    /^([a-zA-Z_][a-zA-Z0-9_@:]*)?$/,
    'letters, digits, underscores, @ and colons, no digit first',
  );
  const name = `${prefix}${query.statementName}`;
  requireMatch(
    'statementName',
    name,
    /^[a-zA-Z_][a-zA-Z0-9_@:]{1,255}$/,
    '2 to 256 letters, digits, underscores, @ and colons, no digit first',
  );
  return name;
}

/** @throws if log files are kept for a shorter time, as far as that is known. Both are of whole days. */
function requireKept(window: Duration, { retention }: TableSource): void {
  const known = retention && !window.isUnresolved() && !retention.isUnresolved();
  if (known && window.toDays() > retention.toDays()) {
    invalid('window', window.toString(), `at most the retention of the log files, ${retention.toString()}`);
  }
}

/** @throws if they are more than Athena plans in one scan, which is of one table */
function partitionsOf(source: TableSource, days: string): number | undefined {
  if (Token.isUnresolved(days)) {
    return undefined;
  }
  // Of the logs behind a RequestTable, today and yesterday are read.
  const read = source.loaded ? Math.min(Number(days) + 1, 2) : Number(days) + 1;
  const planned = plannedPartitions(source, read);
  const most = Math.max(...planned.map((count) => count ?? 0));
  if (most > MOST_PARTITIONS) {
    invalid(
      'window',
      `${days} days, ${most} partitions of a table`,
      `at most ${MOST_PARTITIONS} partitions, days x regions x accounts: a shorter window, fewer regions or accounts, or AuditedAccounts.injected()`,
    );
  }
  return planned.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
}

/** @throws if the query reads what isn't loaded: it would be answered from the logs alone */
function requireLoaded(query: AuditQuery, { loaded }: TableSource): void {
  const { relation } = query._definition.text;
  if (loaded && relation !== 's3_requests') {
    invalid(`queries: ${query.queryName}`, relation, 's3_requests, which is what a RequestTable has');
  }
}

/** The stack's region, or the first one that can be queried, if that one can't. */
function defaultRegion(scope: Construct, { regions }: TableSource): string {
  const { region } = Stack.of(scope);
  return regions === undefined || Token.isUnresolved(region) || regions.includes(region) ? region : regions[0];
}

/** @throws if a query is asked for a region of which the table has nothing */
function requireRegion(query: AuditQuery, { regions }: TableSource, values: { [name: string]: string }): void {
  const region = inputValues(query, values).get('region')!;
  if (regions !== undefined && !Token.isUnresolved(region) && !regions.includes(region)) {
    invalid(`inputs of ${query.queryName}: region`, region, `a region that the table covers: ${regions.join(', ')}`);
  }
}
