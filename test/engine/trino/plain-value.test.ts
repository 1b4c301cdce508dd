import { type TypeSignature, plainValue } from '../../../engine/trino/plain-value';

const simple = (rawType: string): TypeSignature => ({ rawType, arguments: [] });
const argument = (value: TypeSignature) => ({ kind: 'TYPE' as const, value });
const field = (name: string, typeSignature: TypeSignature) => ({
  kind: 'NAMED_TYPE' as const,
  value: { fieldName: { name }, typeSignature },
});
const zoned: TypeSignature = { rawType: 'timestamp with time zone', arguments: [{ kind: 'LONG', value: 3 }] };
const row: TypeSignature = { rawType: 'row', arguments: [field('at', zoned), field('n', simple('bigint'))] };

test.each<[TypeSignature, unknown, unknown]>([
  [simple('varchar'), 'text', 'text'],
  [simple('bigint'), 5368709120, 5368709120],
  [simple('boolean'), true, true],
  [simple('double'), '1.5', 1.5],
  [simple('decimal'), '1.50', 1.5],
  [zoned, '2026-11-01 10:00:00.000 UTC', '2026-11-01T10:00:00Z'],
  [zoned, '2026-11-01 10:00:00.250 UTC', '2026-11-01T10:00:00.250Z'],
  [zoned, '2026-11-01 10:00:00.000 +02:00', '2026-11-01T08:00:00Z'],
  [simple('timestamp'), '2026-11-01 10:00:00.000000', '2026-11-01T10:00:00Z'],
  [simple('date'), '2026-11-01', '2026-11-01'],
  [zoned, null, null],
  [row, ['2026-11-01 10:00:00.000 UTC', 1], { at: '2026-11-01T10:00:00Z', n: 1 }],
  [{ rawType: 'array', arguments: [argument(row)] }, [[null, 2]], [{ at: null, n: 2 }]],
  [
    { rawType: 'map', arguments: [argument(simple('varchar')), argument(zoned)] },
    { a: '2026-11-01 10:00:00.000 UTC' },
    { a: '2026-11-01T10:00:00Z' },
  ],
])('%j: %j', (type, value, expected) => {
  expect(plainValue(value, type)).toEqual(expected);
});

test('fails on what it does not know', () => {
  expect(() => plainValue('x', simple('interval'))).toThrow('A value of interval has no plain form');
  expect(() => plainValue('2026-11-01 10:00:00.000 Europe/Paris', zoned)).toThrow('zone that is unknown');
});
