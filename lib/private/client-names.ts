/*
 * Who speaks, by the user agent: `[name/version (comment) name/version ...]`. The pattern of all of them has grown for
 * thirty years, so the tests have a corpus. No pattern has a question mark, since a console may take it for a parameter.
 */

/** What ends a version. */
const VERSION = '[^ \\t\\r\\n,;/()\\[\\]<>{}"%]*[0-9][^ \\t\\r\\n,;/()\\[\\]<>{}"%]*';
/** They make and sign the request, whatever tool is named before or behind them. */
const SDKS = [
  'aws-cli',
  'aws-sdk-[A-Za-z0-9-]+',
  '[Bb]oto(3|core|)',
  'ibm-cos-sdk-[a-z]+',
  'libs3',
  'madmin-go',
  'minio-[a-z]+',
  'mountpoint-s3(-client|)',
  'rusoto',
  'JetS3t',
  'S3Console',
  'aiohttp',
].join('|');
/** Its name is group 2, its version the last one. What stands behind a slash or a number sign is no name of its own. */
const SDK = `(^|[ ,;(\\[])(${SDKS})[/ ](${VERSION})`;
/** The brackets that CloudTrail puts around, and the marks of a partner of AWS. */
const START = '^\\[*(APN/[^ ]+ [^ /]+/[^ ]+ +|)';
const NAME = '[^/\\t\\r\\n,;()\\[\\]<>{}"]+';
const WORD = '[^ /\\t\\r\\n,;()\\[\\]<>{}"0-9][^ /\\t\\r\\n,;()\\[\\]<>{}"%]*';
/** `S3 Browser 9.5.5 <https://s3browser.com>`. */
const WITH_BLANKS = `${START}(${WORD}( ${WORD})*) +(v*[0-9][^ \\t\\r\\n,;/()\\[\\]<>{}"]*)`;

/** The name of the SDK or tool; null where the user agent says nothing. */
export function client(): string {
  const names = [
    `regexp_extract(useragent, '${SDK}', 2)`,
    `regexp_extract(useragent, '${WITH_BLANKS}', 2)`,
    `nullif(nullif(trim(regexp_extract(useragent, '${START}(${NAME})', 2)), ''), '-')`,
  ];
  return `coalesce(${names.join(', ')})`;
}

/** The version of that name. */
export function clientVersion(): string {
  return (
    `CASE WHEN regexp_like(useragent, '${SDK}') THEN regexp_extract(useragent, '${SDK}', 5) ` +
    `WHEN regexp_like(useragent, '${WITH_BLANKS}') THEN regexp_extract(useragent, '${WITH_BLANKS}', 4) ` +
    `ELSE regexp_extract(useragent, '${START}${NAME}/(${VERSION})', 2) END`
  );
}
