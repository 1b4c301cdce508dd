import { trinoViewText } from '../template/athena-view';
import { type Json, type JsonObject, text } from '../template/json';
import type { GlueColumn, GlueTable, GlueView } from '../template/template';
import { LINE_FORMAT } from './record-lines';

/** An error as AWS answers it. */
export class AwsError extends Error {
  constructor(
    public readonly code: string,
    message: string,
    public readonly status = 400,
  ) {
    super(message);
  }
}

/**
 * The actions of AWS Glue by which Trino finds a table or a view. They are a template's, their parameters untouched; to
 * the text of a view what only Trino asks for is added.
 */
export class GlueApi {
  constructor(
    private readonly tables: GlueTable[],
    private readonly views: GlueView[] = [],
  ) {}

  /** Answers an action. One that is unknown is an error: Trino must get nothing that Glue would not give. */
  public answer(action: string, request: JsonObject): JsonObject {
    switch (action) {
      case 'GetDatabases':
        return { DatabaseList: [...new Set(this.tables.map(({ database }) => database))].map((Name) => ({ Name })) };
      case 'GetDatabase':
        return { Database: { Name: this.tablesIn(request.Name)[0].database } };
      case 'GetTables':
        return { TableList: this.tablesIn(request.DatabaseName).map(glueAnswer) };
      case 'GetTable': {
        const table = this.tablesIn(request.DatabaseName).find(({ name }) => name === request.Name);
        if (!table) {
          throw new AwsError('EntityNotFoundException', `Table ${text(request.Name, 'Name')} not found`);
        }
        return { Table: glueAnswer(table) };
      }
      case 'GetPartitions':
        // None is registered, so a table without projection has none.
        return { Partitions: [] };
      default:
        throw new AwsError('InvalidInputException', `This Glue knows no ${action}`);
    }
  }

  private tablesIn(database: Json): (GlueTable | GlueView)[] {
    const tables = [...this.tables, ...this.views].filter((table) => table.database === database);
    if (tables.length === 0) {
      throw new AwsError('EntityNotFoundException', `Database ${text(database, 'DatabaseName')} not found`);
    }
    return tables;
  }
}

function glueAnswer(table: GlueTable | GlueView): JsonObject {
  return 'definition' in table ? glueView(table) : glueTable(table);
}

/** As Athena leaves it in Glue. */
function glueView(view: GlueView): JsonObject {
  return {
    DatabaseName: view.database,
    Name: view.name,
    TableType: 'VIRTUAL_VIEW',
    Parameters: view.parameters,
    PartitionKeys: [],
    StorageDescriptor: { Columns: view.columns.map(glueColumn), Location: '', SerdeInfo: {} },
    ViewOriginalText: trinoViewText(view.definition),
    ViewExpandedText: '/* Presto View */',
  };
}

function glueTable(table: GlueTable): JsonObject {
  return {
    DatabaseName: table.database,
    Name: table.name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: table.parameters,
    PartitionKeys: table.partitionKeys.map(glueColumn),
    StorageDescriptor: { Columns: table.columns.map(glueColumn), Location: table.location, ...LINE_FORMAT },
  };
}

function glueColumn({ name, type }: GlueColumn): JsonObject {
  return { Name: name, Type: type };
}
