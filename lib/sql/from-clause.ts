import { SqlToken, isName, isWord } from './sql-tokens';

/** A name in FROM, and where its last token is. */
export interface TableName {
  /** In lower case, with dots between what it is made of. */
  readonly name: string;
  readonly qualified: boolean;
  readonly end: number;
}

/** What FROM takes besides names and queries. */
const TABLE_FUNCTIONS = ['unnest', 'lateral', 'json_table'];
/** What may stand between a table and a parenthesis that holds no names for columns. */
const NO_ALIASES = ['where', 'having', 'union', 'intersect', 'except', 'join', 'on', 'using', 'match_recognize'];

/** Whether what is read here is made by one of the functions that FROM takes. */
export function isTableFunction(tokens: SqlToken[], index: number): boolean {
  return isWord(tokens[index], ...TABLE_FUNCTIONS) && tokens[index + 1]?.text === '(';
}

/** The table that is named here, if one is. */
export function tableNameAt(tokens: SqlToken[], index: number): TableName | undefined {
  let end = index;
  while (tokens[end + 1]?.text === '.') {
    end += 2;
  }
  const parts = tokens.slice(index, end + 1);
  if (!isName(parts[0]) || tokens[end + 1]?.text === '(') {
    return undefined;
  }
  return { name: parts.map(({ value }) => value).join(''), qualified: end > index, end };
}

/** Whether that which ends here gets an alias with names for its columns, as in `t AS u (a, b)`. */
export function renamesColumns(tokens: SqlToken[], end: number): boolean {
  const as = isWord(tokens[end + 1], 'as');
  const [alias, parenthesis] = tokens.slice(end + (as ? 2 : 1));
  return parenthesis?.text === '(' && isName(alias) && (as || !isWord(alias, ...NO_ALIASES));
}
