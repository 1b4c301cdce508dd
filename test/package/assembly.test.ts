import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { filesUnder } from '../util';
import {
  type Assembly,
  type AssemblyType,
  hiddenParameters,
  missingMembers,
  packedAssembly,
  reservedNames,
  untyped,
} from './assembly';

const ROOT = join(__dirname, '../..');

/** An assembly of one class or interface. */
const assemblyOf = (type: Partial<AssemblyType>, ...others: AssemblyType[]): Assembly => ({
  types: Object.fromEntries(
    [{ fqn: 'it.Audit', kind: 'class', name: 'Audit', ...type }, ...others].map((each) => [each.fqn, each]),
  ),
});
const STRING = { primitive: 'string' };
const OPTIONS = {
  fqn: 'it.Options',
  kind: 'interface',
  name: 'Options',
  datatype: true,
  properties: [{ name: 'path', type: STRING }],
};

/** The methods of classes and interfaces that are declared several times, of which jsii knows one. */
function overloads(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) {
      const names = [...node.members]
        .filter(
          (member) =>
            ts.isMethodDeclaration(member) || ts.isMethodSignature(member) || ts.isConstructorDeclaration(member),
        )
        .map((member) => member.name?.getText() ?? 'constructor');
      const repeated = names.filter((name, index) => names.indexOf(name) !== index);
      found.push(...repeated.map((name) => `${node.name?.text}.${name}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true));
  return found;
}

describe('in each language', () => {
  const assembly = packedAssembly();

  test('every value of the API has a type', () => {
    expect(Object.keys(assembly.types).length).toBeGreaterThan(40);
    expect(untyped(assembly)).toEqual([]);
  });

  test('no name is written otherwise', () => {
    expect(reservedNames(assembly)).toEqual([]);
    expect(hiddenParameters(assembly)).toEqual([]);
  });

  test('a class has all of its interfaces', () => {
    expect(missingMembers(assembly)).toEqual([]);
  });

  test('each method is there in its only form', () => {
    const files = filesUnder('lib', /(?<!\.d)\.ts$/);
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => overloads(file, readFileSync(join(ROOT, 'lib', file), 'utf8')))).toEqual([]);
  });
});

describe('would be found', () => {
  test.each<[string, Partial<AssemblyType>, string]>([
    ['any value', { properties: [{ name: 'value', type: { primitive: 'any' } }] }, 'Audit.value'],
    [
      'JSON',
      { initializer: { parameters: [{ name: 'policy', type: { primitive: 'json' } }] } },
      'Audit.constructor(policy)',
    ],
    [
      'a map of anything',
      { methods: [{ name: 'all', returns: { type: { collection: { elementtype: { primitive: 'any' } } } } }] },
      'Audit.all()',
    ],
    [
      'one of several types',
      { methods: [{ name: 'add', parameters: [{ name: 'it', type: { union: {} } }] }] },
      'Audit.add(it)',
    ],
  ])('%s', (_, type, found) => expect(untyped(assemblyOf(type))).toEqual([found]));

  test.each<[string, Partial<AssemblyType>, string[]]>([
    ['a property', { properties: [{ name: 'from', type: STRING }] }, ['from: Python']],
    ['a parameter', { methods: [{ name: 'of', parameters: [{ name: 'range', type: STRING }] }] }, ['range: Go']],
    ['a method', { methods: [{ name: 'default' }] }, ['default: C#', 'default: Java', 'default: Go']],
  ])('%s with a reserved name', (_, type, found) => expect(reservedNames(assemblyOf(type))).toEqual(found));

  test('a parameter with the name of a property after it', () => {
    const parameters = [
      { name: 'path', type: STRING },
      { name: 'options', type: { fqn: 'it.More' } },
    ];
    const more = { fqn: 'it.More', kind: 'interface', name: 'More', datatype: true, interfaces: ['it.Options'] };
    expect(hiddenParameters(assemblyOf({ methods: [{ name: 'fromFile', parameters }] }, OPTIONS, more))).toEqual([
      'Audit.fromFile(path)',
    ]);
  });

  test('a class without what is optional in its interface', () => {
    expect(missingMembers(assemblyOf({ interfaces: ['it.Options'] }, OPTIONS))).toEqual(['Audit.path']);
    expect(missingMembers(assemblyOf({ interfaces: ['it.Options'], properties: OPTIONS.properties }, OPTIONS))).toEqual(
      [],
    );
  });

  test('a method in two forms', () => {
    const text =
      'export class Audit { add(a: string): void; add(a: number): void; add(a: unknown): void {} other() {} }';
    expect(overloads('audit.ts', text)).toEqual(['Audit.add', 'Audit.add']);
  });
});
