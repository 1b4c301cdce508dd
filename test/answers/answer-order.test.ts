import { misplacedRows } from './answer-order';
import type { Row } from './questions';

const NOON = '2026-03-01T12:00:00Z';
const AFTER_NOON = '2026-03-01T12:00:00.5Z';

describe('requests', () => {
  const misplaced = (...rows: Row[]) => misplacedRows('copies', ['bucket', 'event_id', 'event_time'], rows);

  test('stand in the order of their times, the latest first, then of their ids', () => {
    expect(misplaced()).toBeUndefined();
    expect(misplaced(['z', 'b', AFTER_NOON], ['a', 'a', NOON], ['b', 'b', NOON], ['c', 'c', NOON])).toBeUndefined();
  });

  test('are misplaced where an earlier one, or the same time with a later id, stands first', () => {
    expect(misplaced(['z', 'a', NOON], ['a', 'b', AFTER_NOON])).toEqual([
      ['z', 'a', NOON],
      ['a', 'b', AFTER_NOON],
    ]);
    expect(misplaced(['z', 'c', AFTER_NOON], ['z', 'b', NOON], ['a', 'a', NOON])).toEqual([
      ['z', 'b', NOON],
      ['a', 'a', NOON],
    ]);
  });

  test('have those of no known time last, in the order of their ids', () => {
    expect(misplaced(['a', 'c', NOON], ['z', 'a', null], ['a', 'b', null])).toBeUndefined();
    expect(misplaced(['a', 'a', null], ['z', 'b', NOON])).toBeDefined();
    expect(misplaced(['a', 'b', null], ['a', 'a', null])).toBeDefined();
  });

  test('share no place', () => {
    expect(misplaced(['a', 'a', NOON], ['b', 'a', NOON])).toBeDefined();
  });
});

describe('groups', () => {
  const misplaced = (...rows: Row[]) => misplacedRows('data-event-costs', ['bucket', 'requests'], rows);

  test('stand in the order of their own query: numbers as numbers, texts by code points', () => {
    expect(misplaced(['z', 10], ['Z', 9], ['a', 9], ['\uffff', 9], ['🪣', 9], ['b', 8])).toBeUndefined();
    expect(misplaced(['z', 9], ['z', 10])).toBeDefined();
    expect(misplaced(['a', 9], ['Z', 9])).toBeDefined();
    expect(misplaced(['🪣', 9], ['\uffff', 9])).toBeDefined();
  });

  test('have null last, ascending and descending', () => {
    expect(misplaced(['z', 9], [null, 9], ['a', null])).toBeUndefined();
    expect(misplaced([null, 9], ['z', 9])).toBeDefined();
    expect(misplaced(['a', null], ['z', 9])).toBeDefined();
  });

  test('have false before true', () => {
    const columns = ['principal', 'client', 'tls_version', 'key_exchange', 'post_quantum', 'requests'];
    const group = (postQuantum: boolean, requests: number) => ['p', 'c', 'TLSv1.3', 'k', postQuantum, requests];

    expect(misplacedRows('tls-by-principal', columns, [group(false, 1), group(true, 2)])).toBeUndefined();
    expect(misplacedRows('tls-by-principal', columns, [group(true, 2), group(false, 1)])).toBeDefined();
  });
});

test('what promises no order may come in any', () => {
  expect(misplacedRows('all-fields', ['event_id'], [['b'], ['a'], ['a']])).toBeUndefined();
});

test('an answer without the columns that it is sorted by is none', () => {
  expect(() => misplacedRows('sigv2-days', ['requests'], [[1]])).toThrow('The answer has no day');
});
