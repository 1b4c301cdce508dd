import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
/** The README, and the pages of docs with an example. */
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && readFileSync(join(ROOT, 'docs', file), 'utf8').includes('```ts\n'))
    .map((file) => join('docs', file))
    .sort(),
];

/** All pages with examples, one after another. */
export function examplePages(): string {
  return PAGES.map((page) => readFileSync(join(ROOT, page), 'utf8')).join('\n');
}

/** The examples of those pages that are no apps of `examples/`, each as a file of its own that exports a stack's constructor. */
export function pageExamples(): string[] {
  const pages = examplePages().replace(/<!-- (examples\/[\w./-]+): npm run docs -->[^]*?<!-- end of \1 -->/g, '');
  return [...pages.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => exampleFile(code));
}

/** The same of docstrings. */
export function docstringExamples(): string[] {
  return readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(join(ROOT, 'lib', file), 'utf8').matchAll(/@example\n([^]*?)\*\//g)])
    .map(([, code]) => exampleFile(code.replace(/^\s*\* ?/gm, '')));
}

/** An example as a file of its own that exports a stack's constructor. */
export function exampleFile(example: string): string {
  const [imports, body] = [true, false].map((wanted) =>
    example
      .split('\n')
      .filter((line) => line.startsWith('import ') === wanted)
      .join('\n'),
  );
  return `import { Stack } from 'aws-cdk-lib';\n${imports}\nexport function build(this: Stack) {\n${body}\n}\n`;
}

/** The regions of stacks for an example: one that names regions is for a stack in their partition. */
export function regionsFor(file: string): string[] {
  if (file.includes('us-gov-')) {
    return ['us-gov-west-1'];
  }
  const commercial = ['eu-west-1', 'us-east-1'];
  return /eu-west-1|us-east-1|arn:aws:/.test(file) ? commercial : [...commercial, 'us-gov-west-1', 'cn-north-1'];
}

/** Builds an example in a stack. */
export function buildExample(file: string, stack: Stack, load: (module: string) => unknown): void {
  const { outputText } = ts.transpileModule(file, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  const exported: { build?: (this: Stack) => void } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  (new Function('exports', 'require', outputText) as (...args: unknown[]) => void)(exported, load);
  exported.build!.call(stack);
}
