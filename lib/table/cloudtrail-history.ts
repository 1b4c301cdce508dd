import { Duration } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { listOf, requireKind } from '../core/kinds';
import { invalid } from '../core/validation';
import { MOST_SAVED } from '../logs/account-ids';
import { CloudTrailTable } from './cloudtrail-table';
import { IQueriedTable } from './queried-table';
import { requireFoldersOnce } from './same-folder';
import { ONE_TABLE } from './table-kinds';
import { TableSource } from './table-source';

/**
 * Several tables as one history: queries read the rows of all of them, put together, and each is pruned by itself. An event
 * that lies in two of them counts once, but in `cloudtrail_logs`, whose rows are the records as they are.
 */
export class CloudTrailHistory implements IQueriedTable {
  /**
   * The history of these tables.
   *
   * @throws if there is none, they are in different databases, two of them read the same folder, or the
   * accounts that saved queries ask for are more than 1,000
   */
  public static of(tables: CloudTrailTable[]): CloudTrailHistory {
    requireKind('tables', tables, listOf(ONE_TABLE));
    if (tables.length === 0) {
      invalid('tables', [], 'a list with at least one table');
    }
    const other = tables.find(({ database }) => database.databaseArn !== tables[0].database.databaseArn);
    if (other) {
      invalid('tables', other.node.path, `a table in the database of ${tables[0].node.path}`);
    }
    requireFoldersOnce('tables', tables);
    const history = new CloudTrailHistory(tables);
    const saved = history._source.injected?.saved ?? [];
    if (saved.length > MOST_SAVED) {
      invalid('saved', `${saved.length} accounts of all places together`, `at most ${MOST_SAVED} accounts`);
    }
    return history;
  }

  public readonly database: glue.IDatabase;

  /**
   * What queries read.
   *
   * @internal
   */
  public readonly _source: TableSource;

  private constructor(
    /** The tables. */
    public readonly tables: CloudTrailTable[],
  ) {
    this.database = tables[0].database;
    this._source = together(tables.map((table) => table._source));
  }
}

function together(sources: TableSource[]): TableSource {
  const regions = sources.map((source) => source.regions);
  const injected = sources.flatMap((source) => source.injected ?? []);
  return {
    tables: sources.flatMap(({ tables }) => tables),
    // Each query names accounts once, for all tables.
    injected: injected.length > 0 ? { saved: [...new Set(injected.flatMap(({ saved }) => saved))] } : undefined,
    logs: sources.flatMap(({ logs }) => logs),
    parts: sources.flatMap(({ parts }) => parts),
    regions: regions.every((names) => names !== undefined) ? [...new Set(regions.flat())] : undefined,
    retention: longest(sources.map(({ retention }) => retention)),
  };
}

/** Not known where one of them isn't. Each is of whole days. */
function longest(retentions: TableSource['retention'][]): Duration | undefined {
  const known = retentions.filter((one): one is Duration => one !== undefined && !one.isUnresolved());
  return known.length === retentions.length
    ? known.reduce((one, other) => (one.toDays() < other.toDays() ? other : one))
    : undefined;
}
