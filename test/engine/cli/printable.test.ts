import { printable, printableJson, report } from '../../../engine/cli/printable';

/** A character of each kind that must not be shown, by its name. */
const CONTROLS: [name: string, character: string][] = [
  ['NUL', '\0'],
  ['a tab', '\t'],
  ['a new line', '\n'],
  ['a carriage return', '\r'],
  ['ESC', '\u001b'],
  ['DEL', '\u007f'],
  ['NEL', '\u0085'],
  ['CSI in one character', '\u009b'],
  ['a soft hyphen', '\u00ad'],
  ['an Arabic letter mark', '\u061c'],
  ['a space without width', '\u200b'],
  ['a right-to-left mark', '\u200f'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['a right-to-left override', '\u202e'],
  ['an isolate', '\u2066'],
  ['a byte order mark', '\ufeff'],
  ['a tag, of two code units', '\u{e0041}'],
];
const HARMLESS = 'aé ß – “” 日本語 עברית 😀👩 \u00a0 \ufffd \\ " / e\u0301';

describe.each(CONTROLS)('%s', (_, character) => {
  test('is replaced in a text', () => {
    expect(printable(`a${character}${character}b`)).toBe('a\ufffd\ufffdb');
  });

  test('is escaped in JSON', () => {
    const value = [`a${character}b`, { [character]: [character] }];
    const json = printableJson(value);
    expect(json).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(json)).toEqual(value);
  });

  test('is replaced in a line of a report', () => {
    const write = jest.spyOn(console, 'error').mockImplementation();
    report(`a${character}b`);
    expect(write.mock.calls).toEqual([['a\ufffdb']]);
    write.mockRestore();
  });
});

test('other characters stay', () => {
  expect(printable(HARMLESS)).toBe(HARMLESS);
  expect(printableJson(HARMLESS)).toBe(JSON.stringify(HARMLESS));
});

test('half a character reads back as it was', () => {
  expect(JSON.parse(printableJson('\ud83d'))).toBe('\ud83d');
});

test.each([null, 1.5, true, [], { a: null }])('%j is JSON as it is', (value) => {
  expect(printableJson(value)).toBe(JSON.stringify(value));
});
