import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const PAGES = [
  'README.md',
  'docs/variations.md',
  'docs/hardening.md',
  'docs/policy-packs.md',
  'docs/existing-logs.md',
  'docs/moving-in.md',
  'docs/evidence.md',
];
/** What an example in a docstring needs not say. */
const IMPORTS = `import * as s3 from 'aws-cdk-lib/aws-s3';
import { LogLocation, S3Audit, S3AuditTrail } from 'cdk-s3-audit-trail';
`;

/** All pages with examples, one after another. */
export function examplePages(): string {
  return PAGES.map((page) => readFileSync(join(ROOT, page), 'utf8')).join('\n');
}

/** The examples of those pages, each as a file of its own that exports a stack's constructor. */
export function pageExamples(): string[] {
  return [...examplePages().matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => exampleFile(code));
}

/** The same of docstrings. */
export function docstringExamples(): string[] {
  return readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(join(ROOT, 'lib', file), 'utf8').matchAll(/@example\n([^]*?)\*\//g)])
    .map(([, code]) => exampleFile(IMPORTS + code.replace(/^\s*\* ?/gm, '')));
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

/** The query that an example reads from a file. */
export function exampleQuery(): string {
  const [[, text], ...others] = [...examplePages().matchAll(/```sql\n(-- title[^]*?)```/g)];
  if (others.length > 0) {
    throw new Error('The pages have several queries with a header, and examples read one');
  }
  return text;
}
