import { type SqlToken, tokenize } from '../lib/private/sql-lexer';

/** A partition key in a condition of a statement. */
export interface PartitionPredicate {
  readonly key: string;
  /** The condition, roughly. */
  readonly text: string;
  /** Whether the key itself is compared, not what a function, a cast or an operator makes of it. */
  readonly bare: boolean;
}

interface Scope {
  readonly clause: string;
  readonly inCall: boolean;
}

const KEYS = ['account', 'region', 'day'];
const CONDITIONS = ['where', 'having', 'on'];
const CLAUSES = [...CONDITIONS, 'select', 'from', 'group', 'order', 'limit', 'union', 'with'];
/** What may stand before a parenthesis that is no call. */
const CONNECTIVES = [
  ...CLAUSES,
  'and',
  'or',
  'not',
  'in',
  'as',
  'exists',
  'any',
  'all',
  'some',
  'between',
  'by',
  'join',
];
const BEFORE = [...CONDITIONS, 'and', 'or', 'not', '(', '=', '<', '>'];
/** Comparisons by which Athena leaves out partitions, and ends of a condition where the key stands at its right. */
const AFTER = ['=', '<', '>', '!', 'between', 'in', 'not', ')', ';', 'and', 'or', 'group', 'order', 'limit', undefined];

/**
 * Where `account`, `region` and `day` stand in the conditions of a statement. Trino computes a function on a partition
 * key before it lists, so that a query on it looks as if Athena pruned, too; but Athena doesn't.
 */
export function partitionPredicates(sql: string): PartitionPredicate[] {
  const tokens = tokenize('sql', sql);
  const found: PartitionPredicate[] = [];
  const scopes: Scope[] = [{ clause: '', inCall: false }];
  for (const [index, token] of tokens.entries()) {
    const scope = scopes[scopes.length - 1];
    if (token.value === '(') {
      scopes.push(opened(scope, tokens, index));
    } else if (token.value === ')') {
      scopes.pop();
    } else if (token.kind === 'word' && CLAUSES.includes(token.value)) {
      scopes[scopes.length - 1] = { ...scope, clause: token.value };
    } else if (isKey(tokens, index) && CONDITIONS.includes(scope.clause)) {
      // In front of the key may stand the name of its relation.
      const start = tokens[index - 1].value === '.' ? index - 2 : index;
      found.push({
        key: token.value,
        text: sql.slice(tokens[Math.max(0, start - 3)].start, tokens[Math.min(tokens.length - 1, index + 3)].end),
        bare: !scope.inCall && BEFORE.includes(tokens[start - 1].value) && AFTER.includes(tokens[index + 1]?.value),
      });
    }
  }
  return found;
}

/** The scope inside a parenthesis: of a call, of a query, or of nothing but a group. */
function opened({ clause, inCall }: Scope, tokens: SqlToken[], index: number): Scope {
  if (['select', 'with', 'where'].includes(tokens[index + 1]?.value)) {
    return { clause: '', inCall: false };
  }
  const before = tokens[index - 1] as SqlToken | undefined;
  const isName = before?.kind === 'quoted' || (before?.kind === 'word' && !CONNECTIVES.includes(before.value));
  return { clause, inCall: inCall || isName || before?.value === 'in' };
}

function isKey(tokens: SqlToken[], index: number): boolean {
  const { kind, value } = tokens[index];
  const isUnit = value === 'day' && tokens[index - 1]?.kind === 'string' && tokens[index - 2]?.value === 'interval';
  const isCall = tokens[index + 1]?.value === '(';
  return (kind === 'word' || kind === 'quoted') && KEYS.includes(value) && !isUnit && !isCall;
}
