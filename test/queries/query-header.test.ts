import { parseHeader } from '../../lib/queries/query-header';

const header = (...lines: string[]) => parseHeader('queries: own', lines.join('\n'));

describe('a line', () => {
  test('of each kind says something of the query', () => {
    expect(
      header(
        ...['-- title: A title', '-- question: A question?', '-- row: a request', '-- finding: What to do.'],
        ...['-- see: https://docs.aws.amazon.com/', '-- needs: reads', '-- input: bucket - its name'],
      ),
    ).toEqual({
      title: 'A title',
      question: 'A question?',
      row: 'a request',
      finding: 'What to do.',
      see: 'https://docs.aws.amazon.com/',
      needs: 'reads',
      inputs: [{ name: 'bucket', description: 'its name', valueType: 'string', defaultValue: undefined }],
    });
  });

  test('that is missing says nothing', () => {
    expect(header('-- a comment')).toEqual({ inputs: [] });
  });

  test.each([
    ['may have no blank', '--title:A title'],
    ['may stand behind white space, and have it at its end', ' \t-- title:   A title \t '],
    ['may be in any case', '-- TITLE: A title'],
    ['counts where it is the first of its kind', '-- title: A title\n-- title: Another'],
    ['ends with a carriage return', '-- title: A title\r-- row: a request'],
    ['ends with both', '-- title: A title\r\n\r\n-- row: a request'],
    ['goes on where two blanks follow', '-- title: A\n--  title'],
    ['goes on behind white space, and has it at its end', '-- title: A\n \t --   title  '],
    ['does not go on where one blank follows', '-- title: A title\n-- title'],
    ['does not go on in a comment of another kind', '-- title: A title\n/* a --  b */'],
    ['does not begin with what would go on', '--   Another\n-- title: A title'],
  ])('%s', (_, text) => {
    expect(header(text).title).toBe('A title');
  });

  test('goes on where the last one is meant', () => {
    expect(header('-- title: A title', '-- row: a', '--   request', '--   of one')).toMatchObject({
      title: 'A title',
      row: 'a request of one',
    });
  });
});

describe('an input', () => {
  test.each([
    ['bucket', { name: 'bucket' }],
    ['_Bucket_2', { name: '_Bucket_2' }],
    ['bucket - its name', { name: 'bucket', description: 'its name' }],
    ['bucket   -   its name - or so', { name: 'bucket', description: 'its name - or so' }],
    ['bucket (list)', { name: 'bucket', valueType: 'list' }],
    ['bucket(list)', { name: 'bucket', valueType: 'list' }],
    ['bucket  (  list  )', { name: 'bucket', valueType: 'list' }],
    ['bucket (list = a, b)', { name: 'bucket', valueType: 'list', defaultValue: 'a, b' }],
    ['bucket (list=a)', { name: 'bucket', valueType: 'list', defaultValue: 'a' }],
    ['bucket (list  =   a  )  - which', { name: 'bucket', valueType: 'list', defaultValue: 'a', description: 'which' }],
  ])('%s', (line, said) => {
    expect(header(`-- input: ${line}`).inputs).toEqual([
      { description: '', valueType: 'string', defaultValue: undefined, ...said },
    ]);
  });

  test.each([
    ...[
      '',
      '1bucket',
      '-bucket',
      'a bucket',
      'bucket-name',
      'bucket -its',
      'bucket- its',
      'bucket (list',
      'bucket list)',
    ],
    ...['bucket (a list)', 'bucket (list a)', 'bucket ()', 'bucket (list) its', 'bucket (list = a) b)'],
  ])('"%s" is none', (line) => {
    expect(() => header(`-- input: ${line}`)).toThrow(
      `Invalid 'queries: own': got "-- input: ${line}", allowed is a line such as '-- input: bucket (string) - its meaning'.`,
    );
  });

  test('has a type that is known, and a default that is of it', () => {
    expect(() => header('-- input: day (date) - when')).toThrow(
      'Invalid \'queries: own\': got "-- input: day (date) - when", allowed is a type that is one of string, list, cidrs, ' +
        'integer, decimal.',
    );
    expect(() => header('-- input: top (integer = ten)')).toThrow(
      "Invalid 'queries: own: default of top': got \"ten\", allowed is a whole number, as a text such as '1000'.",
    );
    expect(() => header('-- input: top (integer =)')).toThrow('Invalid \'queries: own: default of top\': got ""');
    expect(header('-- input: top (integer = 123456789012345678)').inputs).toHaveLength(1);
    expect(() => header('-- input: top (integer = 1234567890123456789)')).toThrow("'queries: own: default of top'");
    expect(header('-- input: top (decimal = 123456789012345.25)').inputs).toHaveLength(1);
    expect(() => header('-- input: top (decimal = 1234567890123456)')).toThrow("'queries: own: default of top'");
    expect(() => header('-- input: top (decimal = 1.5e3)')).toThrow("'queries: own: default of top'");
  });

  test('is there once', () => {
    expect(header('-- input: a', '-- input: b').inputs.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(() => header('-- input: a', '-- input: b', '-- input: a - again')).toThrow(
      'Invalid \'queries: own\': got "-- input: a", allowed is each input once.',
    );
  });
});

describe('what a query needs', () => {
  test.each(['reads', 'writes', 'reads or management reads', 'management events', 'any events'])('%s', (needs) => {
    expect(header(`-- needs: ${needs}`).needs).toBe(needs);
  });

  test.each(['', 'Reads', 'insight events'])('"%s" is nothing known', (needs) => {
    expect(() => header(`-- needs: ${needs}`)).toThrow(
      `Invalid 'queries: own': got "-- needs: ${needs}", allowed is '-- needs: reads', '-- needs: writes', ` +
        "'-- needs: reads or management reads', '-- needs: management events', '-- needs: any events', or no such line.",
    );
  });
});
