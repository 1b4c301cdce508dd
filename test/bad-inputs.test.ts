import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { BAD_INPUTS, GOOD_INPUTS } from './cases/bad-inputs';
import { newStack } from './util';

const LIB = join(__dirname, '../lib');

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    // None from within, such as a TypeError.
    return (error as Error).constructor === Error ? (error as Error).message : String(error);
  }
  return 'no error';
}

describe(`${BAD_INPUTS.length} bad inputs are each refused with name, value and what is allowed`, () => {
  test.each(BAD_INPUTS.map((input, index) => [index, input.to, input.name, input] as const))(
    '%i: %s, %s',
    (_, _to, name, { got, allowed, make }) => {
      const message = messageOf(() => make(newStack()));
      const [, found, value, rule] = /^Invalid '(.*?)': got (.*), allowed is (.*)\.$/s.exec(message) ?? [message];
      expect([found, value?.slice(0, got.length), rule?.slice(0, allowed.length)]).toEqual([name, got, allowed]);
      expect(value.length).toBeLessThan(210);
    },
  );
});

describe(`${GOOD_INPUTS.length} odd inputs are taken`, () => {
  test.each(GOOD_INPUTS)('%s', (_, make) => {
    expect(messageOf(() => make(newStack()))).toBe('no error');
  });
});

/** The names of the properties that a caller may give, by interface. */
function propertiesOfInterfaces(): [string, string[]][] {
  const files = readdirSync(LIB).filter((file) => /(?<!\.d)\.ts$/.test(file));
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2023);
    return source.statements
      .filter((statement): statement is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(statement))
      .filter(({ name }) => /(Props|Options)$/.test(name.text))
      .map(({ name, members }): [string, string[]] => [
        name.text,
        members.map((member) => (member.name as ts.Identifier).text),
      ]);
  });
}

test('every property of the public API is given a bad value', () => {
  const tried = new Set(BAD_INPUTS.map(({ name }) => /^\w+/.exec(name)![0]));
  const interfaces = propertiesOfInterfaces();
  expect(interfaces.length).toBeGreaterThan(9);
  expect(interfaces.map(([name, properties]) => [name, properties.filter((property) => !tried.has(property))])).toEqual(
    interfaces.map(([name]) => [name, []]),
  );
});
