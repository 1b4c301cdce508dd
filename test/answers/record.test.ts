import { bytes, time, wholeNumber } from './record';

describe('what a record holds', () => {
  test.each<[unknown, string | null]>([
    ['2026-03-01T12:34:56Z', '2026-03-01T12:34:56Z'],
    ['2026-03-01T12:34:56.7Z', '2026-03-01T12:34:56.700Z'],
    ['2026-03-01T12:34:56.000Z', '2026-03-01T12:34:56Z'],
    ['2026-03-01T01:34:56+02:00', '2026-02-28T23:34:56Z'],
    ['2026-03-01T12:34:56.5-05:30', '2026-03-01T18:04:56.500Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2026-02-29T00:00:00Z', null],
    ['2026-13-01T00:00:00Z', null],
    ['2026-03-01T24:00:00Z', null],
    ['2026-03-01T12:34:60Z', null],
    ['2026-03-01T12:34:56+25:00', null],
    ['2026-03-01T12:34:56', null],
    ['2026-03-01T12:34Z', null],
    ['2026-03-01', null],
    ['2026-03-01 12:34:56Z', null],
    ['yesterday', null],
    ['', null],
    [1772368496, null],
    [undefined, null],
  ])('the time %j is %j', (value, expected) => {
    expect(time({ value }, 'value')).toBe(expected);
  });

  test.each<[unknown, number | null]>([
    [12, 12],
    [0, 0],
    ['12', 12],
    ['0.0', 0],
    ['1.2E7', 12_000_000],
    ['1.2e+7', 12_000_000],
    ['1.0E-3', 0],
    ['9.2E18', 9.2e18],
    ['9.3E18', null],
    ['9223372036854775808', null],
    ['1E400', null],
    ['NaN', null],
    ['Infinity', null],
    [-1, null],
    ['-1', null],
    ['+1', null],
    ['5f', null],
    ['.5', null],
    ['5.', null],
    ['0x10', null],
    [' 5', null],
    ['', null],
    [true, null],
    [null, null],
    [undefined, null],
  ])('%j bytes are %j', (value, expected) => {
    expect(bytes({ value }, 'value')).toBe(expected);
  });

  test.each<[unknown, number | null]>([
    ['300', 300],
    ['0', 0],
    [604800, 604800],
    ['999999999999999999', 999999999999999999],
    ['1000000000000000000', null],
    ['-300', null],
    ['3.5', null],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('the whole number %j is %j', (value, expected) => {
    expect(wholeNumber({ value }, 'value')).toBe(expected);
  });
});
