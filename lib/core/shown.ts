import { Construct } from 'constructs';

/** More of a value says no more of what is wrong with it. */
const LENGTH = 200;

/** A value as an error shows it, whatever it is: never an error itself, never a page long. */
export function shown(value: unknown): string {
  const text = visible(asText(value));
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}...${text.slice(-1)}` : text;
}

function asText(value: unknown): string {
  try {
    return JSON.stringify(value, described) ?? String(value);
  } catch {
    return 'an object that cannot be shown';
  }
}

/** What JSON lacks, in words. It is asked of the value itself, since a token's `toJSON` says nothing of it. */
function described(this: unknown, key: string, converted: unknown): unknown {
  const value = (this as Record<string, unknown>)[key];
  switch (typeof value) {
    case 'object':
      return value === null || isPlain(value) ? value : nameOf(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
    case 'symbol':
      return String(value);
    case 'function':
      return `function ${value.name}`;
    case 'undefined':
      return key === '' ? undefined : 'undefined';
    default:
      return converted;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || prototype === Object.prototype;
}

function nameOf(value: object): string {
  return Construct.isConstruct(value) ? `construct ${value.node.path}` : value.constructor.name;
}

/** With characters that nobody sees, such as a no-break space, by their numbers. */
function visible(text: string): string {
  return text.replace(
    /(?! )[\p{C}\p{Z}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
