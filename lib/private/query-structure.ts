import { SqlToken } from './sql-lexer';

/** What a statement is made of, as far as it matters here. */
export interface QueryStructure {
  /** The tables that it reads, by the names that it gives them; its own WITH queries are none. */
  readonly tables: string[];
  /** The names of its own WITH queries. */
  readonly ownQueries: string[];
  /** The inputs that stand in another clause than WHERE. */
  readonly misplacedInputs: string[];
  /** Whether every parenthesis has its other one. */
  readonly balanced: boolean;
  /** The tables whose columns get other names: `FROM t AS u (a, b)`. */
  readonly renamedTables: string[];
}

const CLAUSES = new Set(
  'with select from where group having window order limit offset fetch union intersect except values'.split(' '),
);
/** After these, in FROM, stands no table's name. */
const TABLE_FUNCTIONS = new Set(['unnest', 'table', 'json_table', 'lateral']);

/** What a parenthesis, or the statement as a whole, is. */
interface Level {
  /** A query, a part of FROM in parentheses, or an expression, which belongs to the clause around it. */
  readonly kind: 'query' | 'tables' | 'expression';
  clause: string;
  /** What a name that comes next would be. */
  next?: 'table' | 'own query';
}

/** Reads a statement's structure off its tokens. It takes valid SQL apart, and doesn't tell whether SQL is valid. */
export function structureOf(tokens: SqlToken[]): QueryStructure {
  return new StructureReader(tokens).read();
}

class StructureReader {
  private readonly tables: string[] = [];
  private readonly ownQueries: string[] = [];
  private readonly misplacedInputs: string[] = [];
  private readonly renamedTables: string[] = [];
  private readonly levels: Level[] = [{ kind: 'query', clause: '' }];
  private balanced = true;

  constructor(private readonly tokens: SqlToken[]) {}

  public read(): QueryStructure {
    for (let index = 0; index < this.tokens.length; index++) {
      index = this.readAt(index);
    }
    const { ownQueries, misplacedInputs, renamedTables } = this;
    return {
      tables: this.tables.filter((table) => !ownQueries.includes(table)),
      ownQueries,
      misplacedInputs,
      balanced: this.balanced && this.levels.length === 1,
      renamedTables,
    };
  }

  private get level(): Level {
    return this.levels[this.levels.length - 1];
  }

  /** Reads what begins with this token, and returns the index of its last one. */
  private readAt(index: number): number {
    const token = this.tokens[index];
    if (token.text === '(') {
      this.open(this.tokens[index + 1]);
    } else if (token.text === ')') {
      this.close();
    } else if (token.kind === 'input' && this.level.clause !== 'where') {
      this.misplacedInputs.push(token.text);
    } else if (token.text === ',') {
      this.separate();
    } else if (token.kind === 'word' && this.readKeyword(index)) {
      return index;
    } else if (token.kind === 'word' || token.kind === 'quoted') {
      return this.readName(index);
    }
    return index;
  }

  private open(first?: SqlToken): void {
    const { level } = this;
    if (first?.kind === 'word' && ['select', 'with', 'values', 'table'].includes(first.value)) {
      this.levels.push({ kind: 'query', clause: '' });
    } else if (level.next === 'table') {
      this.levels.push({ kind: 'tables', clause: 'from', next: 'table' });
    } else {
      this.levels.push({ kind: 'expression', clause: level.clause });
    }
    level.next = undefined;
  }

  private close(): void {
    if (this.levels.length > 1) {
      this.levels.pop();
    } else {
      this.balanced = false;
    }
  }

  private separate(): void {
    const { level } = this;
    if (level.kind !== 'expression' && ['from', 'on'].includes(level.clause)) {
      level.clause = 'from';
      level.next = 'table';
    } else if (level.kind === 'query' && level.clause === 'with') {
      level.next = 'own query';
    }
  }

  /** Whether the word is one that the structure hangs on. */
  private readKeyword(index: number): boolean {
    const { level } = this;
    const { value } = this.tokens[index];
    const [before, after] = [this.tokens[index - 1]?.value, this.tokens[index + 1]?.value];
    if (level.kind === 'expression' || before === '.') {
      return false;
    }
    if (value === 'with' && after === 'ordinality') {
      return true;
    }
    if (value === 'join') {
      level.clause = 'from';
      level.next = 'table';
    } else if (value === 'on' || value === 'using') {
      level.clause = 'on';
    } else if (level.kind === 'query' && CLAUSES.has(value) && !(value === 'from' && before === 'distinct')) {
      level.clause = value;
      level.next = value === 'from' ? 'table' : value === 'with' ? 'own query' : undefined;
    } else {
      // WITH RECURSIVE, unless that is a query's name.
      return level.next === 'own query' && value === 'recursive' && after !== 'as' && after !== '(';
    }
    return true;
  }

  private readName(index: number): number {
    const { level } = this;
    const { kind, value } = this.tokens[index];
    if (level.next === 'own query') {
      this.ownQueries.push(value);
    } else if (level.next === 'table' && !(kind === 'word' && TABLE_FUNCTIONS.has(value))) {
      level.next = undefined;
      return this.readTable(index);
    }
    level.next = undefined;
    return index;
  }

  private readTable(index: number): number {
    let end = index;
    while (this.tokens[end + 1]?.text === '.') {
      end += 2;
    }
    const table = this.tokens
      .slice(index, end + 1)
      .map((token) => token.value)
      .join('');
    this.tables.push(table);
    const after = this.tokens.slice(end + 1, end + 4);
    const [alias, parenthesis] = after[0]?.value === 'as' ? after.slice(1) : after;
    if (parenthesis?.text === '(' && isAlias(alias)) {
      this.renamedTables.push(table);
    }
    return end;
  }
}

function isAlias({ kind, value }: SqlToken): boolean {
  const follows = CLAUSES.has(value) || ['on', 'using', 'join', 'match_recognize'].includes(value);
  return kind === 'quoted' || (kind === 'word' && !follows);
}
