/**
 * What parameters allow: the checks of the library as far as a pattern can tell. CloudFormation reads them as Java's regular
 * expressions, which go one deeper into the stack each time that a group repeats, unless it does for good (`++`, `*+`).
 */
export const PATTERNS = {
  name: '^[a-z][a-z0-9]*(-[a-z0-9]+)*+$',
  windowDays: '^([0-9]|[12][0-9]|30)$',
  retentionDays: '^([3-9][0-9]|[1-9][0-9]{2,3}|[12][0-9]{4}|3[0-5][0-9]{3}|36[0-4][0-9]{2}|36500)$',
  bucketName:
    // Directory and table buckets and access points have other ends.
    '(?!.*(--x-s3|--table-s3|-s3alias|--ol-s3|--op-s3|--xa-s3)$)' +
    // An address is no name, and a dot has neither a dot nor a hyphen beside it.
    '(?!([0-9]{1,3}\\.){3}[0-9]{1,3}$|.*(\\.[.-]|-\\.))' +
    '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
  prefix: optional("(?!(.*/)?(\\.{1,2}|AWSLogs)(/|$))[A-Za-z0-9_!.'()-]+(/[A-Za-z0-9_!.'()-]+)*+"),
  organizationId: optional('o-[a-z0-9]{10,32}'),
  accounts: listOf('[0-9]{12}'),
  // Every fourth year from 2000 to 2099 is a leap year.
  day:
    '^(20[0-9]{2}/((0[13578]|1[02])/(0[1-9]|[12][0-9]|3[01])|(0[469]|11)/(0[1-9]|[12][0-9]|30)|02/(0[1-9]|1[0-9]|2[0-8]))|' +
    '20([02468][048]|[13579][26])/02/29)$',
  networks: listOf(`(${ipv4()}/([12]?[0-9]|3[0-2])|${ipv6()}/([1-9]?[0-9]|1[01][0-9]|12[0-8]))`),
  principals: listOf(
    '(arn:[^\\s*,]+|[a-z0-9-]+(\\.[a-z0-9-]+)++|AWS Internal(/[0-9]+)?|CloudFront|[0-9]{12}|anonymous)',
  ),
};

/** Of nothing, or of values with commas between them, each once. */
export function listOf(value: string): string {
  const repeated = '(?:.*,)?([^,]+),(?:.*,)?\\1(?:,|$)';
  return optional(`(?!${repeated})(?:(?:${value})(?:,(?!$)|$))++`);
}

/** Of nothing, or of what the pattern takes. */
export function optional(pattern: string): string {
  return `^(?:${pattern})?$`;
}

function ipv4(): string {
  const byte = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
  return `${byte}(\\.${byte}){3}`;
}

/** Eight groups, or fewer around one `::`. */
function ipv6(): string {
  const group = '[0-9A-Fa-f]{1,4}';
  const groups = `${group}(:${group}){0,6}`;
  return `((${group}:){7}${group}|(?!(${group}:+){7}${group})(${groups})?::(${groups})?)`;
}
