import { type Json, list, member, text } from './json';

/** What Athena writes down of a view. */
export interface ViewDefinition {
  readonly originalSql: string;
  readonly catalog: string;
  readonly schema: string;
  /** In Athena's (Trino's) words. */
  readonly columns: { readonly name: string; readonly type: string }[];
}

/**
 * Reads the text of a view as Athena keeps it in Glue.
 *
 * @throws if it isn't one that Athena could read
 */
export function viewDefinition(originalText: string): ViewDefinition {
  const [, encoded] = /^\/\* Presto View: ([A-Za-z0-9+/]+=*) \*\/$/.exec(originalText) ?? [];
  if (encoded === undefined) {
    throw new Error(`ViewOriginalText is no view of Athena's: ${originalText.slice(0, 60)}`);
  }
  const view = JSON.parse(Buffer.from(encoded, 'base64').toString()) as Json;
  const part = (name: string) => text(member(view, name, 'The view'), name);
  return {
    originalSql: part('originalSql'),
    catalog: part('catalog'),
    schema: part('schema'),
    columns: list(member(view, 'columns', 'The view'), 'columns').map((column) => ({
      name: text(member(column, 'name', 'A column'), 'name'),
      type: text(member(column, 'type', 'A column'), 'type'),
    })),
  };
}

/** The text of a view as Trino asks for it, which Athena doesn't need: with the rights of whoever asks. */
export function trinoViewText(definition: ViewDefinition): string {
  const encoded = Buffer.from(JSON.stringify({ ...definition, runAsInvoker: true })).toString('base64');
  return `/* Presto View: ${encoded} */`;
}
