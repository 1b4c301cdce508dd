/** A column type in Hive's words, taken apart. */
export type HiveType =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'array'; readonly item: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: HiveField[] };

export interface HiveField {
  readonly name: string;
  readonly type: HiveType;
}

const SCALARS: Record<string, string> = {
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
};

/** Reads a type such as `array<struct<arn:string,type:string>>`. */
export function parseHiveType(text: string): HiveType {
  const tokens = text.match(/\w+|\S/g) ?? [];
  const fail = (): never => {
    throw new Error(`Hive type ${text} is unknown`);
  };
  const take = (expected?: string): string => {
    const token = tokens.shift();
    return token === undefined || (expected !== undefined && token !== expected) ? fail() : token;
  };
  const parse = (): HiveType => {
    const name = take().toLowerCase();
    if (name in SCALARS) {
      return { kind: 'scalar', name };
    }
    take('<');
    const type = parseNested(name);
    take('>');
    return type;
  };
  const parseNested = (name: string): HiveType => {
    switch (name) {
      case 'array':
        return { kind: 'array', item: parse() };
      case 'map': {
        const key = parse();
        take(',');
        return { kind: 'map', key, value: parse() };
      }
      case 'struct': {
        const fields: HiveField[] = [];
        do {
          const field = take();
          take(':');
          fields.push({ name: field, type: parse() });
        } while (tokens[0] === ',' && take());
        return { kind: 'struct', fields };
      }
      default:
        return fail();
    }
  };
  const type = parse();
  return tokens.length === 0 ? type : fail();
}

/** The same type in DuckDB's words. */
export function toDuckDBType(type: HiveType): string {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.name];
    case 'array':
      return `${toDuckDBType(type.item)}[]`;
    case 'map':
      return `MAP(${toDuckDBType(type.key)}, ${toDuckDBType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `"${field.name}" ${toDuckDBType(field.type)}`).join(', ')})`;
  }
}

/**
 * The type with its field names spelled as in `known`. Glue has names in lower case, and Athena reads JSON without
 * regard to case, but DuckDB finds a key by its very letters: elsewise a field would be null, and nobody would know why.
 */
export function respell(type: HiveType, known: HiveType, where: string): HiveType {
  if (type.kind === 'scalar' && known.kind === 'scalar') {
    return type;
  }
  if (type.kind === 'array' && known.kind === 'array') {
    return { kind: 'array', item: respell(type.item, known.item, where) };
  }
  if (type.kind === 'map' && known.kind === 'map') {
    return { kind: 'map', key: type.key, value: respell(type.value, known.value, where) };
  }
  if (type.kind === 'struct' && known.kind === 'struct') {
    return { kind: 'struct', fields: type.fields.map((field) => respellField(field, known.fields, where)) };
  }
  throw new Error(`${where} is ${type.kind}, but CloudTrail writes ${known.kind}`);
}

/** As `respell`, for a column or field. */
export function respellField(field: HiveField, known: HiveField[], where: string): HiveField {
  const path = `${where}.${field.name}`;
  const spelled = known.find(({ name }) => name.toLowerCase() === field.name.toLowerCase());
  if (!spelled) {
    throw new Error(`${path} is no field that CloudTrail is known to write`);
  }
  return { name: spelled.name, type: respell(field.type, spelled.type, path) };
}
