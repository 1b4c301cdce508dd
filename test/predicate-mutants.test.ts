import { predicateMutants } from './predicate-mutants';

const withouts = (text: string) => predicateMutants(text).map(({ without }) => without);

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

test('an input that is dropped is no longer declared', () => {
  const header = '-- input: b - one\n--   of two\n-- input: c - another\n';
  expect(predicateMutants(`${header}SELECT 1 FROM t WHERE a = :b AND d = :c`).map(({ text }) => text)).toEqual([
    '-- input: c - another\nSELECT 1 FROM t WHERE true AND d = :c',
    '-- input: b - one\n--   of two\nSELECT 1 FROM t WHERE a = :b AND true',
  ]);
});
