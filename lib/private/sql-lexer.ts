import { invalid } from './validation';

/** A piece of SQL text. Comments and white space are left out, but for their place in the text. */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'string' | 'input' | 'parameter' | 'symbol';
  /** As it stands in the text. */
  readonly text: string;
  /** What it names: a word or quoted identifier in lower case, an input without its colon; else the text. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const PIECES: [SqlToken['kind'] | 'skipped', RegExp][] = [
  // A token of the CDK, whatever it will be, is no SQL of its own.
  ['symbol', /\$\{Token\[[^\]]*\]\}/y],
  ['skipped', /\s+|--[^\r\n]*|\/\*[\s\S]*?\*\//y],
  ['string', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  // After a string, a colon stands between a key of json_object and its value.
  ['input', /(?<!'):[A-Za-z_]\w*/y],
  ['parameter', /\?/y],
  ['word', /[A-Za-z0-9_]+/y],
  ['symbol', /[^'"]/y],
];

/**
 * Splits SQL into its tokens, so that nobody mistakes a word in a string or in a comment for one of the query.
 *
 * @throws if a string, a quoted name or a comment has no end; the error names the property
 */
export function tokenize(property: string, sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let position = 0;
  while (position < sql.length) {
    const [kind, text] = pieceAt(sql, position) ?? noEnd(property, sql, position);
    const start = position;
    position += text.length;
    if (kind !== 'skipped') {
      tokens.push({ kind, text, value: valueOf(kind, text), start, end: position });
    }
  }
  return tokens;
}

function pieceAt(sql: string, position: number): [SqlToken['kind'] | 'skipped', string] | undefined {
  if (!sql.startsWith('/*', position) || sql.includes('*/', position + 2)) {
    for (const [kind, pattern] of PIECES) {
      pattern.lastIndex = position;
      const match = pattern.exec(sql);
      if (match) {
        return [kind, match[0]];
      }
    }
  }
  return undefined;
}

function noEnd(property: string, sql: string, position: number): never {
  return invalid(property, sql.slice(position, position + 60), 'a string, quoted name or comment that has an end');
}

function valueOf(kind: SqlToken['kind'], text: string): string {
  switch (kind) {
    case 'word':
      return text.toLowerCase();
    case 'quoted':
      return text.slice(1, -1).replace(/""/g, '"').toLowerCase();
    case 'input':
      return text.slice(1);
    default:
      return text;
  }
}
