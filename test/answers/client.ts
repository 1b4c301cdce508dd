/** Who speaks, and in which version; what a user agent doesn't say is null. */
export interface Client {
  readonly client: string | null;
  readonly version: string | null;
}

/** Products that say more of who speaks than what stands before them. */
const PRODUCTS = [
  'aws-cli',
  'aws-sdk-[A-Za-z0-9-]+',
  '[Bb]oto',
  '[Bb]oto3',
  '[Bb]otocore',
  'ibm-cos-sdk-[a-z]+',
  'libs3',
  'madmin-go',
  'minio-[a-z]+',
  'mountpoint-s3',
  'mountpoint-s3-client',
  'rusoto',
  'JetS3t',
  'S3Console',
  'aiohttp',
];
const NO_VERSION = '\\s,;/()[\\]<>{}"%';
const NO_NAME = '/\\t\\r\\n,;()[\\]<>{}"';

const VERSION = `[^${NO_VERSION}]*\\d[^${NO_VERSION}]*`;
const WORD = `(?!\\d)[^ ${NO_NAME}]+`;
const PRODUCT = new RegExp(`(?:^|[ ,;([])(${PRODUCTS.join('|')})[/ ](${VERSION})`);
/** As few words as there may be: the first of what looks like a version is it. */
const WORDS = new RegExp(`^(${WORD}(?: ${WORD})*?) (v?\\d[^${NO_VERSION}]*)`);
const START = new RegExp(`^([^${NO_NAME}]*)(?:/(${VERSION}))?`);
/** Partners of AWS put one of these before the name of their product. */
const PARTNER_MARKS = [/^APN\/\S+ \([^)]*\) */, /^APN\/\S+ [^/(]+\/\S+ +/, /^APN\/\S+ +/, /^APN_\S+(?: +|$)/];

/** CloudTrail puts a user agent in brackets. */
export function clientOf(userAgent: string): Client {
  const spoken = userAgent.startsWith('[') ? userAgent.slice(1) : userAgent;
  const mark = PARTNER_MARKS.find((known) => known.test(spoken));
  const unmarked = mark ? spoken.replace(mark, '') : spoken;
  const [, name = '', version = null] = PRODUCT.exec(spoken) ?? WORDS.exec(unmarked) ?? START.exec(unmarked) ?? [];
  const client = name.trim();
  return ['', '-'].includes(client) ? { client: null, version: null } : { client, version };
}
