import { textTable } from '../../../engine/cli/text-table';

const LIMITS = { width: 80, rows: 10 };

describe('textTable', () => {
  test('aligns columns', () => {
    const rows = [
      ['arn:aws:iam::111122223333:user/bob', 12],
      [null, { a: [true] }],
    ];
    expect(textTable(['principal', 'requests'], rows, LIMITS)).toBe(
      [
        'principal                           requests',
        '----------------------------------  ------------',
        'arn:aws:iam::111122223333:user/bob  12',
        '-                                   {"a":[true]}',
      ].join('\n'),
    );
  });

  test('says that there are no rows', () => {
    expect(textTable(['a'], [], LIMITS)).toBe('(no rows)');
  });

  test('limits the rows', () => {
    const lines = textTable(['a'], [['1'], ['2'], ['3']], { width: 80, rows: 2 }).split('\n');
    expect(lines.slice(-2)).toEqual(['2', '... and 1 more row']);
  });

  test('cuts the widest columns until a line fits', () => {
    const lines = textTable(['a', 'b', 'c'], [['x'.repeat(99), 'y'.repeat(20), 'z']], { width: 50, rows: 10 }).split(
      '\n',
    );
    expect(lines[2]).toBe(`${'x'.repeat(24)}…  ${'y'.repeat(20)}  z`);
  });

  test('has a line for each value where there are too many columns', () => {
    const columns = Array.from({ length: 10 }, (_, index) => `column_${index}`);
    const row = columns.map((column) => `${column} `.repeat(20));
    const lines = textTable(columns, [row, row, row], LIMITS).split('\n');
    expect(lines[0]).toBe('-- row 1 of 3');
    expect(lines[1]).toMatch(/^column_0 {2}column_0 column_0 .*…$/);
    expect(lines.at(-1)).toBe('... and 1 more row');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(LIMITS.width);
  });

  test('cuts no character into halves', () => {
    expect(textTable(['a'], [[`${'x'.repeat(38)}😀😀`]], LIMITS).split('\n')[2]).toBe(`${'x'.repeat(38)}…`);
  });

  test('keeps control characters from the terminal', () => {
    expect(textTable(['a'], [['x\u001b[31mred\ny']], LIMITS).split('\n')[2]).toBe('x\ufffd[31mred\ufffdy');
  });
});
