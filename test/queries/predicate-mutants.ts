import { type SqlToken, tokenize } from '../../lib/sql/sql-tokens';

/** A query that differs from another in one place. */
export interface Mutant {
  /** What it lacks, or has in place of something else. */
  readonly change: string;
  readonly text: string;
  /** Whether it differs in the order of its rows, and in nothing else. */
  readonly ofOrder: boolean;
}

const CLAUSES = ['group', 'having', 'order', 'limit', 'window', 'union', 'intersect', 'except'];

/** A part of a text: the tokens from `first` up to `last`, which is not in it. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** The text of a query with one change each: those of its predicates, its bounds, its counts and its order. */
export function mutantsOf(text: string): Mutant[] {
  return [...predicateMutants(text), ...boundMutants(text), ...countMutants(text), ...orderMutants(text)];
}

/**
 * Without one predicate each: each condition that is joined by AND or OR in some WHERE, also in that of a FILTER, and
 * each item of a list that IN is asked for, or of an array.
 */
export function predicateMutants(text: string): Mutant[] {
  const tokens = tokenize('query', text);
  const mutants: Mutant[] = [];
  const replaced = (span: Span, by: string) => {
    const [start, end] = [tokens[span.first].start, tokens[span.last - 1].end];
    const without = text.slice(start, end);
    mutants.push({
      change: `without ${without.replace(/\s+/g, ' ')}`,
      text: withoutInputs(text, start, end, by),
      ofOrder: false,
    });
  };
  for (const clause of whereClauses(tokens)) {
    dropEach(tokens, clause, 'true', replaced);
  }
  for (const items of lists(tokens)) {
    items.forEach((item, index) => {
      // With one of the commas beside it.
      const span = index === 0 ? { ...item, last: item.last + 1 } : { ...item, first: item.first - 1 };
      replaced(span, '');
    });
  }
  return mutants;
}

/** With a bound that is left out where it was included: `>` in place of `>=`, `<` in place of `<=`. */
export function boundMutants(text: string): Mutant[] {
  return mutantsAt(text, ([sign, equals]) =>
    ['<', '>'].includes(sign.text) && equals?.text === '=' && sign.end === equals.start
      ? { dropped: equals, change: `${sign.text} in place of ${sign.text}=` }
      : undefined,
  );
}

/** With a count of all values in place of one of different values. */
export function countMutants(text: string): Mutant[] {
  return mutantsAt(text, ([count, parenthesis, distinct]) =>
    count.value === 'count' && parenthesis?.text === '(' && distinct?.value === 'distinct'
      ? { dropped: distinct, change: 'count without DISTINCT' }
      : undefined,
  );
}

/** With the smallest first where the greatest was. */
export function orderMutants(text: string): Mutant[] {
  return mutantsAt(text, ([token]) =>
    token.kind === 'word' && token.value === 'desc'
      ? { dropped: token, change: 'without DESC', ofOrder: true }
      : undefined,
  );
}

/** Asks at each token, given with those after it, whether one of them is to be dropped. */
function mutantsAt(
  text: string,
  change: (tokens: SqlToken[]) => { dropped: SqlToken; change: string; ofOrder?: boolean } | undefined,
): Mutant[] {
  const tokens = tokenize('query', text);
  return tokens.flatMap((token, index) => {
    const found = change(tokens.slice(index, index + 3));
    if (!found) {
      return [];
    }
    const { dropped, ofOrder = false } = found;
    // The line tells one such place of the query from another.
    const [line] = text.slice(text.lastIndexOf('\n', token.start) + 1).split('\n');
    const mutant = text.slice(0, dropped.start) + text.slice(dropped.end);
    return [{ change: `${found.change} in ${line.trim()}`, text: mutant, ofOrder }];
  });
}

/** Drops the condition, and each condition that it consists of. */
function dropEach(tokens: SqlToken[], span: Span, by: 'true' | 'false', drop: (span: Span, by: string) => void): void {
  const [alternatives, conjuncts] = ['or', 'and'].map((word) => split(tokens, span, word));
  if (alternatives.length > 1) {
    alternatives.forEach((part) => dropEach(tokens, part, 'false', drop));
  } else if (conjuncts.length > 1) {
    conjuncts.forEach((part) => dropEach(tokens, part, 'true', drop));
  } else {
    drop(span, by);
    const inner = { first: span.first + 1, last: span.last - 1 };
    if (tokens[span.first].text === '(' && tokens[span.last - 1].text === ')' && isCompound(tokens, inner)) {
      dropEach(tokens, inner, by, drop);
    }
  }
}

function isCompound(tokens: SqlToken[], span: Span): boolean {
  return ['or', 'and'].some((word) => split(tokens, span, word).length > 1);
}

/** The parts of a span between a word that stands outside of all parentheses in it. */
function split(tokens: SqlToken[], { first, last }: Span, word: string): Span[] {
  const parts: Span[] = [];
  let [depth, start] = [0, first];
  for (let index = first; index < last; index++) {
    const { kind, text, value } = tokens[index];
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (depth === 0 && kind === 'word' && value === word) {
      parts.push({ first: start, last: index });
      start = index + 1;
    }
  }
  return [...parts, { first: start, last }];
}

function whereClauses(tokens: SqlToken[]): Span[] {
  return tokens.flatMap(({ kind, value }, where) => {
    if (kind !== 'word' || value !== 'where') {
      return [];
    }
    let [depth, last] = [0, where + 1];
    for (; last < tokens.length; last++) {
      const { kind: kindHere, text, value: word } = tokens[last];
      depth += text === '(' ? 1 : text === ')' ? -1 : 0;
      if (depth < 0 || (depth === 0 && kindHere === 'word' && CLAUSES.includes(word))) {
        break;
      }
    }
    return [{ first: where + 1, last }];
  });
}

/** The items of each list that IN is asked for, and of each array, where it has several. */
function lists(tokens: SqlToken[]): Span[][] {
  return tokens.flatMap(({ kind, value }, index) => {
    if (kind !== 'word' || !['in (', 'array ['].includes(`${value} ${tokens[index + 1]?.text}`)) {
      return [];
    }
    const items: Span[] = [];
    let [depth, start, place] = [1, index + 2, index + 2];
    for (; depth > 0; place++) {
      const { text } = tokens[place];
      depth += ['(', '['].includes(text) ? 1 : [')', ']'].includes(text) ? -1 : 0;
      if (depth === 0 || (depth === 1 && text === ',')) {
        items.push({ first: start, last: place });
        start = place + 1;
      }
    }
    return items.length > 1 ? [items] : [];
  });
}

/** The text with a part replaced, and without the inputs that stand in that part. */
function withoutInputs(text: string, start: number, end: number, by: string): string {
  const inputs = [...text.slice(start, end).matchAll(/:(\w+)/g)].map(([, name]) => name);
  return inputs.reduce(
    (mutant, name) => mutant.replace(new RegExp(`^-- input: ${name}\\b.*\\n(--  .*\\n)*`, 'm'), ''),
    text.slice(0, start) + by + text.slice(end),
  );
}
