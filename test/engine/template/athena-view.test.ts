import { trinoViewText, viewDefinition } from '../../../engine/template/athena-view';

const DEFINITION = {
  originalSql: "SELECT 'é' AS a",
  catalog: 'awsdatacatalog',
  schema: 'audit',
  columns: [{ name: 'a', type: 'varchar' }],
};

function viewText(definition: object): string {
  return `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`;
}

test('the text of a view is read', () => {
  expect(viewDefinition(viewText(DEFINITION))).toEqual(DEFINITION);
});

test('and written as Trino asks for it', () => {
  const [, encoded] = /^\/\* Presto View: (\S+) \*\/$/.exec(trinoViewText(DEFINITION))!;
  const written = JSON.parse(Buffer.from(encoded, 'base64').toString()) as object;
  expect(written).toEqual({ ...DEFINITION, runAsInvoker: true });
});

test.each<[string, string, RegExp]>([
  ['SQL', 'SELECT 1', /is no view of Athena's: SELECT 1/],
  ['a view without its end', '/* Presto View: e30=', /is no view of Athena's/],
  ['a view that isn’t encoded', `/* Presto View: ${JSON.stringify(DEFINITION)} */`, /is no view of Athena's/],
  ['a view that isn’t JSON', '/* Presto View: e30s */', /JSON/],
  ['a view without a schema', viewText({ ...DEFINITION, schema: undefined }), /The view has no schema/],
  ['a view with a column without a type', viewText({ ...DEFINITION, columns: [{ name: 'a' }] }), /has no type/],
])('%s is refused', (_, text, message) => {
  expect(() => viewDefinition(text)).toThrow(message);
});
