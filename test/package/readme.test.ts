import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { corpusHash } from '../../bench/corpus';
import * as library from '../../lib';
import { WITH_TABLES, withTables } from '../../scripts/readme-tables';
import { newFolder } from '../new-folder';
import { filesUnder } from '../util';

const ROOT = join(__dirname, '../..');
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const TEXT = ['README.md', 'docs/variations.md', 'docs/existing-logs.md', 'docs/moving-in.md'].map(textOf).join('\n');
const IMPORT = [
  "import * as s3 from 'aws-cdk-lib/aws-s3';",
  "import { LogLocation, S3Audit, S3AuditTrail } from 'cdk-s3-audit-trail';\n",
].join('\n');

const readmeExamples = [...TEXT.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
const docstringExamples = filesUnder('lib', /(?<!\.d)\.ts$/)
  .flatMap((file) => [...readFileSync(join(ROOT, 'lib', file), 'utf8').matchAll(/@example\n([^]*?)\*\//g)])
  .map(([, code]) => IMPORT + code.replace(/^\s*\* ?/gm, ''));
const examples = [...readmeExamples, ...docstringExamples];

/** An example as a file of its own: the body of a stack's constructor. */
function asFile(example: string): string {
  const [imports, body] = [true, false].map((wanted) =>
    example
      .split('\n')
      .filter((line) => line.startsWith('import ') === wanted)
      .join('\n'),
  );
  return `import { Stack } from 'aws-cdk-lib';\n${imports}\nexport function build(this: Stack) {\n${body}\n}\n`;
}

const files = new Map(examples.map((example, index) => [join(ROOT, `example-${index}.ts`), asFile(example)]));

afterEach(() => process.chdir(ROOT));

test('there are examples', () => {
  expect(readmeExamples.length).toBeGreaterThan(8);
  expect(docstringExamples.length).toBeGreaterThan(0);
});

test('every example compiles', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  const withLibrary = { ...options, noUnusedLocals: false, paths: { 'cdk-s3-audit-trail': ['./lib/index.ts'] } };
  const host = ts.createCompilerHost(withLibrary);
  const onDisk = { ...host };
  host.fileExists = (path) => files.has(path) || onDisk.fileExists(path);
  host.readFile = (path) => files.get(path) ?? onDisk.readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const example = files.get(path);
    return example === undefined
      ? onDisk.getSourceFile(path, ...rest)
      : ts.createSourceFile(path, example, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram({ rootNames: [...files.keys()], options: withLibrary, host });
  const errors = ts
    .getPreEmitDiagnostics(program)
    .map((error) => `${error.file?.fileName}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  expect(errors).toEqual([]);
}, 60_000);

test.each([...files.values()])('every example synthesises: %#', (file) => {
  // GIVEN the SQL of the docs as the file that an example reads
  const folder = newFolder();
  mkdirSync(join(folder, 'queries'));
  const sql = [...TEXT.matchAll(/```sql\n(-- title[^]*?)```/g)].map(([, text]) => text);
  expect(sql).toHaveLength(1);
  writeFileSync(join(folder, 'queries', 'folder-readers.sql'), sql[0]);
  copyFileSync(join(ROOT, 'test/cases/accounts/organization.json'), join(folder, 'accounts.json'));
  process.chdir(folder);

  // WHEN
  const { outputText } = ts.transpileModule(file, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  const nodeRequire = createRequire(__filename);
  const exported: { build?: (this: Stack) => void } = {};
  const load = (name: string): unknown =>
    name === 'cdk-s3-audit-trail' ? library : jest.requireActual(nodeRequire.resolve(name));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  (new Function('exports', 'require', outputText) as (...args: unknown[]) => void)(exported, load);
  // What names regions of another partition is for a stack there.
  const region = file.includes('us-gov-') ? 'us-gov-west-1' : 'eu-west-1';
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region } });
  exported.build!.call(stack);

  // THEN
  expect(Template.fromStack(stack).findResources('AWS::Athena::PreparedStatement')).not.toEqual({});
});

test.each(WITH_TABLES)('the tables of %s are those of the queries, the relation and a template', (file) => {
  expect(textOf(file)).toMatch(/npm run docs -->/);
  expect(withTables(textOf(file))).toBe(textOf(file));
});

test('the picture shows where logs go, and what reads them', () => {
  const text = textOf('README.md');
  const [, picture] = /```mermaid\n([^]*?)```/.exec(text)!;
  const names = new Map([...picture.matchAll(/(part\d)\["(.*)"\]/g)].map(([, node, name]) => [node, name]));
  const arrows = [...picture.matchAll(/(part\d) -[^\n]*-> (part\d)/g)].map(([, from, to]) =>
    [names.get(from), names.get(to)].join(' -> '),
  );
  expect(arrows).toEqual(
    expect.arrayContaining([
      'Trail -> Log bucket',
      'Table -> Log bucket',
      'View s3_requests -> Table',
      '9 saved queries -> Workgroup',
      '11 prepared statements -> Table',
      'Workgroup -> Results bucket',
    ]),
  );
});

test('measured figures are of the corpus as it is today', () => {
  const [, documented] = /<!-- corpus: (\w+) -->/.exec(textOf('docs/costs.md'))!;
  expect(corpusHash()).toBe(documented);
});
