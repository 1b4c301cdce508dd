import { field, filledText } from './record';

const HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';

/** The KMS key: that which was used, as the answer tells it, rather than that which was asked for. */
export function kmsKeyOf(record: Record<string, unknown>): string | null {
  return (
    filledText(record.responseElements, HEADER) ??
    filledText(record.requestParameters, HEADER) ??
    (record.eventName === 'UpdateObjectEncryption' ? firstKeyArn(record.requestParameters) : null)
  );
}

/** A key without an ARN is looked for in the account of the caller. */
export function accountOfKey(key: string | null, caller: unknown): string | null {
  if (key === null) {
    return null;
  }
  const [scheme, , , , account = ''] = key.split(':');
  if (scheme !== 'arn') {
    return filledText(caller, 'accountId');
  }
  return account === '' ? null : account;
}

/** Which field of the parameters holds it isn't looked at. */
function firstKeyArn(value: unknown): string | null {
  if (typeof value === 'string') {
    return /^arn:[^:]+:kms:/.test(value) ? value : null;
  }
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  for (const name of Object.keys(value)) {
    const key = firstKeyArn(field(value, name));
    if (key !== null) {
      return key;
    }
  }
  return null;
}
