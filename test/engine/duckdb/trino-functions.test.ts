import { DuckDBEngine } from '../../../engine/duckdb/engine';

/** What Trino 483 answers, by its documentation. */
const JSON_TEXT = `'{"s":"text","n":1,"t":true,"z":null,"o":{"a":"in"},"l":["first"],"x-amz-id-2":"id","q":"{not json}"}'`;
const NETWORKS = `regexp_split(trim(' 10.0.0.0/8,2001:db8::/32 , 192.0.2.7/32'), '\\s*,\\s*')`;

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.open({ tables: [], folderOf: () => '', today: '2026/03/02' });
});
afterAll(() => engine.close());

async function evaluate(expression: string, parameters?: string[]): Promise<unknown> {
  return (await engine.run(`SELECT ${expression}`, parameters)).rows[0][0];
}

function outsideNetworks(address: string): string {
  return `cardinality(filter(${NETWORKS}, network -> contains(network, TRY_CAST(${address} AS IPADDRESS)))) = 0`;
}

describe('Trino’s functions in DuckDB', () => {
  test.each<[string, unknown]>([
    [`json_extract_scalar(${JSON_TEXT}, '$.s')`, 'text'],
    [`json_extract_scalar(${JSON_TEXT}, '$.n')`, '1'],
    [`json_extract_scalar(${JSON_TEXT}, '$.t')`, 'true'],
    [`json_extract_scalar(${JSON_TEXT}, '$.z')`, null],
    [`json_extract_scalar(${JSON_TEXT}, '$.o')`, null],
    [`json_extract_scalar(${JSON_TEXT}, '$.l')`, null],
    [`json_extract_scalar(${JSON_TEXT}, '$.o.a')`, 'in'],
    [`json_extract_scalar(${JSON_TEXT}, '$.l[0]')`, 'first'],
    [`json_extract_scalar(${JSON_TEXT}, '$.q')`, '{not json}'],
    [`json_extract_scalar(${JSON_TEXT}, '$.missing')`, null],
    [`json_extract_scalar(${JSON_TEXT}, '$["x-amz-id-2"]')`, 'id'],
    [`json_extract_scalar('no json', '$.s')`, null],
    [`json_extract_scalar(NULL, '$.s')`, null],
    [`from_iso8601_timestamp('2026-11-01T10:00:00Z')`, '2026-11-01T10:00:00Z'],
    [`from_iso8601_timestamp('2026-11-01T10:00:00.250+02:00')`, '2026-11-01T08:00:00.250Z'],
    // In Trino so only within TRY, where every query of ours has it.
    [`TRY(from_iso8601_timestamp('yesterday'))`, null],
    ['current_date', '2026-03-02'],
    [`date_format(current_date, '%Y/%m/%d')`, '2026/03/02'],
    [`date_format(current_date - interval '7' day, '%Y/%m/%d')`, '2026/02/23'],
    [`date_format(from_iso8601_timestamp('2026-11-01T10:04:05Z'), '%H:%i:%s')`, '10:04:05'],
    [`date_format(date_parse(replace('2026-11-01', '-', '/'), '%Y/%m/%d'), '%Y/%m/%d')`, '2026/11/01'],
    [`date_format(date_parse('2026/1/5', '%Y/%m/%d'), '%Y/%m/%d')`, '2026/01/05'],
    [`regexp_like('10.0.0.1', ':|[0-9]$')`, true],
    [`regexp_split('a ,b,  c', '\\s*,\\s*')`, ['a', 'b', 'c']],
    [`regexp_replace('Sigv4', '(?i)sigv', 'SigV')`, 'SigV4'],
    [`regexp_replace('aXbX', 'X')`, 'ab'],
    [`regexp_replace('a1b2', '([a-z])([0-9])', '$2$1')`, '1a2b'],
    [`regexp_extract('a1b2', '[0-9]')`, '1'],
    [`regexp_extract('a1b2', '([a-z])([0-9])', 2)`, '1'],
    [`regexp_extract('none', '[0-9]')`, null],
    [`split('a:b', ':')`, ['a', 'b']],
    [`split_part('a:b', ':', 2)`, 'b'],
    [`split_part('a:b', ':', 3)`, null],
    [`concat('a', NULL)`, null],
    [`concat('a', 'b', 'c')`, 'abc'],
    [`cardinality(ARRAY['a', NULL])`, 2],
    [`cardinality(array_intersect(regexp_split(trim('a, b'), '\\s*,\\s*'), ARRAY['b', NULL]))`, 1],
    [`cardinality(array_intersect(ARRAY['a'], ARRAY['b']))`, 0],
    [`contains(ARRAY['a', 'b'], 'b')`, true],
    [`element_at(ARRAY['a'], 2)`, null],
    ['7 / 2', 3],
    [`CAST(TRY_CAST('12.0' AS double) AS bigint)`, 12],
    [`CAST(1.25 AS decimal(10, 2))`, 1.25],
    [`MAP(ARRAY['a'], ARRAY[1])`, { a: 1 }],
  ])('%s', async (expression, expected) => {
    await expect(evaluate(expression)).resolves.toEqual(expected);
  });

  test.each<[string, boolean]>([
    ['10.255.0.1', false],
    ['11.0.0.1', true],
    ['192.0.2.7', false],
    ['192.0.2.8', true],
    ['2001:db8::1', false],
    ['2001:DB8:0:0::1', false],
    ['2001:db9::1', true],
    // No address, so in no network: a query has to say what it wants with those.
    ['s3.amazonaws.com', true],
    ['', true],
  ])('contains(network, address) of %s', async (address, outside) => {
    await expect(evaluate(outsideNetworks('?'), [address])).resolves.toBe(outside);
  });

  test('contains(network, address) without an address is NULL', async () => {
    await expect(evaluate(`contains('10.0.0.0/8', TRY_CAST(NULL AS IPADDRESS))`)).resolves.toBeNull();
    await expect(evaluate(`contains('10.0.0.0/8', TRY_CAST('lambda.amazonaws.com' AS IPADDRESS))`)).resolves.toBeNull();
  });

  test.each<[string, string]>([
    [`date_parse('2026/02/30', '%Y/%m/%d')`, 'Date out of range'],
    [`date_parse('20260201', '%Y/%m/%d')`, 'Could not parse string "20260201"'],
    [`date_parse('', '%Y/%m/%d')`, 'Could not parse string ""'],
    [`date_parse('2026/02/01 x', '%Y/%m/%d')`, 'trailing characters'],
    [`date_parse('2026', '%x')`, 'date_parse: unknown format %x'],
    [`date_format(current_date, '%M')`, 'date_format: unknown format %M'],
    [`contains('10.0.0.0/33', TRY_CAST('10.0.0.1' AS IPADDRESS))`, 'Invalid CIDR: 10.0.0.0/33'],
    [`contains('10.0.0.1', TRY_CAST('10.0.0.1' AS IPADDRESS))`, 'Invalid CIDR: 10.0.0.1'],
    [`contains('nowhere', TRY_CAST('10.0.0.1' AS IPADDRESS))`, 'Invalid CIDR: nowhere'],
    [`TRY_CAST('nowhere' AS IPADDRESS) IS NULL`, 'This engine knows an IPADDRESS only as contains('],
    [`none_match(ARRAY['a'], x -> x = 'a')`, 'none_match'],
  ])('fails at %s', async (expression, message) => {
    await expect(evaluate(expression)).rejects.toThrow(message);
  });
});
