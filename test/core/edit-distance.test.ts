import { editDistance } from '../../lib/core/edit-distance';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['abc', 'abc', 0],
  ['abc', 'axc', 1],
  ['abc', 'abcd', 1],
  ['abc', 'bc', 1],
  ['ab', 'ba', 2],
  ['kitten', 'sitting', 3],
  ['flaw', 'lawn', 2],
])('%p and %p differ in as many characters', (one, other, expected) => {
  expect(editDistance(one, other)).toBe(expected);
  expect(editDistance(other, one)).toBe(expected);
});
