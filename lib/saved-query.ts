import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { AuditQuery } from './audit-query';
import { IAuditWorkgroup } from './audit-workgroup';
import { CloudTrailTable } from './cloudtrail-table';
import { wholeDays } from './private/durations';
import { invalid, requireMatch } from './private/validation';

/** Properties of a SavedQuery. */
export interface SavedQueryProps {
  /** The question. */
  readonly query: AuditQuery;

  /** The table that it reads. */
  readonly table: CloudTrailTable;

  /** The workgroup that it is saved in. */
  readonly workgroup: IAuditWorkgroup;

  /**
   * How far back the saved query looks: today and that many days before, in UTC.
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
   * @default - nothing
   */
  readonly statementPrefix?: string;
}

/**
 * A question saved in Athena in two forms: as a saved query over the last days, and as a prepared statement whose
 * parameters are the first day, the last day, and the query's own inputs:
 *
 *     EXECUTE put_object_requests USING '2026/11/01', '2026/11/07'
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/saved-queries.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export class SavedQuery extends Construct {
  /** The question. */
  public readonly query: AuditQuery;
  /** The saved query. None where the query has an input without a value. */
  public readonly namedQuery?: athena.CfnNamedQuery;
  /** The prepared statement. */
  public readonly preparedStatement: athena.CfnPreparedStatement;
  /** Name of the prepared statement. */
  public readonly statementName: string;

  /** @throws if the window isn't a whole number of days, or a name or text is over Athena's limits */
  constructor(scope: Construct, id: string, props: SavedQueryProps) {
    super(scope, id);
    const { query, table } = props;
    const workGroup = props.workgroup.workgroupName;
    const days = wholeDays('window', props.window ?? Duration.days(7), 0);
    this.query = query;
    this.statementName = `${props.statementPrefix ?? ''}${query.statementName}`;
    requireMatch(
      'statementName',
      this.statementName,
      /^[a-zA-Z_][a-zA-Z0-9_@:]{1,256}$/,
      '2 to 257 letters, digits, underscores, @ and colons, no digit first',
    );
    requireFreeName(this, props.workgroup);
    query._requireWindow(...table._unboundedNames);

    const savedText = query._savedText(table._sqlName, days, { region: Stack.of(this).region, ...props.inputs });
    if (savedText !== undefined) {
      this.namedQuery = new athena.CfnNamedQuery(this, 'NamedQuery', {
        name: query.queryName,
        description: query.question,
        database: table.database.databaseName,
        workGroup,
        queryString: savedText,
      });
    }
    this.preparedStatement = new athena.CfnPreparedStatement(this, 'PreparedStatement', {
      statementName: this.statementName,
      description: `Parameters: ${['first day', 'last day', ...query.inputs.map((input) => input.name)].join(', ')}`,
      workGroup,
      queryStatement: query._preparedText(table._sqlName),
    });
  }
}

/** The names of statements in a workgroup, and the path of what has each. */
const STATEMENTS = new WeakMap<object, Map<string, string>>();

/** Two statements of one name in a workgroup would only fail at deployment. */
function requireFreeName(saved: SavedQuery, workgroup: IAuditWorkgroup): void {
  // A workgroup's name that is a token says nothing outside its stack, but there is one object for it.
  const owner = Token.isUnresolved(workgroup.workgroupName) ? workgroup : Stack.of(saved);
  const taken = STATEMENTS.get(owner) ?? new Map<string, string>();
  const key = `${workgroup.workgroupName}/${saved.statementName}`;
  const other = taken.get(key);
  if (other !== undefined) {
    invalid(
      'statementName',
      saved.statementName,
      `a name that differs from that of ${other} in the same workgroup; set 'statementPrefix'`,
    );
  }
  STATEMENTS.set(owner, taken.set(key, saved.node.path));
}
