import { runInNewContext } from 'node:vm';
import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import {
  FLAG,
  Kind,
  Kinds,
  TEXT,
  TEXTS,
  having,
  listOf,
  mapOf,
  matching,
  needed,
  oneOf,
  requireKind,
  requireProps,
} from '../../lib/core/kinds';

const check = (value: unknown, kind: Kind) => () => requireKind('it', value, kind);
const refused = (got: string, allowed: string) =>
  `Invalid '${got.split(':: ')[0]}': got ${got.split(':: ')[1]}, allowed is ${allowed}.`;

const DIGITS = matching(/^\d+$/, 'digits');
const TOKEN = Lazy.string({ produce: () => 'x' });
const LIST_TOKEN = Lazy.list({ produce: () => ['x'] });
const BUCKET = having('a bucket', 'name', 'write()');
const bucket = { name: 'b', write: () => undefined };

test.each<[string, unknown, Kind]>([
  ['a text', 'x', TEXT],
  ['an empty text', '', TEXT],
  ['true', true, FLAG],
  ['false', false, FLAG],
  ['a text in the form', '12', DIGITS],
  ['a token in any form', TOKEN, DIGITS],
  ['an object that has all members', bucket, BUCKET],
  ['an object with a member of 0, false or no text', { ...bucket, name: 0 }, BUCKET],
  ['a list', ['1', '2'], listOf(DIGITS)],
  ['an empty list', [], listOf(DIGITS)],
  ['a list that is a token', LIST_TOKEN, TEXTS],
  ['an object', { a: '1' }, mapOf(DIGITS)],
  ['an object without a prototype', Object.assign(Object.create(null), { a: '1' }), mapOf(DIGITS)],
  ['an object of another realm', runInNewContext('({ a: "1" })'), mapOf(DIGITS)],
  ['a value of an enum', 'b', oneOf('Letter', { A: 'a', B: 'b' })],
  ['a part that may be left out', {}, { ...mapOf(TEXT), each: undefined, parts: { a: DIGITS } }],
  ['a part that is needed', { a: '1' }, { ...mapOf(TEXT), parts: { a: needed(DIGITS) } }],
])('%s is taken', (_, value, kind) => {
  expect(check(value, kind)).not.toThrow();
});

test.each<[string, unknown, Kind, string, string]>([
  ['a number for a text', 1, TEXT, 'it:: 1', 'a text'],
  ['a text for a flag', 'true', FLAG, 'it:: "true"', 'true or false'],
  ['a text in another form', 'a1', DIGITS, 'it:: "a1"', 'digits'],
  ['a number in the form', 12, DIGITS, 'it:: 12', 'digits'],
  ['null for an object', null, BUCKET, 'it:: null', 'a bucket'],
  ['a text for an object', 'x', BUCKET, 'it:: "x"', 'a bucket'],
  [
    'a function for an object',
    Object.assign(() => 1, { write: bucket.write }),
    having('a bucket', 'write()'),
    'it:: "function "',
    'a bucket',
  ],
  ['an object without one member', { write: bucket.write }, BUCKET, 'it:: {"write":"function write"}', 'a bucket'],
  [
    'an object with null for one',
    { ...bucket, name: null },
    having('a bucket', 'name'),
    'it:: {"name":null,"write":"function write"}',
    'a bucket',
  ],
  [
    'an object with a text for a function',
    { name: 'b', write: 'w' },
    BUCKET,
    'it:: {"name":"b","write":"w"}',
    'a bucket',
  ],
  ['a text for a list', '12', listOf(DIGITS), 'it:: "12"', 'a list, each value digits'],
  ['a list with a value of another form', ['1', 'b'], listOf(DIGITS), 'it[1]:: "b"', 'digits'],
  ['a list that lacks a value', ['1', , '2'], listOf(DIGITS), 'it[1]:: undefined', 'digits'],
  ['a list for an object', ['1'], mapOf(DIGITS), 'it:: ["1"]', 'an object, each value digits'],
  ['null for a map', null, mapOf(DIGITS), 'it:: null', 'an object, each value digits'],
  ['a text for a map', 'x', mapOf(DIGITS), 'it:: "x"', 'an object, each value digits'],
  ['an object of a class', Duration.days(1), mapOf(DIGITS), 'it:: "Duration"', 'an object, each value digits'],
  ['an object with a value of another form', { a: '1', b: 'b' }, mapOf(DIGITS), 'it: b:: "b"', 'digits'],
  ['what is no value of an enum', 'c', oneOf('Letter', { A: 'a', B: 'b' }), 'it:: "c"', 'one of Letter.A, Letter.B'],
  ['the name of one', 'A', oneOf('Letter', { A: 'a' }), 'it:: "A"', 'one of Letter.A'],
  ['a part of another form', { a: 'b' }, { ...mapOf(TEXT), parts: { a: DIGITS } }, 'it.a:: "b"', 'digits'],
  ['without a part that is needed', {}, { ...mapOf(TEXT), parts: { a: needed(DIGITS) } }, 'it.a:: undefined', 'digits'],
])('%s is refused', (_, value, kind, got, allowed) => {
  expect(check(value, kind)).toThrow(refused(got, allowed));
});

describe('properties', () => {
  interface Props {
    readonly days: string;
    readonly title?: string;
  }
  const kinds = { days: needed(DIGITS), title: TEXT };
  const checkProps = (props: unknown, renamed?: Record<string, string>) => () =>
    requireProps('Table', props as Props, kinds, renamed);

  test.each<[string, unknown]>([
    ['what is needed', { days: '1' }],
    ['all', { days: '1', title: 'x' }],
    ['others besides', { days: '1', other: 1 }],
    [
      'an object of a class that has some of them',
      new (class {
        public readonly days = '1';
      })(),
    ],
    ['a name of before without a value', { days: '1', hours: undefined }],
  ])('%s: are taken', (_, props) => {
    expect(checkProps(props, { hours: 'days' })).not.toThrow();
  });

  test.each<[string, unknown, string, string]>([
    ['none', undefined, 'props of Table:: undefined', 'an object with properties'],
    ['null', null, 'props of Table:: null', 'an object with properties'],
    ['a text', 'days', 'props of Table:: "days"', 'an object with properties'],
    ['a list', [], 'props of Table:: []', 'an object with properties'],
    [
      'an object of a class that has none of them',
      Duration.days(1),
      'props of Table:: "Duration"',
      'an object with properties',
    ],
    [
      'a construct, even if it has some',
      Object.assign(new Stack(), { days: '1' }),
      'props of Table:: "construct Default"',
      'an object with properties',
    ],
    ['without what is needed', { title: 'x' }, 'days:: undefined', 'digits'],
    ['of another kind', { days: '1', title: 1 }, 'title:: 1', 'a text'],
    ['a name of before', { days: '1', hours: 0 }, 'hours:: 0', 'no property of that name; use days'],
    ['a mistyped name', { days: '1', Tilte: 'x' }, 'Tilte:: "x"', 'no property of that name; is title meant'],
    ['a mistyped name of what is needed', { day: '1' }, 'day:: "1"', 'no property of that name; is days meant'],
  ])('%s: are refused', (_, props, got, allowed) => {
    expect(checkProps(props, { hours: 'days' })).toThrow(refused(got, allowed));
  });

  test('may have a name that is close to one, beside it or three letters away', () => {
    expect(checkProps({ days: '1', day: 1, titles: undefined, title: 'x', headline: 1, tomorrow: 1 })).not.toThrow();
    expect(checkProps({ days: '1', subtitle: 1 })).not.toThrow();
  });

  test('may have known names that are close to each other', () => {
    const close: Kinds<{ min?: string; max?: string }> = { min: TEXT, max: TEXT };
    expect(() => requireProps('Range', { min: '1' }, close)).not.toThrow();
  });

  test('have no names of before, if none are said', () => {
    expect(checkProps({ days: '1', hours: 0 })).not.toThrow();
  });
});
