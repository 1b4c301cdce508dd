import { invalid } from '../core/validation';

/** A piece of SQL text. Comments and white space are left out, but for their place in the text. */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'input' | 'parameter' | 'symbol';
  /** As it stands in the text. */
  readonly text: string;
  /** What it names: a word or quoted identifier in lower case but for the CDK's tokens, an input without its colon; else the text. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

type Piece = [SqlToken['kind'] | 'skipped', string];

/** As Trino has them, but for a word right behind a number: `1.FROM` and `1e5FROM` are read in ways that nobody expects. */
const PIECES: [Piece[0], RegExp][] = [
  // A token of the CDK is a name that isn't known yet.
  ['word', /\$\{Token\[[^\]]*\]\}/y],
  ['skipped', /[ \t\r\n]+|--[^\r\n]*|\/\*[^]*?\*\//y],
  ['string', /(?:U&|X)?'(?:[^']|'')*'/iy],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['number', /(?:0[xob][\da-f_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?)(?![\w.])/iy],
  ['input', /:[A-Za-z_]\w*/y],
  ['parameter', /\?/y],
  ['word', /[A-Za-z_]\w*/y],
  ['symbol', /(?!\/\*)[-()[\]{}<>=!+*/%|^$.,:;]/y],
];

/** Behind these words, in WHERE, begins an expression. */
const BEFORE_EXPRESSION = new Set(
  (
    'where and or not in like escape between symmetric asymmetric case when then else from for both leading trailing ' +
    'key value passing default'
  ).split(' '),
);

/**
 * Splits SQL into its tokens, so that nobody mistakes a word in a string or in a comment for one of the query.
 *
 * @throws if some text is no token; the error names the property
 */
export function tokenize(property: string, sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let position = 0;
  while (position < sql.length) {
    const [kind, text] = pieceAt(sql, position, tokens[tokens.length - 1]) ?? unreadable(property, sql.slice(position));
    const start = position;
    position += text.length;
    if (kind !== 'skipped') {
      tokens.push({ kind, text, value: valueOf(kind, text), start, end: position });
    }
  }
  return tokens;
}

function pieceAt(sql: string, position: number, before?: SqlToken): Piece | undefined {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = position;
    const match = pattern.exec(sql);
    if (match) {
      // In json_object, a colon stands between a key and its value.
      return kind === 'input' && before && endsExpression(before) ? ['symbol', ':'] : [kind, match[0]];
    }
  }
  return undefined;
}

function endsExpression({ kind, value }: SqlToken): boolean {
  switch (kind) {
    case 'symbol':
      return value === ')' || value === ']';
    case 'word':
      return !BEFORE_EXPRESSION.has(value);
    default:
      return true;
  }
}

function unreadable(property: string, sql: string): never {
  const text = sql.slice(0, 60);
  if (/^['"/]/.test(text)) {
    return invalid(property, text, 'a string, quoted name or comment that has an end');
  }
  return /^\d/.test(text)
    ? invalid(property, text, 'a number with white space or a symbol behind it')
    : invalid(property, text, 'a character of SQL; others stand in strings, comments and names in double quotes');
}

function valueOf(kind: SqlToken['kind'], text: string): string {
  switch (kind) {
    case 'word':
      return inLowerCase(text);
    case 'quoted':
      return inLowerCase(text.slice(1, -1).replace(/""/g, '"'));
    case 'input':
      return text.slice(1);
    default:
      return text;
  }
}

/** A token of the CDK is found by its text, and stays as it is. */
function inLowerCase(text: string): string {
  return text.replace(/(\$\{Token\[[^\]]*\]\})|[^]/g, (piece, token) =>
    token === undefined ? piece.toLowerCase() : piece,
  );
}

/** Whether it is that word of SQL, and no name in quotes. */
export function isWord(token: SqlToken | undefined, ...values: string[]): boolean {
  return token?.kind === 'word' && values.includes(token.value);
}

export function isName(token: SqlToken | undefined): token is SqlToken {
  return token?.kind === 'word' || token?.kind === 'quoted';
}

/** Whether some `*` stands for columns, not for `count(*)` or a product. One too many only costs a wider relation. */
export function selectsAll(tokens: SqlToken[]): boolean {
  return tokens.some(
    (token, index) => token.value === '*' && ['select', 'distinct', 'all', ',', '.'].includes(tokens[index - 1]?.value),
  );
}
