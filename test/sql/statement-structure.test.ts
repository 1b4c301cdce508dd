import { selectsAll, tokenize } from '../../lib/sql/sql-tokens';
import { structureOf } from '../../lib/sql/statement-structure';

const read = (sql: string) => structureOf('query', tokenize('query', sql));
const values = (sql: string) => tokenize('query', sql).map(({ kind, value }) => [kind, value]);

describe('tokens', () => {
  test.each([
    [
      'a[1] :b',
      [
        ['word', 'a'],
        ['symbol', '['],
        ['number', '1'],
        ['symbol', ']'],
        ['symbol', ':'],
        ['word', 'b'],
      ],
    ],
    [
      'f(1):b',
      [
        ['word', 'f'],
        ['symbol', '('],
        ['number', '1'],
        ['symbol', ')'],
        ['symbol', ':'],
        ['word', 'b'],
      ],
    ],
    [
      'WHERE :B',
      [
        ['word', 'where'],
        ['input', 'B'],
      ],
    ],
    [
      "'A':b",
      [
        ['string', "'A'"],
        ['symbol', ':'],
        ['word', 'b'],
      ],
    ],
    ['"A""B"', [['quoted', 'a"b']]],
    ['${Token[TOKEN.12]}', [['word', '${Token[TOKEN.12]}']]],
    ['"A${Token[My.Name.12]}B"', [['quoted', 'a${Token[My.Name.12]}b']]],
    [
      'A -- B\n/* C */ ?',
      [
        ['word', 'a'],
        ['parameter', '?'],
      ],
    ],
    [
      '0x1F 1.5e-3 .5 1_000',
      [
        ['number', '0x1F'],
        ['number', '1.5e-3'],
        ['number', '.5'],
        ['number', '1_000'],
      ],
    ],
    [
      "U&'a''b' x'00'",
      [
        ['string', "U&'a''b'"],
        ['string', "x'00'"],
      ],
    ],
  ])('%s', (sql, tokens) => {
    expect(values(sql)).toEqual(tokens);
  });

  test('have their places', () => {
    expect(tokenize('query', ' a  b')).toEqual([
      { kind: 'word', text: 'a', value: 'a', start: 1, end: 2 },
      { kind: 'word', text: 'b', value: 'b', start: 4, end: 5 },
    ]);
  });

  test.each([
    [`'${'x'.repeat(80)}`, `'${'x'.repeat(59)}`, 'a string, quoted name or comment that has an end'],
    ['"x', '\\"x', 'a string, quoted name or comment that has an end'],
    ['/* x', '/* x', 'a string, quoted name or comment that has an end'],
    ['1x', '1x', 'a number with white space or a symbol behind it'],
    ['a 1.', undefined, ''],
    ['#1', '#1', 'a character of SQL; others stand in strings, comments and names in double quotes'],
  ])('%s', (sql, got, allowed) => {
    const run = () => tokenize('query', sql);
    if (got === undefined) {
      expect(run).not.toThrow();
    } else {
      expect(run).toThrow(`Invalid 'query': got "${got}", allowed is ${allowed}.`);
    }
  });
});

test.each([
  ['SELECT * FROM a', true],
  ['SELECT DISTINCT * FROM a', true],
  ['SELECT ALL * FROM a', true],
  ['SELECT b, * FROM a', true],
  ['SELECT a.* FROM a', true],
  ['SELECT count(*) FROM a', false],
  ['SELECT b * 2 FROM a', false],
  ['*', false],
])('whether all columns are selected: %s', (sql, expected) => {
  expect(selectsAll(tokenize('query', sql))).toBe(expected);
});

describe('the structure', () => {
  test.each<[string, string[], string[]?, string[]?]>([
    ['SELECT 1', []],
    ['SELECT 1 FROM a', ['a']],
    ['SELECT 1 FROM A.B."C.D"', ['a.b.c.d']],
    ['SELECT 1 FROM a, b JOIN c ON true', ['a', 'b', 'c']],
    ['SELECT 1 FROM a AS b (c)', ['a'], [], ['a']],
    ['SELECT 1 FROM a b (c), d AS e', ['a', 'd'], [], ['a']],
    ['SELECT 1 FROM (a JOIN b ON true) AS c (d), e', ['a', 'b', 'e'], [], ['a', 'b']],
    ['SELECT 1 FROM (a JOIN b ON true) WHERE (c) IN (1)', ['a', 'b']],
    ['SELECT 1 FROM ((a)), b', ['a', 'b']],
    ['SELECT 1 FROM (a JOIN window) AS b', ['a', 'window']],
    ['SELECT 1 FROM (SELECT 1 FROM window) AS b', ['window']],
    ['SELECT 1 FROM (SELECT 2 FROM a) AS b (c)', ['a']],
    ['SELECT 1 FROM a WHERE (b) IN (SELECT 1 FROM c, d)', ['a', 'c', 'd']],
    ['SELECT 1 FROM unnest', ['unnest']],
    ['SELECT 1 FROM unnest(ARRAY[1, 2]) AS a (b), c', ['c']],
    ['SELECT 1 FROM a CROSS JOIN LATERAL (SELECT 1 FROM b) AS c', ['a', 'b']],
    ['SELECT 1 FROM (VALUES (1, 2), (3, 4)) AS a (b, c), d', ['d']],
    ['SELECT "where", "from", "table" FROM a, b', ['a', 'b']],
    ['SELECT r.where, b FROM a, b', ['a', 'b']],
    ['SELECT r.from, b FROM a', ['a']],
    ['SELECT 1 FROM a WHERE b IS DISTINCT FROM c', ['a']],
    ['SELECT trim(both FROM b) FROM a', ['a']],
    ['SELECT 1 FROM a UNION SELECT 1 FROM b', ['a', 'b']],
    ['SELECT 1 FROM a GROUP BY b, c', ['a']],
    ['SELECT listagg(b) WITHIN GROUP (ORDER BY c), d FROM a, e', ['a', 'e']],
    ['SELECT count(*) FILTER (WHERE b > 1), c FROM a, d', ['a', 'd']],
    ['SELECT 1 FROM a, b WINDOW w AS (ORDER BY c, d), v AS (w)', ['a', 'b']],
    ['SELECT window FROM a, b', ['a', 'b']],
    ['WITH x AS (SELECT 1 FROM a) SELECT 1 FROM x, b', ['a', 'b'], ['x']],
    ['WITH x AS (SELECT 1 FROM a), y AS (SELECT 1 FROM x) SELECT 1 FROM y', ['a'], ['x', 'y']],
    ['WITH x (c) AS (SELECT 1 FROM x) SELECT 1 FROM x', ['x'], ['x']],
    ['WITH RECURSIVE x (c) AS (SELECT 1 FROM x) SELECT 1 FROM x', [], ['x']],
    ['WITH x AS ((SELECT 1 FROM a) UNION (SELECT 2 FROM b)) SELECT 1 FROM x', ['a', 'b'], ['x']],
    ['SELECT 1 FROM (WITH x AS (SELECT 1 FROM a), y AS (SELECT 2 FROM x) SELECT 1 FROM y), x', ['a', 'x'], ['x', 'y']],
    ['WITH x AS (SELECT 1 FROM a) SELECT 1 FROM d.x', ['a', 'd.x'], ['x']],
  ])('%s', (sql, tables, ownQueries = [], renamedTables = []) => {
    expect(read(sql)).toEqual({ tables, ownQueries, renamedTables });
  });

  const PARENTHESES = ['"a parenthesis"', 'parentheses in pairs'];
  const OWN_QUERY = 'a name, then AS and a query in parentheses, in WITH';
  const IN_FROM = 'a table, a query in parentheses, UNNEST, LATERAL or JSON_TABLE in FROM';
  const NAMED = "an input by its name, such as :bucket, declared as '-- input: bucket - its meaning' in the header";
  const IN_WHERE = 'an input in WHERE, as an expression, since Athena takes a parameter nowhere else';
  test.each([
    ['SELECT (1', ...PARENTHESES],
    ['SELECT 1)', ...PARENTHESES],
    ['WITH a', '"a"', OWN_QUERY],
    ["WITH 'a' AS (SELECT 1)", `"'a'"`, OWN_QUERY],
    ['WITH a SELECT 1', '"a"', OWN_QUERY],
    ["SELECT 1 FROM 'a'", `"'a'"`, IN_FROM],
    ['SELECT 1 FROM f(a)', '"f"', IN_FROM],
    ['SELECT 1 FROM TABLE(a)', '"TABLE"', 'SELECT ... FROM instead of TABLE, and no function that makes a table'],
    ['SELECT 1 FROM a NATURAL JOIN b', '"NATURAL"', 'a JOIN with ON or USING'],
    ['SELECT 1 FROM a WHERE b = ?', '"?"', NAMED],
    ['SELECT b pattern (?) FROM a', '"?"', NAMED],
    ['SELECT sum(b) OVER (ORDER BY pattern (?)) FROM a', '"?"', NAMED],
    ['WITH x AS (SELECT b pattern (?) FROM a) SELECT 1 FROM x', '"?"', NAMED],
    ['SELECT 1 FROM a WINDOW w AS (ORDER BY f(b pattern (?)))', '"?"', NAMED],
    ['SELECT 1 FROM a WHERE json_object[b :c]', '":c"', IN_WHERE],
    ['SELECT :b FROM a', '":b"', IN_WHERE],
    ['SELECT 1 FROM a WHERE b :c', '":c"', IN_WHERE],
    ['SELECT 1 FROM a WHERE b :', '":"', IN_WHERE],
    ['SELECT 1 FROM a WHERE f(b :c)', '":c"', IN_WHERE],
  ])('%s: is refused', (sql, got, allowed) => {
    expect(() => read(sql)).toThrow(`Invalid 'query': got ${got}, allowed is ${allowed}.`);
  });

  test.each([
    ['SELECT 1 FROM a MATCH_RECOGNIZE (ORDER BY b PATTERN (c? d) DEFINE c AS true)'],
    ['SELECT 1 FROM a MATCH_RECOGNIZE (PATTERN (c?) DEFINE c AS true)'],
    ['SELECT 1 FROM a MATCH_RECOGNIZE (MEASURES f(c) PATTERN (c?) DEFINE c AS true)'],
    ['SELECT 1 FROM a MATCH_RECOGNIZE (MEASURES b.* PATTERN (c?) DEFINE c AS true)'],
    ['SELECT 1 FROM a WINDOW w AS (ORDER BY b PATTERN (c?) DEFINE c AS true)'],
    ['SELECT f() OVER (ORDER BY b PATTERN (c?) DEFINE c AS true) FROM a'],
    ['SELECT 1 FROM a WHERE json_object(b :c) IS NULL AND d = :e'],
  ])('%s: is taken', (sql) => {
    expect(read(sql).tables).toEqual(['a']);
  });
});
