/** A type, as Trino's protocol has it. */
export interface TypeSignature {
  readonly rawType: string;
  readonly arguments: TypeArgument[];
}

type TypeArgument =
  | { readonly kind: 'TYPE'; readonly value: TypeSignature }
  | {
      readonly kind: 'NAMED_TYPE';
      readonly value: { readonly fieldName?: { readonly name: string }; readonly typeSignature: TypeSignature };
    }
  | { readonly kind: 'LONG'; readonly value: number };

/** Types whose values are texts, numbers and truth values already. */
const PLAIN = new Set([
  ...['boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'varchar', 'char', 'json', 'date', 'ipaddress', 'uuid'],
  'unknown',
]);

/** A value of Trino's as JSON could hold it: times as ISO 8601 in UTC, rows and maps as objects. */
export function plainValue(value: unknown, type: TypeSignature): unknown {
  if (value === null || PLAIN.has(type.rawType)) {
    return value;
  }
  switch (type.rawType) {
    case 'real':
    case 'double':
    case 'decimal':
      return Number(value);
    case 'timestamp':
    case 'timestamp with time zone':
      return moment(value as string);
    case 'array':
      return (value as unknown[]).map((item) => plainValue(item, typeOf(type.arguments[0])));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [key, plainValue(item, typeOf(type.arguments[1]))]),
      );
    case 'row':
      return Object.fromEntries(
        type.arguments.map((field, index) => [
          nameOf(field) ?? `field${index}`,
          plainValue((value as unknown[])[index], typeOf(field)),
        ]),
      );
    default:
      throw new Error(`A value of ${type.rawType} has no plain form`);
  }
}

/** A time such as '2026-11-01 10:00:00.000 UTC' in CloudTrail's own form: no fraction where there is none. */
function moment(text: string): string {
  const [, day, time, zone] = /^(\S+) (\S+?)(?: UTC| ([+-]\d\d:\d\d))?$/.exec(text) ?? [];
  if (day === undefined) {
    throw new Error(`The time ${text} has a zone that is unknown here`);
  }
  return new Date(`${day}T${time}${zone ?? 'Z'}`).toISOString().replace('.000Z', 'Z');
}

function typeOf(argument: TypeArgument): TypeSignature {
  switch (argument.kind) {
    case 'TYPE':
      return argument.value;
    case 'NAMED_TYPE':
      return argument.value.typeSignature;
    case 'LONG':
      throw new Error(`A number, ${argument.value}, is no type`);
  }
}

function nameOf(argument: TypeArgument): string | undefined {
  return argument.kind === 'NAMED_TYPE' ? argument.value.fieldName?.name : undefined;
}
