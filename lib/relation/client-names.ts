import { RelationPart } from './relation-part';

/*
 * Who speaks, by the user agent: `[name/version (comment) name/version ...]`. Its forms have grown for thirty years, so the
 * tests have a corpus of them. No pattern has a question mark, since a console may take it for a parameter.
 */

/** What ends a version, and a word. */
const END = ' \\t\\r\\n,;/()\\[\\]<>{}"%';
const VERSION = `[^${END}]*[0-9][^${END}]*`;
/** It begins neither with a digit nor with a v before one. */
const WORD = `([^0-9v${END}][^${END}]*|v([^0-9${END}][^${END}]*|))`;
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
/** The name is group 2, the version group 5. What stands behind a slash or a number sign is no name of its own. */
const SDK = `(^|[ ,;(])(${SDKS})[/ ](${VERSION})`;
/** `S3 Browser 9.5.5 <https://s3browser.com>`: the name is group 1, the version group 7. */
const WITH_BLANKS = `^(${WORD}( ${WORD})*) (v*[0-9][^${END}]*)`;
const IN_NAME = '/\\t\\r\\n,;()\\[\\]<>{}"';
/** A blank or a hyphen alone is no name. */
const BEFORE_SLASH = `^([^${IN_NAME}]*[^ ${IN_NAME}-][^${IN_NAME}]*)`;

/** `APN/1.0 Partner/1.0 Product/2.3`, `APN/1.1 (code) Product/2.3` or `APN_1.1/code$ Product/2.3`. */
const PARTNER = '(APN/[^ ]+ +([^/( ][^/(]*/[^ ]+ +|[(][^)]*[)] *|)|APN_[^ ]+( +|$)|)';

/** The user agent without the brackets that CloudTrail puts around, and without the mark of a partner of AWS. */
export const AGENT: RelationPart = {
  name: 'agent',
  expression: `regexp_replace(useragent, '^\\[*${PARTNER}')`,
};

/** The name of the SDK or tool; null where the user agent says nothing. */
export function client(): string {
  const names = [
    `regexp_extract(agent, '${SDK}', 2)`,
    `regexp_extract(agent, '${WITH_BLANKS}', 1)`,
    `trim(regexp_extract(agent, '${BEFORE_SLASH}', 1))`,
  ];
  return `coalesce(${names.join(', ')})`;
}

/** The version of that name. */
export function clientVersion(): string {
  return (
    `CASE WHEN regexp_like(agent, '${SDK}') THEN regexp_extract(agent, '${SDK}', 5) ` +
    `WHEN regexp_like(agent, '${WITH_BLANKS}') THEN regexp_extract(agent, '${WITH_BLANKS}', 7) ` +
    `ELSE regexp_extract(agent, '${BEFORE_SLASH}/(${VERSION})', 2) END`
  );
}
