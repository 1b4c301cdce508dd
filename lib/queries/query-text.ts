import { invalid } from '../core/validation';
import { RELATIONS } from '../relation/relations';
import { SqlToken, isWord, tokenize } from '../sql/sql-tokens';
import { QueryStructure, structureOf } from '../sql/statement-structure';
import { QueryHeader, parseHeader } from './query-header';

/** What a query's `.sql` text says. */
export interface QueryText extends QueryHeader {
  /** The statement without the header and without a semicolon at its end. */
  readonly statement: string;
  readonly tokens: SqlToken[];
  /** The relation that it reads. */
  readonly relation: string;
  /** The other tables that it reads, with what stands before their names. */
  readonly otherTables: string[];
}

/**
 * Reads the text of a query: its header, then its statement.
 *
 * @throws if it isn't one SELECT over one relation, or if its inputs are not those of its header, each once and in WHERE;
 * docs/own-queries.md has the rules
 */
export function parseQuery(name: string, text: string): QueryText {
  const property = `queries: ${name}`;
  const headerEnd = /^(?:\s*(?:--[^\r\n]*|\/\*[^]*?\*\/))*\s*/.exec(text)![0].length;
  const header = parseHeader(property, text.slice(0, headerEnd));
  const { statement, tokens } = withoutSemicolon(property, text.slice(headerEnd));
  requireSelect(property, tokens);
  const structure = structureOf(property, tokens);
  const relation = requireOneRelation(property, structure);
  checkInputs(property, header.inputs, tokens);
  // Of a table's metadata, as in "t$partitions", the table.
  const otherTables = structure.tables
    .filter((table) => table !== relation)
    .map((table) => table.replace(/\$[^.]*$/, ''));
  return { ...header, statement, tokens, relation, otherTables };
}

function withoutSemicolon(property: string, text: string): Pick<QueryText, 'statement' | 'tokens'> {
  const tokens = tokenize(property, text);
  const end = tokens.findIndex((token) => token.value === ';');
  if (end < 0) {
    return { statement: text.trimEnd(), tokens };
  }
  const { start } = tokens[end];
  if (end < tokens.length - 1) {
    invalid(property, text.slice(start, start + 60), 'one statement, with a semicolon only at its end');
  }
  return { statement: text.slice(0, start).trimEnd(), tokens: tokens.slice(0, end) };
}

function requireSelect(property: string, [first]: SqlToken[]): void {
  if (first?.text !== '(' && !isWord(first, 'select', 'with')) {
    invalid(property, first?.text ?? '', 'a text that begins with SELECT or WITH');
  }
}

function requireOneRelation(property: string, { tables, ownQueries, renamedTables }: QueryStructure): string {
  const redefined = ownQueries.find((name) => RELATIONS.includes(name));
  if (redefined !== undefined) {
    invalid(property, redefined, 'another name for a WITH query of its own');
  }
  const relations = RELATIONS.filter((relation) => tables.includes(relation));
  if (relations.length !== 1) {
    invalid(property, tables, `a query that reads exactly one of ${RELATIONS.join(', ')}, by that name alone`);
  }
  if (renamedTables.includes(relations[0])) {
    invalid(
      property,
      `${relations[0]} with names for its columns`,
      'the columns by their own names, or renamed in SELECT',
    );
  }
  return relations[0];
}

function checkInputs(property: string, inputs: QueryText['inputs'], tokens: SqlToken[]): void {
  const declared = inputs.map((input) => input.name);
  const used = tokens.filter((token) => token.kind === 'input').map((token) => token.value);
  const unknown = used.find((input) => !declared.includes(input));
  if (unknown !== undefined) {
    const allowed =
      declared.length > 0
        ? `one of ${declared.map((input) => `:${input}`).join(', ')}`
        : "an input that the header declares, as in '-- input: bucket - its meaning'";
    invalid(property, `:${unknown}`, allowed);
  }
  if (used.join() !== declared.join()) {
    invalid(property, used, `each input exactly once, in the order of the header: ${declared.join(', ')}`);
  }
}
