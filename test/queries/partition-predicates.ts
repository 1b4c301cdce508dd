import { type SqlToken, tokenize } from '../../lib/sql/sql-tokens';

/** A partition key in a condition of a statement, or what a relation in it calls by the name of one. */
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
    } else if (isDressedUp(tokens, index)) {
      found.push({ key: token.value, text: sql.slice(tokens[Math.max(0, index - 5)].start, token.end), bare: false });
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
  return withFirstDay(tokens) ? found.map(afterFirstDay) : found;
}

/** Whether something else than the key gets its name: `lower(region) AS region`. The first day of an event may. */
function isDressedUp(tokens: SqlToken[], index: number): boolean {
  const [beforeKey, key, as] = tokens.slice(Math.max(0, index - 3), index).map(({ value }) => value);
  if (!KEYS.includes(tokens[index].value) || as !== 'as') {
    return false;
  }
  return (
    !(key === tokens[index].value && ['select', 'distinct', ',', '.'].includes(beforeKey)) && !isFirstDay(tokens, index)
  );
}

function isFirstDay(tokens: SqlToken[], index: number): boolean {
  return (
    tokens
      .slice(Math.max(0, index - 5), index + 1)
      .map(({ value }) => value)
      .join(' ') === 'min ( day ) as day'
  );
}

function withFirstDay(tokens: SqlToken[]): boolean {
  return tokens.some((_, index) => isFirstDay(tokens, index));
}

/** A relation with the first day of each event has the window inside; a condition on its day leaves out no partition. */
function afterFirstDay(predicate: PartitionPredicate, index: number, all: PartitionPredicate[]): PartitionPredicate {
  const isWindow = all.findIndex(({ key }) => key === 'day') === index;
  return predicate.key === 'day' && !isWindow ? { ...predicate, bare: false } : predicate;
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
