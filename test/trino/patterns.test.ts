import type { JsonObject } from '../../engine/template/json';
import { knownRegions } from '../../lib/logs/region-partitions';
import { CONSTRAINTS } from '../templates/constraints';
import { regExpOf } from '../templates/stack-of-template';
import { askJava } from './pattern-oracle';

/** A quarter of what Java takes by default. How much CloudFormation has, isn't known. */
const STACK_BYTES = 256 * 1024;

/** The longest value that CloudFormation takes. */
const LONGEST = 4096;

/** A list of that length compares each value with each. That is a fraction of a second, as long as it's no more. */
const MOST_READS = 20_000_000;

const PATTERNS = new Map(
  CONSTRAINTS.map(({ template, name }) => {
    const { AllowedPattern } = (template.Parameters as Record<string, JsonObject>)[name];
    return [name, AllowedPattern as string | undefined];
  }),
);

/** As many values as fit, each another one. */
function fullList(valueAt: (index: number) => string): string {
  let list = valueAt(0);
  for (let index = 1; list.length + 1 + valueAt(index).length <= LONGEST; index++) {
    list += `,${valueAt(index)}`;
  }
  return list;
}

const FULL_LISTS: [string, string][] = [
  ['Accounts', fullList((index) => String(111122223333 + index))],
  ['Regions', [...knownRegions().values()].flat().join(',')],
  ['ExpectedNetworks', fullList((index) => `10.${index >> 8}.${index & 255}.0/24`)],
  ['ExpectedNetworks', fullList((index) => `${index.toString(16)}::/16`)],
  ['ExpectedNetworks', fullList((index) => `2001:db8:0:0:0:0:0:${index.toString(16)}/128`)],
  ['ExpectedPrincipals', fullList((index) => `${index.toString(36)}.a`)],
  ['ExpectedPrincipals', fullList((index) => `arn:${index.toString(36)}`)],
  ['ExpectedPrincipals', fullList((index) => `AWS Internal/${index}`)],
];

/** The same list, with something wrong at its end, where it shows last. */
function spoilt(list: string): string[] {
  const values = list.split(',');
  const [first, but] = [values[0], values.slice(0, -1)];
  return [
    [...but, ''],
    [...but, first],
    [...but, but.at(-1)],
    [...but, '*'],
  ].map((parts) => parts.join(','));
}

test('Java takes the values that the tests of the templates take', async () => {
  const questions = CONSTRAINTS.flatMap(({ name, good, bad, stricter = [] }) => {
    const pattern = PATTERNS.get(name);
    return pattern === undefined
      ? []
      : [...good, ...bad, ...stricter].map((value): [string, string] => [pattern, value]);
  });
  const answers = await askJava(questions, STACK_BYTES);
  const taken = (isTaken: (index: number) => boolean | 'overflow') =>
    questions.map(([, value], index) => ({ value, taken: isTaken(index) }));
  expect(taken((index) => answers[index].taken)).toEqual(
    taken((index) => regExpOf(questions[index][0]).test(questions[index][1])),
  );
});

test('lists as long as they may be need neither a deep stack nor long', async () => {
  const lists = FULL_LISTS.flatMap(([name, list]) => [
    { name, list, taken: true },
    ...spoilt(list).map((other) => ({ name, list: other, taken: false })),
  ]);
  // Each value of one character, which is the most to compare.
  lists.push({ name: 'ExpectedPrincipals', list: fullList((i) => String.fromCharCode(0x4e00 + i)), taken: false });
  const answers = await askJava(
    lists.map(({ name, list }) => [PATTERNS.get(name)!, list]),
    STACK_BYTES,
  );
  expect(answers.map(({ taken }, index) => ({ ...lists[index], taken }))).toEqual(lists);
  expect(Math.max(...answers.map(({ reads }) => reads))).toBeLessThan(MOST_READS);
});
