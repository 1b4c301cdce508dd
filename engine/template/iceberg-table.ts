import { type Json, isObject, list, member, text } from './json';

/** An Iceberg table of a template. */
export interface IcebergTable {
  readonly database: string;
  readonly name: string;
  readonly columns: IcebergColumn[];
  /** Names of columns, each value of which has a partition. */
  readonly partitionedBy: string[];
  /** Names of columns by which the rows of a file are in order. */
  readonly sortedBy: string[];
  /** Names of columns whose single values are asked for. */
  readonly bloomFilters: string[];
}

export interface IcebergColumn {
  readonly name: string;
  /** In Iceberg's words. */
  readonly type: string;
}

const BLOOM_FILTER = 'write.parquet.bloom-filter-enabled.column.';

/** Whether a table of Glue's is made as an Iceberg table. */
export function isIceberg(table: Json): boolean {
  return isObject(table) && 'OpenTableFormatInput' in table;
}

/** @param table its properties, without intrinsics */
export function icebergTable(table: Json): IcebergTable {
  const input = member(
    member(table, 'OpenTableFormatInput', 'AWS::Glue::Table'),
    'IcebergInput',
    'OpenTableFormatInput',
  );
  const definition = member(input, 'IcebergTableInput', 'IcebergInput');
  const fields = list(member(member(definition, 'Schema', 'IcebergTableInput'), 'Fields', 'Schema'), 'Fields');
  const names = new Map(
    fields.map((field) => [member(field, 'Id', 'Fields'), text(member(field, 'Name', 'Fields'), 'Name')]),
  );
  const named = (part: string) => {
    const spec = (definition as Record<string, Json | undefined>)[part];
    const sources = spec === undefined ? [] : list(member(spec, 'Fields', part), part);
    return sources.map((source) => names.get(member(source, 'SourceId', part))!);
  };
  return {
    database: text(member(table, 'DatabaseName', 'AWS::Glue::Table'), 'DatabaseName'),
    name: text(member(table, 'Name', 'AWS::Glue::Table'), 'Name'),
    columns: fields.map((field) => ({
      name: text(member(field, 'Name', 'Fields'), 'Name'),
      type: text(member(field, 'Type', 'Fields'), 'Type'),
    })),
    partitionedBy: named('PartitionSpec'),
    sortedBy: named('WriteOrder'),
    bloomFilters: bloomFilters(member(definition, 'Properties', 'IcebergTableInput')),
  };
}

function bloomFilters(properties: Json): string[] {
  const named = isObject(properties) ? Object.entries(properties) : [];
  return named
    .filter(([name, value]) => name.startsWith(BLOOM_FILTER) && value === 'true')
    .map(([name]) => name.slice(BLOOM_FILTER.length));
}
