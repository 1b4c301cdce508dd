import { extra, filled, named } from './record-fields';

/** Of UpdateObjectEncryption nobody has seen an event yet: its key is taken from wherever it stands. */
export function kmsKey(): string {
  const header = '$["x-amz-server-side-encryption-aws-kms-key-id"]';
  const inBody = `CASE WHEN eventname = 'UpdateObjectEncryption' THEN regexp_extract(requestparameters, 'arn:[^":]+:kms:[^"]+') END`;
  return `coalesce(${filled(`json_extract_scalar(responseelements, '${header}')`)}, ${named(header)}, ${inBody})`;
}

/** A key without an ARN is one of the caller's account. */
export function keyAccount(): string {
  const inArn = "regexp_extract(kms_key, '^arn:[^:]*:[^:]*:[^:]*:([^:]+)', 1)";
  const caller = filled('useridentity.accountid');
  return `CASE WHEN starts_with(kms_key, 'arn:') THEN ${inArn} WHEN kms_key IS NOT NULL THEN ${caller} END`;
}

/** Applied, or asked for in a request that failed. */
export function customerKey(): string {
  const algorithm = named('$["x-amz-server-side-encryption-customer-algorithm"]');
  return `coalesce(${extra('$.SSEApplied')} = 'SSE_C', false) OR ${algorithm} IS NOT NULL`;
}

/** Of directory buckets, it comes as a number alone. */
export function tlsVersion(): string {
  return `regexp_replace(${filled('tlsdetails.tlsversion')}, '^([0-9])', 'TLSv$1')`;
}
