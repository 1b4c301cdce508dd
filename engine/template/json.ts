/** A part of a template. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The member of an object in a template. */
export function member(value: Json | undefined, name: string, where: string): Json {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) {
    return (value as JsonObject)[name];
  }
  throw new Error(`${where} has no ${name}`);
}

/** A text, as CloudFormation sees numbers and truth values, too. */
export function text(value: Json | undefined, where: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new Error(`${where} needs a text, not ${JSON.stringify(value)}`);
}

/** Whether it is an object, and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list. */
export function list(value: Json | undefined, where: string): Json[] {
  if (Array.isArray(value)) {
    return value;
  }
  throw new Error(`${where} needs a list, not ${JSON.stringify(value)}`);
}
