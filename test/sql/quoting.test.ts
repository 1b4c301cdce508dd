import { Aws, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { inJson, knownName, sqlName, sqlNameInJson, sqlString } from '../../lib/sql/quoting';
import { newStack } from '../util';

const stack = newStack();
const parameter = new CfnParameter(stack, 'Parameter').valueAsString;

/** A token that refers to a database, a table or something else, with a name in the app. */
const ref = {
  database: (name: string) =>
    new glue.CfnDatabase(newStack(), 'Database', { catalogId: '1', databaseInput: { name } }).ref,
  table: (name: string) =>
    new glue.CfnTable(newStack(), 'Table', { catalogId: '1', databaseName: 'db', tableInput: { name } }).ref,
  other: (name: string) => new CfnResource(newStack(), 'Other', { type: 'My::Own::Table', properties: { name } }).ref,
};

const resolved = (text: string) => stack.resolve(text) as unknown;
const replacedIn = (token: unknown, character: string, by: string) => ({
  'Fn::Join': [by, { 'Fn::Split': [character, token] }],
});
const between = (start: string, value: unknown, end: string) => ({ 'Fn::Join': ['', [start, value, end]] });

const PARAMETER = { Ref: 'Parameter' };

describe('a text as a literal', () => {
  test('has its quotes doubled, every one', () => {
    expect(sqlString("a'b'")).toBe("'a''b'''");
    expect(sqlString('a"b')).toBe(`'a"b'`);
    expect(sqlString('')).toBe("''");
  });

  test('with a token has them doubled at deployment', () => {
    expect(resolved(sqlString(parameter))).toEqual(between("'", replacedIn(PARAMETER, "'", "''"), "'"));
  });

  test('with a region is known to need none but those of the text', () => {
    expect(resolved(sqlString(`it's-${Aws.REGION}-${Aws.REGION}`))).toEqual({
      'Fn::Join': ['', ["'it''s-", { Ref: 'AWS::Region' }, '-', { Ref: 'AWS::Region' }, "'"]],
    });
  });

  test('with a region and another token has them doubled at deployment', () => {
    expect(JSON.stringify(resolved(sqlString(`${Aws.REGION}${parameter}`)))).toContain('{"Fn::Split":["\'",');
  });
});

describe('a name', () => {
  test('has its quotes doubled, every one', () => {
    expect(sqlName('a"b"')).toBe('"a""b"""');
    expect(sqlName("a'b\\")).toBe(`"a'b\\"`);
  });

  test('in JSON has them doubled and escaped, and what else JSON escapes', () => {
    expect(sqlNameInJson('a"b\\c\td')).toBe('\\"a\\"\\"b\\\\c\\td\\"');
  });

  test('that is a token has them doubled at deployment', () => {
    expect(resolved(sqlName(parameter))).toEqual(between('"', replacedIn(PARAMETER, '"', '""'), '"'));
  });

  test.each([
    ['of a database', ref.database('audit'), '"'],
    ['of a table', ref.table('logs'), '"'],
  ])('%s, that is a token and has no quotes in the app, stands as it is', (_, token, quote) => {
    expect(sqlName(token)).toBe(`${quote}${token}${quote}`);
    expect(sqlNameInJson(token)).toBe(`\\"${token}\\"`);
    expect(inJson(token)).toBe(token);
  });

  test.each([
    ['a quote', ref.database('a"b')],
    ['a backslash', ref.table('a\\b')],
    ['a tab', ref.table('a\tb')],
    ['an unknown name', parameter],
    ['a name of another resource', ref.other('plain')],
  ])('that is a token for %s is replaced at deployment', (_, token) => {
    const value = Stack.of(stack).resolve(token) as unknown;
    expect(resolved(sqlName(token))).toEqual(between('"', replacedIn(value, '"', '""'), '"'));
    const backslashes = replacedIn(value, '\\', '\\\\');
    expect(resolved(inJson(token))).toEqual(replacedIn(replacedIn(backslashes, '"', '\\"'), '\t', '\\t'));
  });
});

describe('a text within JSON', () => {
  test('is what stands between the quotes', () => {
    expect(inJson('plain')).toBe('plain');
    expect(inJson('a"b\\c\td')).toBe('a\\"b\\\\c\\td');
  });
});

describe('the name that is known', () => {
  test.each([
    ['a text', 'logs', 'logs'],
    ['a database of the app', ref.database('audit'), 'audit'],
    ['a table of the app', ref.table('logs'), 'logs'],
    ['a parameter', parameter, undefined],
    ['another resource of the app', ref.other('logs'), undefined],
    ['more than the reference', `${ref.table('logs')}x`, undefined],
    ['two references', `${ref.table('logs')}${ref.table('logs')}`, undefined],
    ['a function', Fn.importValue('name'), undefined],
    ['a table whose name is a token itself', ref.table(parameter), undefined],
  ])('of %s', (_, name, expected) => {
    expect(knownName(name)).toBe(expected);
  });
});
