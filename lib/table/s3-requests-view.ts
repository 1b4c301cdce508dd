import { Fn, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { requireProps } from '../core/kinds';
import { uniqueSqlName } from '../core/names';
import { takeName } from '../core/taken-names';
import { requireMatch } from '../core/validation';
import { unboundedRequests } from '../relation/relation-rows';
import { RequestColumn, S3_REQUESTS } from '../relation/request-columns';
import { inJson, sqlNameInJson } from '../sql/quoting';
import { IQueriedTable } from './queried-table';
import { REQUESTS_VIEW } from './table-kinds';
import { addUnbounded } from './unbounded-tables';

/** Properties of an S3RequestsView. */
export interface S3RequestsViewProps {
  /** The table that it reads, or the history of several. The view stands in the same database. */
  readonly table: IQueriedTable;

  /**
   * Name of the view: lower-case letters, digits and underscores. It differs from the table's.
   *
   * @default - made of the stack's name and the construct's path, so that two views in one database don't collide
   */
  readonly viewName?: string;
}

/**
 * The relation `s3_requests` as an Athena view, for questions of your own: a request to S3 a row, a field a column. It
 * has no window, so a query needs a condition on `day`, and is cheaper still with others on `region` and `account`:
 *
 *     SELECT principal, count(*) FROM s3_requests WHERE day >= '2026/11/01' AND region = 'eu-west-1' GROUP BY 1
 *
 * Where each query must name accounts, so must one over the view: `account = '111122223333'`.
 *
 * An event that CloudTrail delivered twice on one day is one row. One that it delivered again under another day is a row
 * under each, where the saved queries have it once: `count(DISTINCT event_id)` counts it once.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/views.html
 */
export class S3RequestsView extends Construct {
  /** The view, which Glue keeps as a table. */
  public readonly view: glue.CfnTable;
  /** The table that it reads, or the history of several. */
  public readonly table: IQueriedTable;
  /** Name of the view. */
  public readonly viewName: string;
  /** ARN of the view, which is that of a table. */
  public readonly viewArn: string;

  /** @throws if the name is invalid, or is that of the table */
  constructor(scope: Construct, id: string, props: S3RequestsViewProps) {
    super(scope, id);
    requireProps('S3RequestsView', props, REQUESTS_VIEW);
    const { table } = props;
    const { database } = table;
    const name = props.viewName ?? uniqueSqlName(this, 128);
    requireMatch('viewName', name, /^[a-z0-9_]{1,255}$/, '1 to 255 of a-z, 0-9 and underscores');
    takeName(this, 'viewName', name, database.databaseArn);

    this.table = table;
    this.view = new glue.CfnTable(this, 'Resource', {
      catalogId: database.catalog.catalogId,
      databaseName: database.databaseName,
      tableInput: {
        name,
        description: 'Requests to S3, without a window: ask with conditions on day, region and account',
        tableType: 'VIRTUAL_VIEW',
        parameters: { presto_view: 'true', comment: 'Presto View' },
        viewOriginalText: `/* Presto View: ${Fn.base64(definition(table))} */`,
        viewExpandedText: '/* Presto View */',
        partitionKeys: [],
        storageDescriptor: {
          columns: S3_REQUESTS.map((column) => ({
            name: column.name,
            type: HIVE_TYPES[column.type],
            comment: column.comment,
          })),
          // As Athena writes them. It refuses to read a view without the latter.
          location: '',
          serdeInfo: {},
        },
      },
    });
    this.viewName = this.view.ref;
    addUnbounded(this, { logs: table._source.logs, database: database.databaseName, names: [name, this.viewName] });
    this.viewArn = Stack.of(this).formatArn({
      service: 'glue',
      resource: 'table',
      resourceName: `${database.databaseName}/${this.viewName}`,
    });
  }
}

/** Types of the relation's columns in Hive's words, which Glue has. */
const HIVE_TYPES: Record<RequestColumn['type'], string> = {
  varchar: 'string',
  bigint: 'bigint',
  boolean: 'boolean',
  'timestamp(3)': 'timestamp',
};

/** What stands for the name of the database in the view's text, as no SQL does; tables have a number there. */
const SCHEMA = '<schema>';

/**
 * The view as Athena itself writes it down. It is not the CDK that makes it JSON, since that would also escape what the
 * functions around a token replace.
 */
function definition({ database: { databaseName }, _source: { parts } }: IQueriedTable): string {
  const json = JSON.stringify({
    originalSql: unboundedRequests({ tables: parts.map((_, index) => ({ sqlName: `<${index}>` })) }),
    catalog: 'awsdatacatalog',
    schema: SCHEMA,
    columns: S3_REQUESTS.map(({ name, type }) => ({ name, type })),
  });
  // All at once, since a name may hold anything.
  return json.replace(/<(\d+|schema)>/g, (place, index) =>
    place === SCHEMA
      ? inJson(databaseName)
      : [databaseName, parts[Number(index)].table.table.tableName].map(sqlNameInJson).join('.'),
  );
}
