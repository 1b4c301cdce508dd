import { filled } from './record-fields';
import { RelationPart } from './relation-part';

export const ANONYMOUS =
  "coalesce(useridentity.accountid IN ('ANONYMOUS_PRINCIPAL', 'anonymous') OR useridentity.principalid = 'ANONYMOUS_PRINCIPAL', false)";
/** By it CloudFront reads for a distribution. It is no account, though it stands in the place of one. */
const ORIGIN_ACCESS_IDENTITY = "coalesce(useridentity.accountid = 'CloudFront', false)";
/** Trusted Advisor, for one, comes so with an address within AWS, in a session of its role. */
const WITHIN_AWS = "useridentity.type = 'AWSService' OR useridentity.invokedby = 'AWS Internal'";

/** Who asks. */
export const CALLER_PARTS: RelationPart[] = [
  { name: 'principal', expression: principal() },
  { name: 'session_issuer', expression: sessionIssuer() },
];

function principal(): string {
  const names = [
    filled('useridentity.arn'),
    filled('useridentity.invokedby'),
    `CASE WHEN ${ANONYMOUS} THEN 'anonymous' END`,
    filled('useridentity.accountid'),
  ];
  return `coalesce(${names.join(', ')})`;
}

/**
 * The role behind a session. Requests in a session with a directory bucket come without it; there the ARN of the session
 * names it, but for its path.
 */
function sessionIssuer(): string {
  const session = "'^(arn:[^:]+):sts::([0-9]+):assumed-role/([^/]+)/.*$'";
  const role = `regexp_replace(useridentity.arn, ${session}, '$1:iam::$2:role/$3')`;
  const named = filled('useridentity.sessioncontext.sessionissuer.arn');
  return `coalesce(${named}, CASE WHEN regexp_like(useridentity.arn, ${session}) THEN ${role} END)`;
}

/** The network that a request came from, as text, since Athena has no function for it. In IPv6, `::` stands for zeros. */
export function sourceNetwork(): string {
  const part = (index: number) => `lpad(split_part(lower(sourceipaddress), ':', ${index}), 4, '0')`;
  const third = `CASE WHEN split_part(sourceipaddress, ':', 2) = '' THEN '0000' ELSE ${part(3)} END`;
  const ipv4 = "'^([0-9]+[.][0-9]+[.][0-9]+)[.][0-9]+$'";
  return (
    `CASE WHEN ${ORIGIN_ACCESS_IDENTITY} OR ${WITHIN_AWS} THEN NULL ` +
    `WHEN regexp_like(sourceipaddress, ${ipv4}) THEN regexp_extract(sourceipaddress, ${ipv4}, 1) || '.0/24' ` +
    `WHEN regexp_like(sourceipaddress, '^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*$') ` +
    `THEN ${part(1)} || ':' || ${part(2)} || ':' || ${third} || '::/48' END`
  );
}

export function principalAccount(): string {
  const inArn = "regexp_extract(useridentity.arn, '^arn:[^:]+:(iam|sts)::([0-9]{12}):', 2)";
  return `coalesce(${filled('useridentity.accountid')}, ${inArn})`;
}
