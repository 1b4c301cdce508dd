import { boundMutants, countMutants, mutantsOf, orderMutants, predicateMutants } from './predicate-mutants';

const withouts = (text: string) => predicateMutants(text).map(({ change }) => change.replace(/^without /, ''));

test('each condition is dropped, wherever it stands', () => {
  const text = `SELECT count(*) FILTER (WHERE a = 1) FROM t
    WHERE (b = 2 OR c = 3 AND d = 4) AND NOT (e = 5) AND f(g AND h) GROUP BY i`;
  expect(withouts(text)).toEqual([
    'a = 1',
    '(b = 2 OR c = 3 AND d = 4)',
    'b = 2',
    'c = 3',
    'd = 4',
    'NOT (e = 5)',
    'f(g AND h)',
  ]);
  expect(predicateMutants(text).map((mutant) => mutant.text.replace(/\s+/g, ' '))).toEqual(
    expect.arrayContaining([
      'SELECT count(*) FILTER (WHERE true) FROM t WHERE (b = 2 OR c = 3 AND d = 4) AND NOT (e = 5) AND f(g AND h) GROUP BY i',
      'SELECT count(*) FILTER (WHERE a = 1) FROM t WHERE (false OR c = 3 AND d = 4) AND NOT (e = 5) AND f(g AND h) GROUP BY i',
      'SELECT count(*) FILTER (WHERE a = 1) FROM t WHERE (b = 2 OR c = 3 AND true) AND NOT (e = 5) AND f(g AND h) GROUP BY i',
    ]),
  );
});

test('each item of a list is dropped', () => {
  expect(predicateMutants("SELECT 1 FROM t WHERE a IN ('b', 'c')").map(({ text }) => text)).toEqual([
    'SELECT 1 FROM t WHERE true',
    "SELECT 1 FROM t WHERE a IN ( 'c')",
    "SELECT 1 FROM t WHERE a IN ('b')",
  ]);
});

test('so is each that is no text', () => {
  expect(withouts('SELECT 1 FROM t WHERE f(a, b) IN (concat(c, d), e)').slice(1)).toEqual(['concat(c, d),', ', e']);
});

test('so is each of an array', () => {
  expect(withouts('SELECT 1 FROM t WHERE contains(ARRAY[concat(c, d), e[1]], f)').slice(1)).toEqual([
    'concat(c, d),',
    ', e[1]',
  ]);
});

test('an input that is dropped is no longer declared', () => {
  const header = '-- input: b - one\n--   of two\n-- input: c - another\n';
  expect(predicateMutants(`${header}SELECT 1 FROM t WHERE a = :b AND d = :c`).map(({ text }) => text)).toEqual([
    '-- input: c - another\nSELECT 1 FROM t WHERE true AND d = :c',
    '-- input: b - one\n--   of two\nSELECT 1 FROM t WHERE a = :b AND true',
  ]);
});

test('each bound that is included is left out', () => {
  const text = 'SELECT 1 FROM t\nWHERE a >= 1 AND b <= 2 AND c > = 3 AND d <> 4 AND e = 5';
  expect(boundMutants(text).map((mutant) => mutant.text)).toEqual([
    text.replace('a >= 1', 'a > 1'),
    text.replace('b <= 2', 'b < 2'),
  ]);
  expect(boundMutants(text)[0].change).toBe(
    '> in place of >= in WHERE a >= 1 AND b <= 2 AND c > = 3 AND d <> 4 AND e = 5',
  );
});

test('each count of different values becomes one of all', () => {
  const text = "SELECT count(DISTINCT a), count(*), count(b), count(DISTINCT c || 'count(DISTINCT d)') FROM t";
  expect(countMutants(text).map((mutant) => mutant.text)).toEqual([
    text.replace('DISTINCT a', ' a'),
    text.replace('DISTINCT c', ' c'),
  ]);
});

test('each descending order becomes an ascending one', () => {
  const text = 'SELECT rank() OVER (ORDER BY a DESC) FROM t ORDER BY b DESC, "desc", c DESC';
  expect(orderMutants(text).map((mutant) => mutant.text)).toEqual([
    text.replace('a DESC', 'a '),
    text.replace('b DESC', 'b '),
    text.replace('c DESC', 'c '),
  ]);
  expect(mutantsOf(text).map(({ ofOrder }) => ofOrder)).toEqual([true, true, true]);
});
