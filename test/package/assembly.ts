import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { distFiles } from '../../scripts/dist';

const ROOT = join(__dirname, '../..');
// Not among the package's exports.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { isReservedName } = require(join(ROOT, 'node_modules/jsii/lib/reserved-words.js')) as {
  isReservedName: (name: string) => string[] | undefined;
};

interface Typed {
  readonly name: string;
  readonly type: TypeReference;
}

interface Callable {
  readonly name?: string;
  readonly parameters?: Typed[];
  readonly returns?: { readonly type: TypeReference };
}

export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: TypeReference };
  readonly union?: unknown;
  readonly intersection?: unknown;
}

export interface AssemblyType {
  readonly fqn: string;
  readonly kind: string;
  readonly name: string;
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly initializer?: Callable;
  readonly methods?: Callable[];
  readonly properties?: Typed[];
  readonly members?: { readonly name: string }[];
}

export interface Assembly {
  readonly types: Record<string, AssemblyType>;
}

/** What other languages know of the API, as it is packed. */
export function packedAssembly(): Assembly {
  const [tarball] = distFiles('js', '.tgz');
  const text = execFileSync('tar', ['-xzOf', tarball, 'package/.jsii'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return JSON.parse(text) as Assembly;
}

/** Where a type says nothing in other languages: any value, JSON, or one of several types, which most have no word for. */
export function untyped(assembly: Assembly): string[] {
  return typesOf(assembly).flatMap((type) => [
    ...(type.properties ?? [])
      .filter((property) => saysNothing(property.type))
      .map(({ name }) => `${type.name}.${name}`),
    ...callablesOf(type).flatMap(({ name, parameters = [], returns }) => [
      ...parameters.filter((parameter) => saysNothing(parameter.type)).map((p) => `${type.name}.${name}(${p.name})`),
      ...(returns !== undefined && saysNothing(returns.type) ? [`${type.name}.${name}()`] : []),
    ]),
  ]);
}

/** Names that a language reserves, so that it writes them otherwise. */
export function reservedNames(assembly: Assembly): string[] {
  const names = typesOf(assembly).flatMap((type) => [
    type.name,
    ...(type.properties ?? []).map(({ name }) => name),
    ...(type.members ?? []).map(({ name }) => name),
    ...callablesOf(type).flatMap(({ name, parameters = [] }) => [name!, ...parameters.map((p) => p.name)]),
  ]);
  return [...new Set(names)].flatMap((name) => (isReservedName(name) ?? []).map((language) => `${name}: ${language}`));
}

/** Parameters that Python has to rename, since its keywords for the properties after them have the same name. */
export function hiddenParameters(assembly: Assembly): string[] {
  return typesOf(assembly).flatMap((type) =>
    callablesOf(type).flatMap(({ name, parameters = [] }) => {
      const keywords = propertiesOf(parameters.at(-1)?.type.fqn, assembly);
      return parameters.filter((p) => keywords.includes(p.name)).map((p) => `${type.name}.${name}(${p.name})`);
    }),
  );
}

/** Members that a class leaves out of its interfaces since they are optional, without which Python's checkers refuse it. */
export function missingMembers(assembly: Assembly): string[] {
  return typesOf(assembly)
    .filter(({ kind }) => kind === 'class')
    .flatMap((type) =>
      (type.interfaces ?? [])
        .flatMap((fqn) => memberNames(assembly.types[fqn]))
        .filter((name) => !memberNames(type).includes(name))
        .map((name) => `${type.name}.${name}`),
    );
}

function memberNames(type: AssemblyType | undefined): string[] {
  return [...(type?.properties ?? []), ...(type?.methods ?? [])].map(({ name }) => name!);
}

function typesOf({ types }: Assembly): AssemblyType[] {
  return Object.values(types);
}

function callablesOf({ initializer, methods = [] }: AssemblyType): Callable[] {
  return [...(initializer === undefined ? [] : [{ ...initializer, name: 'constructor' }]), ...methods];
}

function saysNothing({ primitive, collection, union, intersection }: TypeReference): boolean {
  return (
    primitive === 'any' ||
    primitive === 'json' ||
    union !== undefined ||
    intersection !== undefined ||
    (collection !== undefined && saysNothing(collection.elementtype))
  );
}

function propertiesOf(fqn: string | undefined, assembly: Assembly): string[] {
  const type = fqn === undefined ? undefined : assembly.types[fqn];
  if (!type?.datatype) {
    return [];
  }
  const inherited = (type.interfaces ?? []).flatMap((base) => propertiesOf(base, assembly));
  return [...inherited, ...(type.properties ?? []).map(({ name }) => name)];
}
