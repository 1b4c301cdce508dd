import { lastDays, parameterDays, withinWindow } from '../../lib/relation/query-window';
import { relationRows, unboundedRequests } from '../../lib/relation/relation-rows';
import { fromSource } from '../../lib/relation/request-source';

const TABLE = { sqlName: '"db"."logs"' };
const WINDOW = { firstDay: "'2026/11/01'", lastDay: "'2026/11/07'" };
const DAYS = "day BETWEEN '2026/11/01' AND '2026/11/07'";
const S3 =
  "eventsource IN ('s3.amazonaws.com', 's3express.amazonaws.com', 's3-outposts.amazonaws.com', " +
  "'s3-object-lambda.amazonaws.com', 's3tables.amazonaws.com', 's3vectors.amazonaws.com')";

const rows = (relation: string, ...names: string[]) =>
  relationRows(relation, { tables: [TABLE] }, WINDOW, new Set(names));

describe('a window', () => {
  test('of the last days', () => {
    expect(lastDays('7')).toEqual({
      firstDay: "date_format(current_date - interval '7' day, '%Y/%m/%d')",
      lastDay: "date_format(current_date, '%Y/%m/%d')",
      repeatable: true,
      accounts: undefined,
    });
    expect(lastDays('7', ['111122223333']).accounts).toEqual(["'111122223333'"]);
  });

  test('by parameters', () => {
    const day = "date_format(date_parse(replace(?, '-', '/'), '%Y/%m/%d'), '%Y/%m/%d')";
    expect(parameterDays()).toEqual({ firstDay: day, lastDay: day, accounts: undefined });
    expect(parameterDays(true)).toEqual({ firstDay: day, lastDay: day, accounts: ['?'] });
  });

  test.each([
    [undefined, [DAYS]],
    [['?'], [DAYS, 'account = ?']],
    [
      ['1', '2'],
      [DAYS, 'account IN (1, 2)'],
    ],
  ])('of the accounts %p', (accounts, conditions) => {
    expect(withinWindow({ ...WINDOW, accounts })).toEqual(conditions);
  });
});

describe('a source', () => {
  test('of one table', () => {
    expect(fromSource({ tables: [TABLE] }, [])).toEqual(['FROM "db"."logs"']);
    expect(fromSource({ tables: [TABLE] }, ['a', 'b', 'c'])).toEqual([
      'FROM "db"."logs"',
      'WHERE a',
      '  AND b',
      '  AND c',
    ]);
  });

  test('of one table with days of its own', () => {
    const table = { ...TABLE, firstDay: '2026/01/01', lastDay: '2026/02/01' };
    expect(fromSource({ tables: [table] }, ['a'])).toEqual([
      'FROM "db"."logs"',
      'WHERE a',
      "  AND day >= '2026/01/01'",
      "  AND day <= '2026/02/01'",
    ]);
  });

  test('of several tables', () => {
    const tables = [{ sqlName: 'one', lastDay: '2026/02/01' }, { sqlName: 'two', firstDay: '2026/02/02' }, TABLE];
    expect(fromSource({ tables }, ['a', 'b'])).toEqual([
      'FROM (',
      '  SELECT *',
      '  FROM one',
      "  WHERE day <= '2026/02/01'",
      '  UNION ALL',
      '  SELECT *',
      '  FROM two',
      "  WHERE day >= '2026/02/02'",
      '  UNION ALL',
      '  SELECT *',
      '  FROM "db"."logs"',
      ')',
      'WHERE a',
      '  AND b',
    ]);
  });
});

describe('rows', () => {
  test('of requests: those columns and the id, each event once', () => {
    expect(rows('s3_requests', 'region', 'action')).toEqual({
      columns: ['region', 'event_id', 'action'],
      sql: [
        '  SELECT DISTINCT',
        '    region,',
        '    eventid AS event_id,',
        '    eventname AS action',
        '  FROM "db"."logs"',
        `  WHERE ${DAYS}`,
        `    AND ${S3}`,
      ].join('\n'),
    });
  });

  test('of requests with the day: the first of those under which an event is', () => {
    expect(rows('s3_requests', 'day', 'action')).toEqual({
      columns: ['event_id', 'action', 'day'],
      sql: [
        '  SELECT',
        '    eventid AS event_id,',
        '    eventname AS action,',
        '    min(day) AS day',
        '  FROM "db"."logs"',
        `  WHERE ${DAYS}`,
        `    AND ${S3}`,
        '  GROUP BY 1, 2',
      ].join('\n'),
    });
  });

  test('of all services', () => {
    expect(rows('aws_requests').sql).toBe(
      ['  SELECT DISTINCT', '    eventid AS event_id', '  FROM "db"."logs"', `  WHERE ${DAYS}`].join('\n'),
    );
  });

  test('with all columns, where no names are said', () => {
    const { columns } = relationRows('s3_requests', { tables: [TABLE] }, WINDOW);
    expect(columns.length).toBeGreaterThan(40);
    expect(columns.at(-1)).toBe('day');
    expect(columns).toEqual([...new Set(columns)]);
  });

  test('with parts that are made of each other: each in a query around those before it', () => {
    const { sql } = rows('s3_requests', 'object_key');
    expect(sql.split('\n').filter((line) => /^ *FROM /.test(line))).toEqual([
      '  FROM (',
      '    FROM (',
      '      FROM "db"."logs"',
    ]);
    expect(sql.split('\n').filter((line) => /^ *\)$/.test(line))).toEqual(['    )', '  )']);
    expect(sql).toMatch(/\n {4}SELECT\n {6}\*,\n {6}coalesce\(named_key, .* AS object_key\n {4}FROM \(/);
    const made = [...sql.matchAll(/^( +).* AS (named_bucket|named_key|objects|object_key),?$/gm)];
    expect(made.map(([, , name]) => name)).toEqual(['object_key', 'named_key', 'objects']);
    expect(sql).not.toContain('named_bucket');
  });

  test('of the log files: the records as they are', () => {
    const { columns, sql } = rows('cloudtrail_logs');
    expect(columns.slice(0, 3)).toEqual(['eventversion', 'useridentity', 'eventtime']);
    expect(columns.slice(-3)).toEqual(['account', 'region', 'day']);
    expect(sql).toBe(['  SELECT *', '  FROM "db"."logs"', `  WHERE ${DAYS}`].join('\n'));
  });

  test('without a window: all columns, by the day of the table', () => {
    const lines = unboundedRequests({ tables: [TABLE] }).split('\n');
    expect(lines[0]).toBe('SELECT DISTINCT');
    expect(lines).toContain('  day,');
    expect(lines.filter((line) => line.includes('WHERE eventsource')).map((line) => line.trim())).toEqual([
      `WHERE ${S3}`,
    ]);
    expect(lines.join('\n')).not.toContain('BETWEEN');
  });
});
