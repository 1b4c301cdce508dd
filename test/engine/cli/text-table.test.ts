import { textTable, wholeTable, wrapped } from '../../../engine/cli/text-table';

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

  test('cuts texts in the middle, so that their ends tell them apart, and fills the line', () => {
    const arn = (name: string) =>
      `arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Administrators_0123456789/${name}`;
    const key = (name: string) => `exports/2026/11/26/a-long-folder/another-long-folder/${name}.parquet`;
    const rows = [1, 2].map((index) => [arn(`alice-${index}`), key(`part-0000${index}`)]);
    const lines = textTable(['principal', 'object_key'], rows, LIMITS).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatch(/^arn….*\/alice-1 {2}exports\S*….*\/part-00001\.parquet$/);
    expect(lines[3]).toMatch(/alice-2 .*part-00002\.parquet$/);
    expect(lines[2]).toHaveLength(80);
  });

  test.each([
    '2026-11-26T23:58:52.123Z',
    '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
    '123456789012345678',
    '203.0.113.0/24',
  ])('never cuts %s', (value) => {
    const text = textTable(['a_value', 'text'], [[value, 'x'.repeat(200)]], { width: 80, rows: 10 });
    expect(text).toContain(`\n${value}  xxx`);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(80);
  });

  test('says which columns are left out', () => {
    const columns = ['time', 'principal', 'bucket', 'object_key', 'user_agent'];
    const row = ['2026-11-26T23:58:52Z', ...columns.slice(1).map((name) => `${name} `.repeat(9))];
    const lines = textTable(columns, [row], LIMITS).split('\n');
    expect(lines[0]).toMatch(/^time +principal +bucket$/);
    expect(lines.at(-1)).toBe('Left out, as the line is full: object_key, user_agent.');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('has a line for each value where less than half of the columns fit', () => {
    const columns = Array.from({ length: 10 }, (_, index) => `column_${index}`);
    const row = columns.map((column) => `${column} `.repeat(20));
    const lines = textTable(columns, [row, row, row], LIMITS).split('\n');
    expect(lines[0]).toBe('-- row 1 of 3');
    expect(lines[1]).toMatch(/^column_0 {2}column_0 column_0 .*…/);
    expect(lines.at(-1)).toBe('... and 1 more row');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(LIMITS.width);
  });

  test('cuts no character into halves', () => {
    for (const length of [40, 41, 42, 43]) {
      const [, , line] = textTable(['a'], [['😀'.repeat(length)]], { width: 31, rows: 1 }).split('\n');
      expect(line.length).toBeLessThanOrEqual(31);
      expect(line).toMatch(/^(?:😀)+…(?:😀)+$/u);
    }
  });

  test('keeps control characters from the terminal', () => {
    expect(textTable(['a'], [['x\u001b[31mred\ny']], LIMITS).split('\n')[2]).toBe('x\ufffd[31mred\ufffdy');
  });
});

test('wholeTable cuts nothing, of later rows that are wider neither', () => {
  const long = 'x'.repeat(500);
  const { head, line } = wholeTable(['a', 'b'], [['12345', 1]]);
  expect(head).toEqual(['a      b', '-----  -']);
  expect([line(['1', 2]), line([long, 3])]).toEqual(['1      2', `${long}  3`]);
});

test('wrapped breaks between words, and never within one', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapped('a-word-that-is-too-long for it', 8, '  ')).toEqual(['  a-word-that-is-too-long', '  for it']);
});

test('an address is whole beside the name of a service', () => {
  const address = '2001:db8:85a3:8d3:1319:8a2e:370:7348';
  const rows = [
    ['2026-11-12T01:02:03Z', address, 'a-bucket-with-a-name-that-is-rather-long-for-a-line'],
    ['2026-11-12T01:02:03Z', 'cloudtrail.amazonaws.com', 'another'],
  ];
  const table = textTable(['event_time', 'source_ip', 'bucket'], rows, { width: 80, rows: 15 });
  expect(table).toContain(address);
});
