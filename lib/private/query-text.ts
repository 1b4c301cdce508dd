import { invalid } from './validation';
import { SqlToken, tokenize } from './sql-lexer';

/** What a query's `.sql` text says. */
export interface QueryText {
  /** From the header line `-- title: ...`. */
  readonly title?: string;
  /** From the header line `-- question: ...`. */
  readonly question?: string;
  /** From the header lines `-- input: name - meaning`, in their order. */
  readonly inputs: { name: string; description: string }[];
  /** The statement without the header and without a semicolon at its end. */
  readonly statement: string;
  readonly tokens: SqlToken[];
}

/** The relations that a query may read. */
export const RELATIONS = ['s3_requests', 'cloudtrail_logs'];

const CLAUSES = new Set([
  'select',
  'from',
  'on',
  'where',
  'group',
  'having',
  'window',
  'order',
  'limit',
  'offset',
  'fetch',
  'union',
  'with',
]);

/**
 * Reads the text of a query: its header, then its statement.
 *
 * @throws if it isn't one SELECT over one relation, or if its inputs are not those of its header, each once and in WHERE
 */
export function parseQuery(name: string, text: string): QueryText {
  const headerEnd = /^(?:\s*--[^\n]*(?:\n|$))*\s*/.exec(text)![0].length;
  const header = parseHeader(text.slice(0, headerEnd));
  const statement = withoutSemicolon(name, text.slice(headerEnd));
  const tokens = tokenize(statement);
  checkStatement(name, tokens);
  checkInputs(
    name,
    header.inputs.map((input) => input.name),
    tokens,
  );
  return { ...header, statement, tokens };
}

/** The relation that a statement reads. */
export function relationOf(tokens: SqlToken[]): string | undefined {
  const read = RELATIONS.filter((relation) =>
    tokens.some((token, index) => isName(token, relation) && ['from', 'join', ','].includes(tokens[index - 1]?.value)),
  );
  return read.length === 1 ? read[0] : undefined;
}

function parseHeader(header: string): Pick<QueryText, 'title' | 'question' | 'inputs'> {
  const entries: [string, string][] = [];
  for (const line of header.split('\n')) {
    const entry = /^\s*--\s?(title|question|input):\s*(.*?)\s*$/.exec(line);
    const continuation = /^\s*--\s{2,}(.*?)\s*$/.exec(line);
    if (entry) {
      entries.push([entry[1], entry[2]]);
    } else if (continuation && entries.length > 0) {
      entries[entries.length - 1][1] += ` ${continuation[1]}`;
    }
  }
  const inputs = entries.filter(([key]) => key === 'input').map(([, value]) => /^(\S+)(?:\s+-\s+)?(.*)$/.exec(value));
  return {
    title: entries.find(([key]) => key === 'title')?.[1],
    question: entries.find(([key]) => key === 'question')?.[1],
    inputs: inputs.map((match) => ({ name: match![1], description: match![2] })),
  };
}

function withoutSemicolon(name: string, text: string): string {
  const tokens = tokenize(text);
  const semicolon = tokens.find((token) => token.value === ';');
  if (semicolon === undefined) {
    return text.trimEnd();
  }
  if (tokens[tokens.length - 1] !== semicolon) {
    invalid(
      `queries: ${name}`,
      text.slice(semicolon.start, semicolon.start + 60),
      'one statement, with a semicolon only at its end',
    );
  }
  return text.slice(0, semicolon.start).trimEnd();
}

function checkStatement(name: string, tokens: SqlToken[]): void {
  const property = `queries: ${name}`;
  if (!['select', 'with'].includes(tokens[0]?.value)) {
    invalid(property, tokens[0]?.text ?? '', 'a text that begins with SELECT or WITH');
  }
  if (relationOf(tokens) === undefined) {
    const names = tokens
      .filter((_, index) => ['from', 'join'].includes(tokens[index - 1]?.value))
      .map((token) => token.text);
    invalid(property, names, `a query that reads exactly one of ${RELATIONS.join(' and ')}, by that name alone`);
  }
  const redefined = tokens.find(
    (token, index) =>
      RELATIONS.includes(token.value) && tokens[index + 1]?.value === 'as' && tokens[index + 2]?.value === '(',
  );
  if (redefined) {
    invalid(property, redefined.text, 'another name for a WITH query of its own');
  }
}

function checkInputs(name: string, declared: string[], tokens: SqlToken[]): void {
  const property = `queries: ${name}`;
  if (tokens.some((token) => token.kind === 'parameter')) {
    invalid(
      property,
      '?',
      "an input by its name, such as :bucket, declared as '-- input: bucket - its meaning' in the header",
    );
  }
  const used = tokens.filter((token) => token.kind === 'input').map((token) => token.value);
  const unknown = used.find((input) => !declared.includes(input));
  if (unknown !== undefined) {
    invalid(
      property,
      `:${unknown}`,
      declared.length > 0
        ? `one of ${declared.map((input) => `:${input}`).join(', ')}`
        : "an input that the header declares, as in '-- input: bucket - its meaning'",
    );
  }
  if (used.join() !== declared.join()) {
    invalid(property, used, `each input exactly once, in the order of the header: ${declared.join(', ')}`);
  }
  const misplaced = inputsOutsideWhere(tokens)[0];
  if (misplaced !== undefined) {
    invalid(property, misplaced, 'an input in WHERE, since Athena takes a parameter nowhere else');
  }
}

/** The inputs whose clause is another than WHERE. A parenthesis without a SELECT of its own belongs to the clause around it. */
function inputsOutsideWhere(tokens: SqlToken[]): string[] {
  const found: string[] = [];
  const clauses: string[] = [''];
  for (const token of tokens) {
    if (token.text === '(') {
      clauses.push(clauses[clauses.length - 1]);
    } else if (token.text === ')') {
      clauses.pop();
    } else if (token.kind === 'word' && CLAUSES.has(token.value)) {
      clauses[clauses.length - 1] = token.value;
    } else if (token.kind === 'input' && clauses[clauses.length - 1] !== 'where') {
      found.push(token.text);
    }
  }
  return found;
}

function isName(token: SqlToken, name: string): boolean {
  return (token.kind === 'word' || token.kind === 'quoted') && token.value === name;
}
