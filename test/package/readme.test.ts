import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { corpusHash } from '../../bench/corpus';
import * as library from '../../lib';
import { buildExample, docstringExamples, pageExamples, regionsFor } from '../../scripts/doc-examples';
import { EXAMPLE_APPS, copyExampleFiles, synthExample } from '../../scripts/example-apps';
import { WITH_TABLES, withTables } from '../../scripts/readme-tables';
import { newFolder } from '../new-folder';

const ROOT = join(__dirname, '../..');
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const examples = [...pageExamples(), ...docstringExamples()];
const files = new Map(examples.map((example, index) => [join(ROOT, `example-${index}.ts`), example]));

afterEach(() => process.chdir(ROOT));

test('there are examples', () => {
  expect(pageExamples().length).toBeGreaterThan(20);
  expect(docstringExamples().length).toBeGreaterThan(1);
});

test('every example compiles', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  const withLibrary = { ...options, noUnusedLocals: false };
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
  // GIVEN the files that an example reads
  const folder = newFolder();
  copyExampleFiles(folder);
  process.chdir(folder);

  // WHEN
  const nodeRequire = createRequire(__filename);
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: regionsFor(file)[0] } });
  buildExample(file, stack, (name) =>
    name === 'cdk-s3-audit-trail' ? library : jest.requireActual(nodeRequire.resolve(name)),
  );

  // THEN
  expect(Template.fromStack(stack).findResources('AWS::Athena::PreparedStatement')).not.toEqual({});
});

test.each(EXAMPLE_APPS)(
  'the app %s synthesises as it stands, and the docs have its code',
  (name) => {
    const template = Template.fromJSON(synthExample(name, newFolder()));
    expect(template.findResources('AWS::Athena::PreparedStatement')).not.toEqual({});
    expect(
      WITH_TABLES.filter((page) => textOf(page).includes(`<!-- examples/${name}/app.ts: npm run docs -->`)),
    ).not.toEqual([]);
  },
  60_000,
);

test.each(WITH_TABLES)(
  'the tables of %s are those of the queries, the relation and templates',
  (file) => {
    expect(textOf(file)).toMatch(/npm run docs -->/);
    expect(withTables(textOf(file))).toBe(textOf(file));
  },
  60_000,
);

test('the picture shows where logs go, and what reads them', () => {
  const text = textOf('docs/architecture.md');
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

test.each(['docs/costs.md', 'docs/request-table-costs.md'])(
  'measured figures are of the corpus as it is today, in %s',
  (page) => {
    const [, documented] = /<!-- corpus: (\w+) -->/.exec(textOf(page))!;
    expect(corpusHash()).toBe(documented);
  },
);
