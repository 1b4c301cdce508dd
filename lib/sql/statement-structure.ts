import { invalid } from '../core/validation';
import { isTableFunction, renamesColumns, tableNameAt } from './from-clause';
import { SqlToken, isName, isWord } from './sql-tokens';

/** What a statement is made of, as far as it matters here. */
export interface QueryStructure {
  /** The tables that it reads, by the names that it gives them; its own WITH queries are none. */
  readonly tables: string[];
  /** The names of its own WITH queries. */
  readonly ownQueries: string[];
  /** The tables whose columns get other names: `FROM t AS u (a, b)`. */
  readonly renamedTables: string[];
}

/** What a pair of parentheses or brackets, or the statement as a whole, is. */
interface Level {
  /** Whether it is a query; else it is a part of FROM, or an expression, which belongs to the clause around it. */
  query: boolean;
  clause: string;
  /** What a name that comes next would be. */
  next?: 'table' | 'WITH query';
  /** The word before a parenthesis. */
  readonly opener: string | undefined;
  /** The tables that stand in its FROM. */
  readonly tables: string[];
  /** Its WITH queries that can be read from here on. */
  readonly ownQueries: string[];
  /** The WITH query that is being defined, which can be read in itself only if it is recursive. */
  newQuery?: string;
  recursive?: boolean;
}

/** Clauses that hold no names of tables. None of these words can be a name without quotes. */
const OTHER_CLAUSES = new Set('having order union intersect except'.split(' '));
/** What opens the parentheses that may hold a row pattern, in which a `?` is no parameter. */
const AROUND_PATTERN = ['match_recognize', 'over'];
/** Behind these words, `pattern` is a function. */
const BEFORE_FUNCTION = ['by', 'measures', 'as', 'and', 'or', 'not', 'in', 'like', 'between', 'when', 'then', 'else'];
/** Words that can't be names without quotes either, and what does the same. */
const REFUSED = new Map([
  // What it reads is told by no column's name, or by a function's text.
  ['table', 'SELECT ... FROM instead of TABLE, and no function that makes a table'],
  // The relation has the columns that the query names, and no others in common with a table.
  ['natural', 'a JOIN with ON or USING'],
]);

/**
 * Reads a statement's structure off its tokens. It takes valid SQL apart, and doesn't tell whether SQL is valid.
 *
 * @throws if something in it can't be read, or an input stands where Athena takes none; the error names the property
 */
export function structureOf(property: string, tokens: SqlToken[]): QueryStructure {
  return new StructureReader(property, tokens).read();
}

class StructureReader {
  private readonly tables: string[] = [];
  private readonly ownQueries: string[] = [];
  private readonly renamedTables: string[] = [];
  private readonly levels: Level[] = [{ opener: undefined, query: true, clause: '', tables: [], ownQueries: [] }];

  constructor(
    private readonly property: string,
    private readonly tokens: SqlToken[],
  ) {}

  public read(): QueryStructure {
    this.tokens.forEach((token, index) => this.readToken(token, index));
    if (this.levels.length > 1) {
      this.unbalanced();
    }
    return { tables: this.tables, ownQueries: this.ownQueries, renamedTables: this.renamedTables };
  }

  private get level(): Level {
    return this.levels[this.levels.length - 1];
  }

  private readToken(token: SqlToken, index: number): void {
    const { level } = this;
    const clause = this.clauseAt(index);
    if (clause !== undefined) {
      this.begin(clause);
    } else if (token.text === '(' || token.text === '[') {
      this.open(index);
    } else if (level.next === 'table') {
      this.readTable(index);
    } else if (level.next === 'WITH query') {
      this.readOwnQuery(index);
    } else if (token.text === ')' || token.text === ']') {
      this.close(index);
    } else if (token.text === ',') {
      this.separate();
    } else if (token.kind === 'input' || token.kind === 'parameter' || token.text === ':') {
      this.checkInput(token, index);
    }
  }

  /** The clause that begins with a word, if one does. */
  private clauseAt(index: number): string | undefined {
    const { level } = this;
    const { kind, text, value } = this.tokens[index];
    const before = this.tokens[index - 1] as SqlToken | undefined;
    if (kind !== 'word' || before?.text === '.') {
      return undefined;
    }
    if (REFUSED.has(value)) {
      invalid(this.property, text, REFUSED.get(value)!);
    }
    switch (value) {
      case 'select':
      case 'values':
        return value;
      case 'with':
        // Else it is WITH ORDINALITY, WITH TIES, WITH TIME ZONE and so on.
        return before === undefined || before.text === '(' ? value : undefined;
      case 'join':
        return 'from';
      case 'from':
        // Else it belongs to an operator or a function.
        return level.query && !isWord(before, 'distinct') ? value : undefined;
      case 'window':
        // Else it is a name.
        return level.query && level.next === undefined && isWord(this.tokens[index + 2], 'as') ? value : undefined;
      case 'where':
        // Else it is FILTER's.
        return level.query ? value : undefined;
      case 'group':
        // Else it is WITHIN GROUP, which belongs to a function.
        return isWord(this.tokens[index + 1], 'by') ? value : undefined;
      default:
        return OTHER_CLAUSES.has(value) ? value : undefined;
    }
  }

  private begin(clause: string): void {
    const { level } = this;
    level.query ||= ['with', 'select', 'values'].includes(clause);
    level.clause = clause;
    level.next = clause === 'from' ? 'table' : clause === 'with' ? 'WITH query' : undefined;
  }

  private separate(): void {
    if (this.level.query) {
      this.begin(this.level.clause);
    }
  }

  private open(index: number): void {
    const { level } = this;
    const before = this.tokens[index - 1] as SqlToken | undefined;
    const opener = before?.kind === 'word' && this.tokens[index].text === '(' ? before.value : undefined;
    const child = { opener, query: false, clause: level.clause, tables: [], ownQueries: [] };
    if (level.next === 'table') {
      this.levels.push({ ...child, next: 'table' });
    } else if (level.clause === 'with' && opener === 'as') {
      this.levels.push({ ...child, query: true, clause: '' });
    } else {
      this.levels.push({ ...child, clause: this.opensPattern(index) ? 'pattern' : level.clause });
    }
    level.next = undefined;
  }

  private opensPattern(index: number): boolean {
    const [before, pattern] = this.tokens.slice(index - 2, index);
    const { opener } = this.level;
    const isNamedWindow = opener === 'as' && this.levels.at(-2)!.clause === 'window';
    const isAround = isNamedWindow || AROUND_PATTERN.some((word) => word === opener);
    const endsBefore = isName(before)
      ? !isWord(before, ...BEFORE_FUNCTION)
      : ['(', ')', '*'].some((text) => text === this.tokens[index - 2]?.text);
    return isAround && isWord(pattern, 'pattern') && endsBefore;
  }

  private close(index: number): void {
    const { query, tables } = this.levels.pop()!;
    if (this.levels.length === 0) {
      this.unbalanced();
    }
    const { level } = this;
    if (!query) {
      // Of tables in parentheses, if it holds any.
      level.tables.push(...tables);
      this.renamedTables.push(...(renamesColumns(this.tokens, index) ? tables : []));
    } else if (level.newQuery !== undefined) {
      level.ownQueries.push(level.newQuery);
      level.newQuery = undefined;
    }
  }

  private readTable(index: number): void {
    const { level } = this;
    level.next = undefined;
    if (isTableFunction(this.tokens, index)) {
      return;
    }
    const { name, qualified, end } = tableNameAt(this.tokens, index) ?? this.noTable(index);
    if (qualified || !this.levels.some(({ ownQueries }) => ownQueries.includes(name))) {
      this.tables.push(name);
      level.tables.push(name);
      this.renamedTables.push(...(renamesColumns(this.tokens, end) ? [name] : []));
    }
  }

  private readOwnQuery(index: number): void {
    const { level } = this;
    const token = this.tokens[index];
    if (isWord(token, 'recursive')) {
      level.recursive = true;
      return;
    }
    const after = this.tokens[index + 1] as SqlToken | undefined;
    if (!isName(token) || !(after?.text === '(' || isWord(after, 'as'))) {
      invalid(this.property, token.text, 'a name, then AS and a query in parentheses, in WITH');
    }
    this.ownQueries.push(token.value);
    level.newQuery = token.value;
    level.ownQueries.push(...(level.recursive ? [token.value] : []));
    level.next = undefined;
  }

  private checkInput({ kind, text }: SqlToken, index: number): void {
    const { clause, opener } = this.level;
    if (kind === 'parameter' && clause !== 'pattern') {
      invalid(
        this.property,
        text,
        "an input by its name, such as :bucket, declared as '-- input: bucket - its meaning' in the header",
      );
    }
    const stray = kind === 'symbol' && opener !== 'json_object';
    if (stray || (kind === 'input' && clause !== 'where')) {
      const name = stray ? `:${this.tokens[index + 1]?.text ?? ''}` : text;
      invalid(this.property, name, 'an input in WHERE, as an expression, since Athena takes a parameter nowhere else');
    }
  }

  private noTable(index: number): never {
    invalid(
      this.property,
      this.tokens[index].text,
      'a table, a query in parentheses, UNNEST, LATERAL or JSON_TABLE in FROM',
    );
  }

  private unbalanced(): never {
    invalid(this.property, 'a parenthesis', 'parentheses in pairs');
  }
}
