import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { distFiles } from '../../scripts/dist';
import { type AssemblyType, packedAssembly } from './assembly';

const types = Object.values(packedAssembly().types);

const membersOf = ({ members = [], methods = [], properties = [] }: AssemblyType) =>
  [...members, ...methods, ...properties].map(({ name }) => name!);

test.each([
  ['Java', 'java', '.java', (name: string) => `(class|interface|enum) ${name} `],
  ['.NET', 'dotnet', '.cs', (name: string) => `(class|interface|enum) ${name}\\b`],
  ['Go', 'go', '.go', (name: string) => `type ${name} (struct|interface|string)`],
])('the code for %s has every type and its members', (_, folder, end, declaration) => {
  const files = new Map(distFiles(folder, end).map((file) => [basename(file, end), readFileSync(file, 'utf8')]));
  expect(types.length).toBeGreaterThan(40);
  for (const type of types) {
    const code = files.get(type.name);
    expect(code).toMatch(new RegExp(declaration(type.name)));
    expect(membersOf(type).filter((name) => !new RegExp(`\\b${name}\\b`).test(code!))).toEqual([]);
  }
});
