import { type JsonObject, text } from '../engine/template/json';
import { code, markdownTable, plain } from './markdown';

/** The parameters of a plain template, as it declares them. */
export function templateParameters({ Parameters: parameters }: JsonObject): string {
  const declared = Object.entries(parameters as Record<string, JsonObject>);
  const rows = declared.map(([name, { Default, Description, AllowedValues, ConstraintDescription }]) => [
    code(name),
    Default === undefined ? 'must be given' : Default === '' ? 'empty' : code(text(Default, name)),
    plain(text(Description, name)),
    Array.isArray(AllowedValues)
      ? AllowedValues.map((value) => code(text(value, name))).join(', ')
      : plain(text(ConstraintDescription, name).replace(/^must be /, '')),
  ]);
  return markdownTable(['Parameter', 'Default', 'Meaning', 'Allowed'], rows);
}
