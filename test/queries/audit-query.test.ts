import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { AuditQuery } from '../../lib';
import { preparedStatement, savedStatement } from '../../lib/queries/compose-query';
import { shippedText } from '../../lib/queries/query-definition';
import { requireWindow } from '../../lib/queries/required-window';
import { S3_REQUESTS } from '../../lib/relation/request-columns';
import { newFolder } from '../new-folder';
import { savedText, preparedText } from '../util';

const TABLE = '"db"."logs"';
const saved = (query: AuditQuery, defaults = {}) => savedText(query, TABLE, '7', defaults);
const query = (text: string) => AuditQuery.fromText('test-query', text);

describe('what is deployed', () => {
  test('is the relation with the columns that the query names, then the query, without its header', () => {
    const text = saved(
      query(
        "-- title: T\n-- question: Q?\n\nSELECT prefix, count(*) AS requests\nFROM s3_requests\nWHERE action = 'GetObject'\nGROUP BY prefix;\n",
      ),
    );
    expect(text).toBe(
      `WITH s3_requests AS (
  SELECT DISTINCT
    eventid AS event_id,
    eventname AS action,
    nullif(json_extract_scalar(requestparameters, '$.prefix'), '') AS prefix
  FROM "db"."logs"
  WHERE day BETWEEN date_format(current_date - interval '7' day, '%Y/%m/%d') AND date_format(current_date, '%Y/%m/%d')
    AND eventsource IN ('s3.amazonaws.com', 's3express.amazonaws.com', 's3-outposts.amazonaws.com', 's3-object-lambda.amazonaws.com', 's3tables.amazonaws.com', 's3vectors.amazonaws.com')
)
SELECT prefix, count(*) AS requests
FROM s3_requests
WHERE action = 'GetObject'
GROUP BY prefix`,
    );
  });

  test('has a query around the table for what columns are made of, each part once, and none that is not needed', () => {
    const text = saved(query('SELECT bucket, object_key, bucket_owner FROM s3_requests'))!;
    const parts = [...text.matchAll(/^ +(?:\S.*) AS (\w+),?$/gm)].map(([, name]) => name);
    expect(parts).toEqual([
      ...['event_id', 'bucket_owner', 'bucket', 'object_key'],
      ...['named_bucket', 'named_key', 'named_source', 'objects'],
    ]);
    expect(text.match(/FROM \(/g)).toHaveLength(2);
    expect(saved(query('SELECT kms_key_account FROM s3_requests'))).not.toContain('named_bucket');
  });

  test('takes both days and then the inputs as parameters when it is prepared', () => {
    const text = preparedText(
      query(
        '-- input: bucket - its name\n-- input: key - its key\nSELECT event_time FROM s3_requests WHERE bucket = :bucket AND object_key = :key',
      ),
      TABLE,
    );
    expect(text.match(/\?/g)).toHaveLength(4);
    expect(text).toContain("date_parse(replace(?, '-', '/'), '%Y/%m/%d')");
    expect(text.endsWith('WHERE bucket = ? AND object_key = ?')).toBe(true);
  });

  test('has all columns for a star, and few for count(*) or a product', () => {
    const columns = (text: string) => saved(query(text))!.match(/^ {4}\S.* AS \w+,?$/gm)!.length;
    const all = S3_REQUESTS.filter((column) => column.name !== column.expression || column.name === 'day').length;
    expect(columns('SELECT * FROM s3_requests')).toBe(all);
    expect(columns('SELECT r.* FROM s3_requests AS r')).toBe(all);
    expect(columns('SELECT count(*), sum(2 * bytes_out) FROM s3_requests')).toBe(2);
  });

  test('groups where the query names the day, so that a second copy under the next day is no second event', () => {
    const text = saved(query('SELECT day, count(*) FROM s3_requests GROUP BY day'))!;
    expect(text).toContain('SELECT\n    eventid AS event_id,\n    min(day) AS day\n');
    expect(text).toContain('\n  GROUP BY 1\n)');
  });

  test('finds columns in quotes and whatever their case, not in strings, comments and inputs', () => {
    const text = saved(
      query(
        `-- input: user_agent\nSELECT "bucket", R.ACTION -- object_key\nFROM s3_requests r /* region */ WHERE 'principal' <> :user_agent`,
      ),
      { user_agent: 'x' },
    )!;
    expect(text).toContain(' AS bucket');
    expect(text).toContain(' AS action');
    expect(text).not.toMatch(/ AS object_key| AS principal| AS user_agent|\n {4}region/);
  });

  test('reads the raw table under its name, in the same window', () => {
    expect(saved(query('SELECT eventid FROM cloudtrail_logs LIMIT 1'))).toMatch(
      /^WITH cloudtrail_logs AS \(\n {2}SELECT \*\n {2}FROM "db"."logs"\n {2}WHERE day BETWEEN .*\n\)\nSELECT eventid FROM cloudtrail_logs LIMIT 1$/,
    );
  });

  test.each([
    [
      'WITH busy AS (SELECT bucket FROM s3_requests) SELECT * FROM busy',
      /^WITH s3_requests AS \([^]*\n\),\nbusy AS \(SELECT bucket/,
    ],
    [
      'with recursive a (b) AS (SELECT bucket FROM s3_requests) SELECT b FROM a',
      /^with recursive s3_requests \(event_id, bucket\) AS \([^]*\n\),\na \(b\) AS/,
    ],
    [
      '-- just a comment\n\n/* and another */ SELECT bucket /* this stays */ FROM s3_requests ; -- the end',
      /^WITH [^]*\n\)\nSELECT bucket \/\* this stays \*\/ FROM s3_requests$/,
    ],
    ["SELECT bucket FROM s3_requests WHERE object_key = ';' -- ends; here", /WHERE object_key = ';' -- ends; here$/],
  ])('keeps WITH queries, comments and semicolons apart: %s', (text, expected) => {
    expect(saved(query(text))).toMatch(expected);
  });
});

describe('valid SQL is taken', () => {
  test.each([
    'SELECT bucket FROM "s3_requests"',
    'SELECT owner FROM s3_requests r JOIN inventory.owners o (bucket, owner) ON r.bucket = o.bucket',
    'select BUCKET from S3_REQUESTS',
    'SELECT a.bucket FROM s3_requests a JOIN s3_requests b ON a.principal = b.principal, s3_requests c',
    'SELECT bucket FROM (s3_requests r CROSS JOIN UNNEST(ARRAY[1, 2]) WITH ORDINALITY AS t (n, m)), s3_requests s',
    '(SELECT bucket FROM s3_requests) UNION ALL (SELECT principal FROM s3_requests)',
    'SELECT bucket FROM s3_requests UNION (SELECT principal FROM s3_requests)',
    'SELECT bucket, x FROM s3_requests, LATERAL (SELECT 1 AS x) WHERE bucket IN (SELECT bucket FROM s3_requests)',
    'WITH recursive AS (SELECT bucket FROM s3_requests), b (x, y) AS (SELECT 1, 2) SELECT * FROM recursive, b',
    'SELECT extract(hour FROM event_time), trim(both FROM bucket), count(*) OVER (PARTITION BY bucket ORDER BY bucket, region) FROM s3_requests',
    "SELECT listagg(bucket, ',') WITHIN GROUP (ORDER BY bucket) FROM s3_requests JOIN s3_requests b USING (bucket)",
    'WITH a AS (SELECT bucket FROM s3_requests) SELECT x FROM a AS b (x)',
    "SELECT json_object('b':bucket) FROM s3_requests",
    'WITH a AS (WITH b AS (SELECT bucket FROM s3_requests) SELECT * FROM b) SELECT * FROM a',
    'SELECT filter(ARRAY[bucket], x -> x IS DISTINCT FROM principal) FROM s3_requests cloudtrail_logs',
  ])('%s', (text) => {
    expect(saved(query(text))).toContain('s3_requests AS (');
  });

  test('an input after IS DISTINCT FROM', () => {
    const text =
      '-- input: owner - whose\nSELECT 1 FROM s3_requests WHERE bucket IS DISTINCT FROM principal AND principal = :owner';
    expect(() => query(text)).not.toThrow();
  });

  test('a column that is called as a clause, behind its table’s name', () => {
    const text =
      '-- input: owner - whose\nSELECT 1 FROM s3_requests r JOIN quotas q ON true WHERE q.limit > 3 AND principal = :owner';
    expect(() => query(text)).not.toThrow();
  });

  test('a header behind another comment, in any case', () => {
    expect(
      query('/* license */\n-- Title: T\n-- INPUT: b - x\nSELECT 1 FROM s3_requests WHERE bucket = :b'),
    ).toMatchObject({
      title: 'T',
      inputs: [{ name: 'b', description: 'x' }],
    });
  });

  test('a WITH query that is called recursive stands behind the relation', () => {
    expect(saved(query('WITH recursive AS (SELECT bucket FROM s3_requests) SELECT * FROM recursive'))).toMatch(
      /^WITH s3_requests AS \([^]*\n\),\nrecursive AS \(SELECT bucket/,
    );
  });

  test('so does one with names for its columns', () => {
    expect(saved(query('WITH recursive (b) AS (SELECT bucket FROM s3_requests) SELECT b FROM recursive'))).toMatch(
      /^WITH s3_requests AS \([^]*\n\),\nrecursive \(b\) AS \(SELECT bucket/,
    );
  });

  test('what is RECURSIVE may have any name in quotes', () => {
    const text = 'WITH RECURSIVE "as" (b) AS (SELECT bucket FROM s3_requests) SELECT b FROM "as"';
    expect(saved(query(text))).toMatch(
      /^WITH RECURSIVE s3_requests \(event_id, bucket\) AS \([^]*\n\),\n"as" \(b\) AS \(SELECT bucket/,
    );
  });

  test('a comment ends with a carriage return', () => {
    expect(() => query('SELECT 1 FROM s3_requests -- x\r; SELECT 2')).toThrow(/one statement/);
  });
});

describe('inputs', () => {
  const withInput = query('-- input: owner - whose\nSELECT bucket FROM s3_requests WHERE principal = :owner');

  test('are literals when the query is saved, and quotes do not break out', () => {
    expect(saved(withInput.withInputs({ owner: "x' OR 'a' = 'a" }))).toMatch(/WHERE principal = 'x'' OR ''a'' = ''a'$/);
    expect(saved(withInput, { owner: 'from the audit' })).toMatch(/WHERE principal = 'from the audit'$/);
  });

  test('are not replaced in strings, comments or quoted names', () => {
    const text =
      '-- input: owner - whose\nSELECT \':owner\' AS ":owner" FROM s3_requests WHERE principal = :owner -- :owner';
    expect(saved(query(text).withInputs({ owner: 'me' }))).toMatch(
      /SELECT ':owner' AS ":owner" FROM s3_requests WHERE principal = 'me' -- :owner$/,
    );
  });

  test('without a value: the query is not saved', () => {
    expect(saved(withInput)).toBeUndefined();
  });

  test('have one, but no account is known to ask for: the query is not saved', () => {
    const source = { tables: [{ sqlName: TABLE }], injected: { saved: [] as string[] } };
    expect(savedStatement(AuditQuery.COPIES, source, '7', {})).toBeUndefined();
    source.injected.saved.push('111122223333');
    expect(savedStatement(AuditQuery.COPIES, source, '7', {})).toContain("account = '111122223333'");
    expect(preparedStatement(AuditQuery.COPIES, source)).toContain('account = ?');
  });

  test('may be called as a property of every object', () => {
    const named = query(
      '-- input: constructor - a name\nSELECT bucket FROM s3_requests WHERE principal = :constructor',
    );
    expect(saved(named)).toBeUndefined();
    expect(saved(named.withInputs({ constructor: 'x' }))).toMatch(/principal = 'x'$/);
  });

  test('that are tokens have their quotes doubled at deployment', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'Owner');
    const text = saved(withInput.withInputs({ owner: parameter.valueAsString }));
    expect(stack.resolve(text)).toEqual({
      'Fn::Join': [
        '',
        [
          expect.stringMatching(/principal = '$/),
          { 'Fn::Join': ["''", { 'Fn::Split': ["'", { Ref: 'Owner' }] }] },
          "'",
        ],
      ],
    });
  });

  test('may stand in WHERE of a subquery and in a function', () => {
    const nested =
      'SELECT * FROM (SELECT bucket FROM s3_requests WHERE lower(principal) = lower(trim(:owner))) ORDER BY bucket';
    expect(() => query(`-- input: owner - whose\n${nested}`)).not.toThrow();
  });

  test.each([{ nobody: 'x' }, { owner: '' }, { owner: undefined }])('fail for %j', (inputs) => {
    expect(() => withInput.withInputs(inputs as unknown as Record<string, string>)).toThrow(
      /Invalid 'inputs of test-query/,
    );
  });
});

test('a file’s name is the query’s name, and its header what it says of itself', () => {
  const path = join(newFolder(), 'bucket-users.sql');
  writeFileSync(
    path,
    '-- title: Users of a bucket\n-- question: Who used\n--   it?\n-- input: bucket - its\n--   name\nSELECT principal FROM s3_requests WHERE bucket = :bucket',
  );
  expect(AuditQuery.fromFile(path)).toMatchObject({
    queryName: 'bucket-users',
    statementName: 'bucket_users',
    title: 'Users of a bucket',
    question: 'Who used it?',
    inputs: [{ name: 'bucket', description: 'its name', valueType: 'string', defaultValue: undefined }],
  });
  expect(AuditQuery.fromFile(path, { question: 'Who?' }).question).toBe('Who?');
});

test('under another name, a query is the same', () => {
  const other = AuditQuery.COPIES.withName('own-copies');
  expect([other.queryName, other.statementName]).toEqual(['own-copies', 'own_copies']);
  expect([other.title, saved(other)]).toEqual([AuditQuery.COPIES.title, saved(AuditQuery.COPIES)]);
  expect(() => other.withName('Own')).toThrow(`Invalid 'queryName': got "Own", allowed is 2 to 128`);
  expect(() => other.withName(1 as unknown as string)).toThrow("Invalid 'queryName': got 1, allowed is a text.");
});

describe('fails', () => {
  const input = '-- input: owner - whose\n';
  test.each<[string, string, RegExp]>([
    [
      'another table',
      'SELECT 1 FROM elsewhere',
      /Invalid 'queries: test-query': got \["elsewhere"\], allowed is a query that reads exactly one of s3_requests, aws_requests, cloudtrail_logs/,
    ],
    ['the table by a full name, past the window', 'SELECT 1 FROM "db".cloudtrail_logs', /reads exactly one of/],
    ['no table', 'SELECT 1', /reads exactly one of/],
    [
      'the table behind the relation’s name',
      'SELECT 1, s3_requests FROM "db"."cloudtrail_logs" AS s3_requests',
      /got \["db.cloudtrail_logs"\]/,
    ],
    [
      'the relation where no table stands',
      'SELECT concat(bucket, s3_requests) FROM elsewhere ORDER BY 1, s3_requests',
      /got \["elsewhere"\]/,
    ],
    [
      'an operator’s FROM',
      'SELECT bucket FROM elsewhere WHERE bucket IS DISTINCT FROM s3_requests',
      /got \["elsewhere"\]/,
    ],
    [
      'a WITH query of the relation’s name with columns',
      'WITH s3_requests (a) AS (SELECT 1) SELECT * FROM s3_requests',
      /got "s3_requests", allowed is another name/,
    ],
    [
      'names for the relation’s columns',
      'SELECT a FROM s3_requests AS r (a, b)',
      /got "s3_requests with names for its columns"/,
    ],
    ['a parenthesis too many', 'SELECT bucket FROM s3_requests)', /allowed is parentheses in pairs/],
    ['a parenthesis too few', 'SELECT (bucket FROM s3_requests', /allowed is parentheses in pairs/],
    ['an input without a name', '-- input:\nSELECT 1 FROM s3_requests', /got "-- input: ", allowed is a line such as/],
    [
      'an input of an unknown type',
      '-- input: day (date) - when\nSELECT 1 FROM s3_requests WHERE day = :day',
      /got "-- input: day \(date\) - when", allowed is a type that is one of string, list, cidrs, integer, decimal/,
    ],
    [
      'a type without an end',
      '-- input: top (integer - how many\nSELECT 1 FROM s3_requests WHERE 1 < :top',
      /allowed is a line such as '-- input: bucket \(string\) - its meaning'/,
    ],
    [
      'a default that is none of its type',
      '-- input: top (integer = ten) - how many\nSELECT 1 FROM s3_requests WHERE 1 < :top',
      /default of top': got "ten", allowed is a whole number/,
    ],
    [
      'a need that is unknown',
      '-- needs: insight events\nSELECT 1 FROM s3_requests',
      /got "-- needs: insight events", allowed is '-- needs: reads', .*, '-- needs: management events', .*, or no such line/,
    ],
    [
      'an input in FILTER',
      `${input}SELECT count(*) FILTER (WHERE principal = :owner) FROM s3_requests`,
      /an input in WHERE/,
    ],
    [
      'an input in VALUES',
      `${input}SELECT bucket FROM s3_requests WHERE true EXCEPT VALUES (:owner)`,
      /an input in WHERE/,
    ],
    ['both relations', 'SELECT 1 FROM s3_requests, cloudtrail_logs', /reads exactly one of/],
    [
      'an unknown placeholder',
      'SELECT 1 FROM s3_requests WHERE bucket = :bucket',
      /got ":bucket", allowed is an input that the header declares/,
    ],
    [
      'an unknown placeholder beside a known one',
      `${input}SELECT 1 FROM s3_requests WHERE principal = :owner AND bucket = :bucket`,
      /got ":bucket", allowed is one of :owner/,
    ],
    [
      'an input that is not used',
      `${input}SELECT 1 FROM s3_requests`,
      /got \[\], allowed is each input exactly once, in the order of the header: owner/,
    ],
    [
      'an input twice',
      `${input}SELECT 1 FROM s3_requests WHERE principal = :owner OR principal_arn = :owner`,
      /each input exactly once/,
    ],
    ['an input in SELECT', `${input}SELECT :owner FROM s3_requests`, /got ":owner", allowed is an input in WHERE/],
    [
      'an input in HAVING',
      `${input}SELECT bucket FROM s3_requests GROUP BY bucket HAVING max(principal) = :owner`,
      /an input in WHERE/,
    ],
    [
      'an input in a subquery’s SELECT',
      `${input}SELECT 1 FROM s3_requests WHERE principal IN (SELECT :owner)`,
      /an input in WHERE/,
    ],
    ['a question mark', 'SELECT 1 FROM s3_requests WHERE bucket = ?', /got "\?", allowed is an input by its name/],
    ['two statements', 'SELECT 1 FROM s3_requests; DROP TABLE x', /got "; DROP TABLE x", allowed is one statement/],
    [
      'another statement',
      'INSERT INTO t SELECT 1 FROM s3_requests',
      /got "INSERT", allowed is a text that begins with SELECT or WITH/,
    ],
    ['nothing', '-- title: nothing', /got "", allowed is a text that begins with SELECT or WITH/],
    [
      'a WITH query of the relation’s name',
      'WITH s3_requests AS (SELECT 1) SELECT * FROM s3_requests',
      /got "s3_requests", allowed is another name/,
    ],
    [
      'a string without an end',
      "SELECT 'x FROM s3_requests",
      /got "'x FROM s3_requests", allowed is a string, quoted name or comment that has an end/,
    ],
    [
      'a comment without an end',
      'SELECT 1 FROM s3_requests /* x',
      /allowed is a string, quoted name or comment that has an end/,
    ],
    [
      'a text over Athena’s limit',
      `SELECT 1 FROM s3_requests -- ${'x'.repeat(262_144)}`,
      /bytes", allowed is at most 262144 bytes/,
    ],
  ])('for %s', (_, text, message) => {
    expect(() => preparedText(query(text), TABLE)).toThrow(message);
  });

  test.each(['', 'a', 'Upper', 'under_score', '-a', 'a-', 'a--b', '1a', "a'b", 'x'.repeat(129)])(
    'for the name "%s"',
    (name) => {
      expect(() => AuditQuery.fromText(name, 'SELECT 1 FROM s3_requests')).toThrow(
        `Invalid 'queryName': got "${name}", allowed is 2 to 128`,
      );
    },
  );

  test.each(['', 'x'.repeat(1025)])('for a question that Athena takes for none, or is over its limit', (question) => {
    expect(() => AuditQuery.fromText('test-query', 'SELECT 1 FROM s3_requests', { question })).toThrow(
      /^Invalid 'question of test-query': got ".*", allowed is 1 to 1024 characters.$/,
    );
  });

  test('for a text whose bytes are over Athena’s limit, though its characters are not', () => {
    const prepared = (letters: string) => preparedText(query(`SELECT '${letters}' FROM s3_requests`), TABLE);
    const left = 262_144 - prepared('').length;
    const most = 'x'.repeat(left % 2) + '\u00fc'.repeat(Math.floor(left / 2));
    expect(() => prepared(most)).not.toThrow();
    expect(() => prepared(`${most}x`)).toThrow(
      `Invalid 'queries: test-query': got "262145 bytes", allowed is at most 262144 bytes, the relation included.`,
    );
  });

  test('for a name that is only known at deployment', () => {
    const name = Lazy.string({ produce: () => 'own' });
    expect(() => AuditQuery.fromText(name, 'SELECT 1 FROM s3_requests')).toThrow(
      /^Invalid 'queryName': got ".*", allowed is a name that is known at synthesis, since it is a part of logical ids\.$/,
    );
  });

  test('for an input that is declared twice', () => {
    const text =
      '-- input: owner - whose\n-- input: bucket - which\n-- input: owner - once more\nSELECT 1 FROM s3_requests';
    expect(() => query(text)).toThrow(
      `Invalid 'queries: test-query': got "-- input: owner", allowed is each input once.`,
    );
  });

  test('for the value of an input, where a query has others or none', () => {
    expect(() => AuditQuery.PROBING.withInputs({ owner: 'me' })).toThrow(
      `Invalid 'inputs of probing': got "owner", allowed is threshold.`,
    );
    expect(() => AuditQuery.OBJECT_HISTORY.withInputs({ owner: 'me' })).toThrow(
      `Invalid 'inputs of object-history': got "owner", allowed is bucket, key.`,
    );
    expect(() => AuditQuery.COPIES.withInputs({ owner: 'me' })).toThrow(
      `Invalid 'inputs of copies': got "owner", allowed is none.`,
    );
  });

  test('for a path that is no text', () => {
    expect(() => AuditQuery.fromFile(1 as unknown as string)).toThrow(
      "Invalid 'AuditQuery.fromFile': got 1, allowed is a text",
    );
  });

  test.each([
    [[1, 'SELECT 1 FROM s3_requests'], "'queryName': got 1, allowed is a text."],
    [['own', 1], "'queries: own': got 1, allowed is a text."],
    [['own', 'SELECT 1 FROM s3_requests', 1], "'props of AuditQuery': got 1, allowed is an object with properties."],
  ])('for what is no text, or no options: %j', (given, message) => {
    expect(() => AuditQuery.fromText(...(given as Parameters<typeof AuditQuery.fromText>))).toThrow(
      `Invalid ${message}`,
    );
  });

  test('for a file of the package that was left out, and not where it is there', () => {
    const folder = newFolder();
    expect(() => shippedText(folder, 'copies.sql')).toThrow(
      `The file ${join(folder, 'copies.sql')} of cdk-s3-audit-trail is missing. Where the package is bundled, copy what its ` +
        `folder lib/queries holds to ${folder}.`,
    );
    writeFileSync(join(folder, 'copies.sql'), 'SELECT 1');
    expect(shippedText(folder, 'copies.sql')).toBe('SELECT 1');
  });

  test.each([
    's3_requests r JOIN a.security.ct c ON true',
    's3_requests, ct',
    's3_requests WHERE bucket IN (SELECT b FROM security.ct)',
  ])('for the table behind the relation: %s', (from) => {
    const unbounded = (name: string) => [{ logs: [], database: 'security', names: [name] }];
    expect(() => requireWindow(query(`SELECT 1 FROM ${from}`), unbounded('ct'))).toThrow(
      /ct", allowed is s3_requests, aws_requests, cloudtrail_logs, which has a window/,
    );
    expect(() => requireWindow(query(`SELECT 1 FROM ${from}`), unbounded('other'))).not.toThrow();
  });

  test('for a folder', () => {
    expect(() => AuditQuery.fromFile('.')).toThrow('allowed is the path of a file that exists');
  });

  test('for a file that does not exist', () => {
    expect(() => AuditQuery.fromFile('nowhere.sql')).toThrow(
      `Invalid 'AuditQuery.fromFile': got "nowhere.sql", allowed is the path of a file that exists, from `,
    );
  });
});

describe('the type of an input', () => {
  const typed = query(
    '-- input: bucket (string) - a bucket\n-- input: threshold (integer = 100) - how many\n-- input: price (decimal) - how much\nSELECT bucket FROM s3_requests WHERE bucket = :bucket AND bytes_in > CAST(:threshold AS bigint) AND bytes_out > CAST(:price AS double)',
  );

  test('and its default are in the header', () => {
    expect(typed.inputs).toEqual([
      { name: 'bucket', valueType: 'string', defaultValue: undefined, description: 'a bucket' },
      { name: 'threshold', valueType: 'integer', defaultValue: '100', description: 'how many' },
      { name: 'price', valueType: 'decimal', defaultValue: undefined, description: 'how much' },
    ]);
  });

  test('doesn’t change its text: it stays one in quotes', () => {
    expect(saved(typed.withInputs({ bucket: 'b', price: '0.5' }))).toMatch(
      /bucket = 'b' AND bytes_in > CAST\('100' AS bigint\) AND bytes_out > CAST\('0\.5' AS double\)$/,
    );
  });

  test.each([
    ['threshold', 'many', "a whole number, as a text such as '1000'"],
    ['threshold', '1.5', "a whole number, as a text such as '1000'"],
    ['threshold', '-1', "a whole number, as a text such as '1000'"],
    ['price', '1,5', "a number, as a text such as '1.5'"],
    ['price', '.5', "a number, as a text such as '1.5'"],
    ['bucket', '', 'a text that is not empty'],
  ])('is checked: %s = "%s"', (name, value, allowed) => {
    expect(() => typed.withInputs({ [name]: value })).toThrow(
      `Invalid 'inputs of test-query: ${name}': got "${value}", allowed is ${allowed}.`,
    );
  });

  test.each([
    ['list', 'texts with commas between them'],
    ['cidrs', 'IPv4 and IPv6 networks with commas between them'],
  ])('of several values is checked: %s', (valueType, allowed) => {
    const several = query(`-- input: some (${valueType}) - which\nSELECT 1 FROM s3_requests WHERE bucket = :some`);
    expect(() => several.withInputs({ some: '' })).toThrow(
      `Invalid 'inputs of test-query: some': got "", allowed is ${allowed}.`,
    );
    expect(() => several.withInputs({ some: '192.0.2.0/24,198.51.100.0/24' })).not.toThrow();
  });

  test('is that of networks', () => {
    const outside = AuditQuery.REQUESTS_OUTSIDE_NETWORKS;
    expect(() => outside.withInputs({ networks: '192.0.2.0/24, 2001:db8::/32' })).not.toThrow();
    expect(() => outside.withInputs({ networks: '192.0.2.0/24,10.0.0.0/33' })).toThrow(
      'Invalid \'inputs of requests-outside-networks: networks\': got "10.0.0.0/33", allowed is an IPv4 or IPv6 network',
    );
  });

  test('lets a token pass', () => {
    expect(() => typed.withInputs({ threshold: Lazy.string({ produce: () => '5' }) })).not.toThrow();
  });
});

test('the audit’s value of an input gives way to the header’s default, and both to the query’s own', () => {
  const text = '-- input: region (string = eu-north-1) - where\nSELECT bucket FROM s3_requests WHERE region = :region';
  const regionOf = (one: AuditQuery, defaults: Record<string, string>) =>
    /region = '(.*)'$/.exec(savedText(one, '"db"."ct"', '7', defaults)!)![1];
  expect(regionOf(query(text), {})).toBe('eu-north-1');
  expect(regionOf(query(text), { region: 'eu-west-1' })).toBe('eu-north-1');
  expect(regionOf(query(text.replace(' = eu-north-1', '')), { region: 'eu-west-1' })).toBe('eu-west-1');
  expect(regionOf(query(text).withInputs({ region: 'us-east-1' }), { region: 'eu-west-1' })).toBe('us-east-1');
});

test('aws_requests is the same relation for all services, with what only some of them have', () => {
  const text = saved(query('SELECT trail, bucket FROM aws_requests'));
  expect(text).toContain(' AS trail');
  expect(text).toContain('SELECT DISTINCT');
  expect(text).not.toContain('eventsource IN');
  expect(saved(query('SELECT bucket FROM s3_requests'))).toContain('eventsource IN');
  expect(saved(query('SELECT * FROM s3_requests'))).not.toContain(' AS trail');
});
