import { S3_REQUESTS } from '../../lib/relation/request-columns';
import { QueryCases } from '../cases/query-cases';
import { partitionPredicates } from './partition-predicates';

const { savedQueries, preparedStatements } = new QueryCases('2026/11/18').template;
const deployed = [
  ...savedQueries.map(({ name, sql }) => ({ name: `saved: ${name}`, sql })),
  ...preparedStatements.map(({ name, sql }) => ({ name: `prepared: ${name}`, sql })),
];

const dressed = (sql: string) => partitionPredicates(sql).filter(({ bare }) => !bare);

describe('partition keys stand bare in every condition that is deployed', () => {
  test.each(deployed)('$name', ({ sql }) => {
    expect(dressed(sql)).toEqual([]);
    expect(partitionPredicates(sql)).toContainEqual(expect.objectContaining({ key: 'day', bare: true }));
  });

  test('a region that is asked for is one of them', () => {
    const inRegion = deployed.filter(({ sql }) => partitionPredicates(sql).some(({ key }) => key === 'region'));
    expect(inRegion.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'saved: sample-events',
        'prepared: sample_events',
        'saved: sigv2-requesters-in-region',
        'prepared: sigv2_requesters_in_region',
      ]),
    );
  });
});

describe('a partition key that does not is found', () => {
  test.each([
    `substr(day, 1, 4) = '2026'`,
    `'2026' = substr(day, 1, 4)`,
    `lower(region) = 'eu-west-1'`,
    `lower("region") = 'eu-west-1'`,
    `CAST(day AS date) > current_date`,
    `TRY_CAST(account AS bigint) = 1`,
    `replace(day, '/', '-') BETWEEN '2026-11-01' AND '2026-11-02'`,
    `date_parse(logs.day, '%Y/%m/%d') > current_date - interval '7' day`,
    `account || region = '1eu-west-1'`,
    `'x' || day = 'x2026/11/01'`,
    `day LIKE '2026/11/%'`,
    `coalesce(region, '') IN ('eu-west-1')`,
    `(CASE WHEN region = 'eu-west-1' THEN 1 ELSE 2 END) = 1`,
    `'eu-west-1' IN (region)`,
    `bucket = 'a' AND NOT (upper(region) = 'EU-WEST-1')`,
    `cardinality(filter(ARRAY['eu-west-1'], name -> name = region)) = 1`,
  ])('%s', (condition) => {
    expect(dressed(`SELECT day FROM logs WHERE ${condition}`)).not.toEqual([]);
    expect(dressed(`SELECT day FROM a JOIN logs ON ${condition}`)).not.toEqual([]);
    expect(dressed(`WITH r AS (SELECT * FROM logs WHERE ${condition}) SELECT * FROM r`)).not.toEqual([]);
  });
});

describe('what only has a partition key’s name is found', () => {
  test.each([
    "SELECT 1 FROM (SELECT replace(day, '/', '-') AS day FROM logs WHERE account = '1') WHERE day > '2026-11-01'",
    "WITH r AS (SELECT lower(region) AS region FROM logs WHERE day = '2026/11/01') SELECT 1 FROM r WHERE region = 'x'",
    "WITH r AS (SELECT min(day) AS day FROM logs WHERE day = '2026/11/01') SELECT 1 FROM r WHERE day = '2026/11/01'",
    'SELECT account AS region FROM logs',
  ])('%s', (sql) => {
    expect(dressed(sql)).not.toEqual([]);
  });

  test('but not the key itself, nor the first day of an event', () => {
    expect(dressed('SELECT DISTINCT region AS region, logs.account AS account, min(day) AS day FROM logs')).toEqual([]);
  });
});

test('the relation’s partition keys are those of the table', () => {
  const keys = S3_REQUESTS.filter(({ name }) => ['account', 'region', 'day'].includes(name));
  expect(keys.map(({ name, expression }) => [name, expression])).toEqual(keys.map(({ name }) => [name, name]));
  expect(keys).toHaveLength(3);
});

describe('a partition key that does is none', () => {
  test.each([
    `day BETWEEN date_format(current_date - interval '7' day, '%Y/%m/%d') AND date_format(current_date, '%Y/%m/%d')`,
    `day BETWEEN date_format(date_parse(replace(?, '-', '/'), '%Y/%m/%d'), '%Y/%m/%d') AND ?`,
    `(region = 'eu-west-1' OR "region" IN ('us-east-1', lower('US-EAST-2'))) AND logs.account <> '1'`,
    `'2026/11/01' <= day AND NOT region = 'lower(region)' -- lower(region)`,
    `day(event_time) = 1 AND day = '2026/11/01'`,
    `region IN (SELECT lower(region) FROM others) AND bucket = 'account'`,
  ])('%s', (condition) => {
    expect(
      dressed(`SELECT min(day) AS day, upper(region) FROM logs WHERE ${condition} GROUP BY lower(account)`),
    ).toEqual([]);
    expect(partitionPredicates(`SELECT 1 FROM logs WHERE ${condition}`)).not.toEqual([]);
  });
});
