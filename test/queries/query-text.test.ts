import { parseQuery } from '../../lib/queries/query-text';

const refused = (text: string) => {
  try {
    parseQuery('own', text);
  } catch (error) {
    return /^Invalid 'queries: own': got (.*), allowed is (.*)\.$/s.exec((error as Error).message)?.slice(1);
  }
  return undefined;
};

describe('the statement', () => {
  test.each([
    ['as it is', 'SELECT 1\nFROM s3_requests'],
    ['without white space around it', ' \n\tSELECT 1\nFROM s3_requests \n'],
    ['without comments before it', '/* a */-- b\n  -- c\r/* d\n* / */\nSELECT 1\nFROM s3_requests'],
    ['without its semicolon', 'SELECT 1\nFROM s3_requests ;'],
    ['without its semicolon and what follows it', 'SELECT 1\nFROM s3_requests \n; -- a comment\n'],
  ])('%s', (_, text) => {
    const { statement, tokens } = parseQuery('own', text);
    expect(statement).toBe('SELECT 1\nFROM s3_requests');
    expect(tokens.map(({ text: token, start, end }) => [token, statement.slice(start, end)])).toEqual(
      ['SELECT', '1', 'FROM', 's3_requests'].map((token) => [token, token]),
    );
  });

  test('keeps the comments within it', () => {
    const statement = 'SELECT 1 -- one\nFROM s3_requests /* all */ -- end';
    expect(parseQuery('own', `-- title: T\n${statement}`)).toMatchObject({ title: 'T', statement });
  });

  test.each([
    'SELECT 1 FROM s3_requests',
    'with a AS (SELECT 1 FROM s3_requests) SELECT 1 FROM a',
    '(SELECT 1 FROM s3_requests)',
  ])('begins as a query does: %s', (text) => {
    expect(refused(text)).toBeUndefined();
  });

  test.each([
    ['', '""'],
    [';', '""'],
    ['"select" 1 FROM s3_requests', '"\\"select\\""'],
    ['TABLE s3_requests', '"TABLE"'],
  ])('does not begin as none does: %s', (text, got) => {
    expect(refused(text)).toEqual([got, 'a text that begins with SELECT or WITH']);
  });

  test('is one, and of others the beginning is shown', () => {
    const second = `; SELECT '${'x'.repeat(60)}'`;
    expect(refused(`SELECT 1 FROM s3_requests${second}`)).toEqual([
      `"${second.slice(0, 60)}"`,
      'one statement, with a semicolon only at its end',
    ]);
    expect(refused('SELECT 1 FROM s3_requests;;')).toEqual(['";;"', 'one statement, with a semicolon only at its end']);
  });
});

describe('what it reads', () => {
  test.each(['s3_requests', 'aws_requests', 'cloudtrail_logs'])('is a relation: %s', (relation) => {
    expect(parseQuery('own', `SELECT 1 FROM ${relation}`)).toMatchObject({ relation, otherTables: [] });
  });

  test('are other tables, too, and of what tells of a table, that table', () => {
    const others = '"security"."ct$partitions" JOIN "da$ta".ct ON true JOIN ct ON true';
    expect(parseQuery('own', `SELECT 1 FROM s3_requests JOIN ${others}`).otherTables).toEqual([
      'security.ct',
      'da$ta.ct',
      'ct',
    ]);
  });

  test('is one relation by its name', () => {
    const allowed = 'a query that reads exactly one of s3_requests, aws_requests, cloudtrail_logs, by that name alone';
    expect(refused('SELECT 1 FROM s3_requests, aws_requests')).toEqual(['["s3_requests","aws_requests"]', allowed]);
    expect(refused('SELECT 1 FROM elsewhere')).toEqual(['["elsewhere"]', allowed]);
    expect(refused('WITH aws_requests AS (SELECT 1) SELECT 1 FROM s3_requests')).toEqual([
      '"aws_requests"',
      'another name for a WITH query of its own',
    ]);
  });

  test('has the names of its columns', () => {
    expect(refused('SELECT 1 FROM s3_requests r (a)')).toEqual([
      '"s3_requests with names for its columns"',
      'the columns by their own names, or renamed in SELECT',
    ]);
    expect(refused('SELECT 1 FROM s3_requests JOIN owners o (a) ON true')).toBeUndefined();
  });
});

describe('its inputs', () => {
  const header = '-- input: a\n-- input: b\n';
  const asking = (condition: string) => `SELECT 1 FROM s3_requests WHERE ${condition}`;

  test('are those of its header', () => {
    expect(refused(`${header}${asking('bucket = :a OR bucket = :b')}`)).toBeUndefined();
    expect(refused(`${header}${asking('bucket = :c')}`)).toEqual(['":c"', 'one of :a, :b']);
    expect(refused(asking('bucket = :c'))).toEqual([
      '":c"',
      "an input that the header declares, as in '-- input: bucket - its meaning'",
    ]);
  });

  test.each([
    ['bucket = :b OR bucket = :a', '["b","a"]'],
    ['bucket = :a', '["a"]'],
    ['bucket = :a OR bucket = :b OR bucket = :a', '["a","b","a"]'],
  ])('are each there once, in their order: %s', (condition, got) => {
    expect(refused(`${header}${asking(condition)}`)).toEqual([
      got,
      'each input exactly once, in the order of the header: a, b',
    ]);
  });

  test('have names that are not mistaken for several', () => {
    expect(refused(`-- input: ab\n${asking('bucket = :ab')}`)).toBeUndefined();
    expect(refused(`-- input: ab\n-- input: c\n${asking('bucket = :ab OR bucket = :c')}`)).toBeUndefined();
  });
});

test('what a comment behind the statement’s beginning says is no header', () => {
  expect(parseQuery('own', 'SELECT 1\n-- title: T\nFROM s3_requests\n-- input: a').title).toBeUndefined();
});
