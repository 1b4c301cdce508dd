/** An expression over `x` that a query or the relation has, and values of `x` for which engines might differ. */
export interface OddValues {
  readonly expression: string;
  readonly values: (string | null)[];
}

const TEXTS = [
  null,
  '',
  ' ',
  'a',
  'A,b',
  ' a , b ',
  'a,,b',
  ',',
  'a:b:c',
  ':',
  '::',
  'a/b/c',
  '/',
  'Grüße/日本',
  '🪣',
  'e\u0301',
];
// None begins with a byte order mark, which a text loses on its way out of DuckDB.
const MORE_TEXTS = [
  'a\nb',
  'a\tb',
  '\u00a0a\u00a0',
  'x\ufeff',
  '\t\n\v\f\r\u001ca',
  '\u3000a\u2003',
  '\u200ba\u2007',
  '\u0085a\u1680',
  'İI',
  'ß',
  "it's",
  'a\\b',
  '$1',
  '%',
  'arn:aws:s3:::b/k',
];
const ALL_TEXTS = [...TEXTS, ...MORE_TEXTS];
const NUMBERS = [
  '0',
  '0.0',
  '12',
  '-1',
  '+7',
  ' 3',
  '3 ',
  '2.5',
  '1e3',
  '1.2E7',
  '1E400',
  '5f',
  '0x10',
  '1_000',
  '.5',
  '3.',
];
const MORE_NUMBERS = [
  'NaN',
  'Infinity',
  '9223372036854775807',
  '9223372036854775808',
  '999999999999999999',
  '٣',
  '',
  null,
];
const TIMES = [
  '2026-11-01T12:00:00Z',
  '2026-11-01T12:00:00.123Z',
  '2026-11-01T12:00:00.123456789Z',
  '2026-11-01T12:00:00+02:00',
];
const MORE_TIMES = [
  '2026-11-01T12:00Z',
  '2026-11-01',
  '2026-11-01 12:00:00',
  '2026-11-01T24:00:00Z',
  '2026-13-01T12:00:00Z',
];
const NO_TIMES = [
  '2026-02-30T00:00:00Z',
  '2026-11-01T12:00:60Z',
  'yesterday',
  '',
  null,
  '1793534400',
  '2026-11-01T12:00:00z',
  '20261101T120000Z',
];
const CODES = ['a%20b', 'a+b', '%C3%BC', '%2F', '%2f', '%', '%4', '%zz', '100%25', 'arn%3Aaws%3As3', 'ü', '', null];
const NETWORKS = [
  '10.0.0.0/8',
  '10.1.2.3/8',
  '0.0.0.0/0',
  '10.0.0.0/33',
  '10.0.0.0',
  '10.0.0.0/08',
  ' 10.0.0.0/8',
  '10.0.0.0/8 ',
];
const MORE_NETWORKS = [
  '::/0',
  '2001:db8::/32',
  '2001:db8::1/32',
  '2001:DB8::/32',
  '::ffff:10.0.0.0/104',
  'fe80::%eth0/64',
  '\u00a010.0.0.0/8',
  '\ufeff10.0.0.0/8',
];
const ADDRESSES = [
  '10.1.2.3',
  '10.1.2.3 ',
  '010.1.2.3',
  '10.1.2',
  '::ffff:10.1.2.3',
  '::1',
  'fe80::1%eth0',
  '10.1.2.256',
  'AWS Internal/3',
  '',
  null,
];
const DAYS = [
  '2026/11/01',
  '2026-11-01',
  '2026/11/1',
  '2026/1/9',
  '2026/02/29',
  '2024/02/29',
  '2026/13/01',
  '2026/11/01 ',
  ' 2026/11/01',
  '26/11/01',
  '',
  'x',
  null,
];
const JSONS = [
  '{"a":"x"}',
  '{"a":1}',
  '{"a":1.5}',
  '{"a":true}',
  '{"a":null}',
  '{"a":[1]}',
  '{"a":{}}',
  '{"A":"x"}',
  '{"b":{"a":1}}',
  '{}',
];
// None breaks off behind a value, which Trino reads nevertheless.
const MORE_JSONS = [
  '',
  ' ',
  'null',
  '[]',
  '[1]',
  '"a"',
  '1',
  '{"a":',
  'x',
  '{"a":"\\u00e4\\n\\"b\\""}',
  '{"a":""}',
  '{ "a" : "x" }',
  null,
];

/** What DuckDB's stand-ins have to do as Trino does. */
export const ODD_VALUES: OddValues[] = [
  ...["json_extract_scalar(x, '$.a')", `json_extract_scalar(x, '$["a"]')`, "json_extract_scalar(x, '$.b.a')"].map(
    (expression) => ({ expression, values: [...JSONS, ...MORE_JSONS] }),
  ),
  {
    expression: "TRY(CAST(from_iso8601_timestamp(x) AT TIME ZONE 'UTC' AS timestamp))",
    values: [...TIMES, ...MORE_TIMES, ...NO_TIMES],
  },
  { expression: "date_format(date_parse(replace(x, '-', '/'), '%Y/%m/%d'), '%Y/%m/%d')", values: DAYS },
  { expression: "TRY(url_decode(replace(x, '+', '%2B')))", values: CODES },
  ...[
    "TRY_CAST(regexp_extract(x, '^[0-9]{1,18}$') AS bigint)",
    "TRY_CAST(TRY_CAST(regexp_extract(x, '^[0-9]+([.][0-9]+|)([Ee][+]*[0-9]+|)$') AS double) AS bigint)",
  ].map((expression) => ({ expression, values: [...NUMBERS, ...MORE_NUMBERS].filter((value) => value !== '2.5') })),
  ...['10.1.2.3', '2001:db8::7', '::ffff:10.1.2.3'].map((address) => ({
    expression: `contains(x, TRY_CAST('${address}' AS IPADDRESS))`,
    values: [...NETWORKS, ...MORE_NETWORKS],
  })),
  ...['10.0.0.0/8', '::/0'].map((network) => ({
    expression: `contains('${network}', TRY_CAST(x AS IPADDRESS))`,
    values: ADDRESSES,
  })),
  ...[
    'lower(x)',
    'trim(x)',
    'length(x)',
    "lpad(x, 4, '0')",
    "nullif(x, '')",
    "replace(x, ',', '.')",
    "concat('-', x, '-')",
    "concat(x, '/', x)",
    "x || '-'",
    "strpos(x, '/')",
    "starts_with(x, 'arn:')",
    "substr(x, strpos(x, '/') + 1)",
    ...[1, 2, 3].map((part) => `split_part(x, ':', ${part})`),
    "split(x, ',')",
    "element_at(split(x, ','), 2)",
    "cardinality(split(x, ','))",
    "transform(split(x, ','), part -> concat(part, '-'))",
    "filter(split(x, ','), part -> part <> 'b')",
    "array_intersect(split(x, ','), ARRAY['b', 'a'])",
    "contains(split(x, ','), 'b')",
    "regexp_split(trim(x), '\\s*,\\s*')",
    "regexp_replace(x, '\\s*,\\s*', ',')",
    "regexp_replace(x, '[a-c]')",
    "regexp_replace(x, '([a-z])/([a-z])', '$2/$1')",
    "regexp_replace(x, '^arn:(.*:::|.*bucket/)')",
    "regexp_extract(x, '[^:/]+$')",
    "regexp_extract(x, '^(.*)[.][^./]+$', 1)",
    "regexp_extract(x, '^([^/]+)/([\\s\\S]+)$', 2)",
    "regexp_extract(x, '^a(b|)', 1)",
    "regexp_like(x, '^arn:|-s3alias$')",
    "regexp_like(x, '\\x3f')",
  ].map((expression) => ({ expression, values: ALL_TEXTS })),
];
