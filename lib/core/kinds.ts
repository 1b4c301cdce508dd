import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { isMistyped } from './edit-distance';
import { invalid } from './validation';

/** What a value has to be, before anything else is asked of it: types say so, and plain JavaScript doesn't hear them. */
export interface Kind {
  readonly allowed: string;
  readonly fits: (value: unknown) => boolean;
  /** What each part of it has to be. */
  readonly each?: Kind;
  /** What some of its parts have to be, by their names. */
  readonly parts?: Readonly<Record<string, Kind | NeededKind>>;
}

/** A kind whose value can't be left out. */
export interface NeededKind extends Kind {
  readonly needed: true;
}

/** A kind for each property, so that none is forgotten. */
export type Kinds<Props> = {
  readonly [Name in keyof Required<Props>]: undefined extends Props[Name] ? Kind : NeededKind;
};

export const TEXT: Kind = { allowed: 'a text', fits: (value) => typeof value === 'string' };
export const FLAG: Kind = { allowed: 'true or false', fits: (value) => typeof value === 'boolean' };

/** A text in the form of a pattern. A token is only known at deployment, so it passes. */
export function matching(pattern: RegExp, allowed: string): Kind {
  return { allowed, fits: (value) => typeof value === 'string' && (Token.isUnresolved(value) || pattern.test(value)) };
}

/**
 * An object that has these members, functions where parentheses follow. Its class would be another one where a second copy
 * of the CDK made it.
 */
export function having(allowed: string, ...members: string[]): Kind {
  return { allowed, fits: (value) => isObject(value) && members.every((member) => has(value, member)) };
}

function has(value: object, member: string): boolean {
  const part = (value as Record<string, unknown>)[member.replace('()', '')];
  return member.endsWith('()') ? typeof part === 'function' : part !== undefined && part !== null;
}

/** A list, of which each value is of a kind. A list that is a token is one of texts. */
export function listOf(kind: Kind): Kind {
  return { allowed: `a list, each value ${kind.allowed}`, fits: Array.isArray, each: kind };
}

export const TEXTS = listOf(TEXT);

/** An object whose values are all of a kind. */
export function mapOf(kind: Kind): Kind {
  return { allowed: `an object, each value ${kind.allowed}`, fits: isPlain, each: kind };
}

/** One of the values of an enum. */
export function oneOf(name: string, values: Record<string, string>): Kind {
  const members = Object.keys(values).map((member) => `${name}.${member}`);
  return {
    allowed: `one of ${members.join(', ')}`,
    fits: (value) => Object.values(values).some((known) => known === value),
  };
}

export function needed(kind: Kind): NeededKind {
  return { ...kind, needed: true };
}

/**
 * Checks the properties that something is made of. Others than those that it knows are left alone, as the CDK does, unless
 * the name is a known one but for a letter or two. But an object of a class that has none of them, such as a Duration, is given
 * by mistake.
 *
 * @param renamed names that properties had before, and what stands in their place: left alone, they would do nothing
 * @throws if one isn't of its kind, or has a name of before or a mistyped one
 */
export function requireProps<Props extends object>(
  owner: string,
  props: Props,
  kinds: Kinds<Props>,
  renamed: Readonly<Record<string, string>> = {},
): void {
  const hasSome = (value: object) => Object.keys(kinds).some((name) => name in value) && !Construct.isConstruct(value);
  requireKind(`props of ${owner}`, props, {
    allowed: 'an object with properties',
    fits: (value) => isPlain(value) || (isObject(value) && hasSome(value)),
  });
  for (const [name, now] of Object.entries(renamed)) {
    const value = (props as Record<string, unknown>)[name];
    if (value !== undefined) {
      invalid(name, value, `no property of that name; use ${now}`);
    }
  }
  requireParts('', props, kinds);
}

/** @throws if the value, or a part of it, isn't of the kind */
export function requireKind(name: string, value: unknown, kind: Kind): void {
  const { each, parts } = kind;
  if (!kind.fits(value)) {
    invalid(name, value, kind.allowed);
  }
  if (parts) {
    requireParts(`${name}.`, value as object, parts);
  }
  if (each && Array.isArray(value)) {
    // Not forEach, which passes over what a list lacks.
    Array.from(value).forEach((part, index) => requireKind(`${name}[${index}]`, part, each));
  } else if (each) {
    Object.entries(value as object).forEach(([key, part]) => requireKind(`${name}: ${key}`, part, each));
  }
}

function requireParts(owner: string, value: object, kinds: Readonly<Record<string, Kind | NeededKind>>): void {
  for (const [name, part] of Object.entries(value).filter(([given]) => !(given in kinds))) {
    const meant = Object.keys(kinds).find((known) => !Object.hasOwn(value, known) && isMistyped(name, known));
    if (meant !== undefined) {
      invalid(`${owner}${name}`, part, `no property of that name; is ${meant} meant`);
    }
  }
  for (const [name, kind] of Object.entries(kinds)) {
    const part = (value as Record<string, unknown>)[name];
    if (part !== undefined || 'needed' in kind) {
      requireKind(`${owner}${name}`, part, kind);
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** An object of no class, in whatever realm it was made. */
function isPlain(value: unknown): boolean {
  const prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : undefined;
  return prototype === null || (isObject(prototype) && Object.getPrototypeOf(prototype) === null);
}
