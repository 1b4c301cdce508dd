import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { dependsOn } from '../../lib/core/dependencies';
import { wholeDays } from '../../lib/core/durations';
import { shown } from '../../lib/core/shown';
import { takeName } from '../../lib/core/taken-names';
import { invalid, joinable, messages, requireEach, requireKnownLength, requireMatch } from '../../lib/core/validation';
import { whenComplete } from '../../lib/core/when-complete';
import { newStack } from '../util';

const TOKEN = Lazy.string({ produce: () => 'x' });
const LIST_TOKEN = Lazy.list({ produce: () => ['x'] });

describe('a value in an error', () => {
  class Custom {}
  test.each<[string, unknown, string]>([
    ['a text', 'a"b', '"a\\"b"'],
    ['a number', 1.5, '1.5'],
    ['what is no number', NaN, '"NaN"'],
    ['infinity', Infinity, '"Infinity"'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a flag', false, 'false'],
    ['a large number', 12n, '"12"'],
    ['a symbol', Symbol('s'), '"Symbol(s)"'],
    ['a function', wholeDays, '"function wholeDays"'],
    ['a list', [1, undefined, null], '[1,"undefined",null]'],
    ['an object', { a: undefined, b: { c: 'd' } }, '{"a":"undefined","b":{"c":"d"}}'],
    ['an object without a prototype', Object.create(null), '{}'],
    ['an object of a class', [new Custom()], '["Custom"]'],
    ['a construct', newStack(), '"construct Stack"'],
    ['a token', { a: Token.asAny({ b: 1 }) }, '{"a":"Intrinsic"}'],
    [
      'a circle',
      (() => {
        const circle: Record<string, unknown> = {};
        return Object.assign(circle, { circle });
      })(),
      'an object that cannot be shown',
    ],
    ['a character that nobody sees', 'a\u00a0b c\u200b', '"a\\u00a0b c\\u200b"'],
    ['198 characters', 'x'.repeat(198), `"${'x'.repeat(198)}"`],
    ['199 characters', 'x'.repeat(199), `"${'x'.repeat(199)}..."`],
  ])('%s', (_, value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});

describe('checks', () => {
  test('say name, value and what is allowed', () => {
    expect(() => invalid('days', 0, 'more')).toThrow(new Error("Invalid 'days': got 0, allowed is more."));
    expect(messages(() => invalid('days', 0, 'more'))).toEqual(["Invalid 'days': got 0, allowed is more."]);
    expect(messages(() => undefined)).toEqual([]);
  });

  test('of a pattern', () => {
    expect(() => requireMatch('days', '1', /^\d$/, 'a digit')).not.toThrow();
    expect(() => requireMatch('days', TOKEN, /^\d$/, 'a digit')).not.toThrow();
    expect(() => requireMatch('days', 'x', /^\d$/, 'a digit')).toThrow(
      'Invalid \'days\': got "x", allowed is a digit.',
    );
  });

  test('of a list', () => {
    const checked: string[] = [];
    requireEach('days', ['a', TOKEN, 'b'], (value) => checked.push(value));
    expect(checked).toEqual(['a', 'b']);
    requireEach('days', LIST_TOKEN, () => invalid('days', 0, 'nothing'));
    expect(() => requireEach('days', [], () => undefined)).toThrow(
      "Invalid 'days': got [], allowed is a list with at least one value; leave 'days' out for the default.",
    );
    expect(() => requireEach('days', ['a', 'b', 'a'], () => undefined)).toThrow(
      'Invalid \'days\': got "a", allowed is each value once.',
    );
  });

  test('of a known length', () => {
    requireKnownLength('days', undefined);
    requireKnownLength('days', ['a', TOKEN]);
    expect(() => requireKnownLength('days', LIST_TOKEN)).toThrow(
      /allowed is a list of known length, each value a text or a token/,
    );
  });

  test('what is joined with commas', () => {
    expect(joinable(['a', 'b'])).toEqual(['a', 'b']);
    expect(new Stack().resolve(joinable(LIST_TOKEN))).toEqual([{ 'Fn::Join': [',', ['x']] }]);
  });
});

describe('whole days', () => {
  test.each([
    [Duration.days(1), '1'],
    [Duration.hours(48), '2'],
    [Duration.days(36_500), '36500'],
  ])('%s', (duration, expected) => {
    expect(wholeDays('days', duration, 1)).toBe(expected);
  });

  test('are a token where their number is one', () => {
    const days = wholeDays('days', Duration.days(Lazy.number({ produce: () => 5 })), 1);
    expect(new Stack().resolve(days)).toBe('5');
    expect(Token.isUnresolved(days)).toBe(true);
  });

  test.each([
    [Duration.days(0), 'Duration.days(0)'],
    [Duration.days(1), 'Duration.days(1)'],
    [Duration.hours(60), 'Duration.hours(60)'],
    [Duration.days(36_501), 'Duration.days(36501)'],
  ])('%s: are refused', (duration, got) => {
    expect(() => wholeDays('days', duration, 2)).toThrow(
      `Invalid 'days': got "${got}", allowed is a whole number of days, 2 to 36500.`,
    );
  });

  test('of another unit are refused as a token', () => {
    expect(() => wholeDays('days', Duration.hours(Lazy.number({ produce: () => 24 })), 1)).toThrow(
      /allowed is a Duration by Duration.days\(\) where its number is a token/,
    );
  });
});

describe('names', () => {
  const take = (stack: Stack, id: string, name: string, place: string, advice?: string) =>
    takeName(new Construct(stack, id), 'title', name, place, advice);

  test('are taken once in a place of a stack', () => {
    const stack = newStack();
    take(stack, 'A', 'x', 'one');
    take(stack, 'B', 'y', 'one');
    take(stack, 'C', 'x', 'two');
    take(newStack(), 'D', 'x', 'one');
    expect(() => take(stack, 'E', 'x', 'one')).toThrow(
      'Invalid \'title\': got "x", allowed is a name that differs from that of Stack/A.',
    );
    expect(() => take(stack, 'F', 'y', 'one', '; or wait')).toThrow(/differs from that of Stack\/B; or wait\.$/);
  });

  test('are taken once in the app, in a place that is a token', () => {
    const app = new App();
    take(new Stack(app, 'One'), 'A', 'x', TOKEN);
    expect(() => take(new Stack(app, 'Two'), 'B', 'x', TOKEN)).toThrow(/differs from that of One\/A\.$/);
    take(new Stack(app, 'Three'), 'C', 'x', 'place');
    take(new Stack(app, 'Four'), 'D', 'x', 'place');
  });
});

describe('what waits for what', () => {
  const stack = newStack();
  const [a, b, c, d, outer] = ['A', 'B', 'C', 'D', 'Outer'].map((id) => new Construct(stack, id));
  const inner = new Construct(outer, 'Inner');
  a.node.addDependency(b);
  b.node.addDependency(outer);
  inner.node.addDependency(c);
  c.node.addDependency(a);

  test.each([
    ['what was said', a, b, true],
    ['the other way round, through what is between, in a circle', b, a, true],
    ['what is in what was said', b, inner, true],
    ['what holds it waits', inner, c, true],
    ['through what is in between', a, c, true],
    ['nothing was said', d, a, false],
    ['nobody waits for it', a, d, false],
  ])('%s', (_, one, other, expected) => {
    expect(dependsOn(one, other)).toBe(expected);
  });
});

test('what is done once the app is complete, is done for the construct alone, once', () => {
  const stack = newStack();
  const construct = new Construct(stack, 'Construct');
  ['One', 'Other'].forEach((id) => new Construct(construct, id));
  const done: string[] = [];
  whenComplete(construct, () => done.push('done'));
  (stack.node.root as App).synth();
  expect(done).toEqual(['done']);
});
