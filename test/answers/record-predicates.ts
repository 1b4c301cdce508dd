/** Tests that a raw record passes or not, in words that the tests of generator and answers share. */
export type RecordTest = (record: Record<string, unknown>) => boolean;

/** What stands at a path such as `userIdentity.arn`. */
export function at(record: unknown, path: string): unknown {
  return path.split('.').reduce((part, name) => (part as Record<string, unknown> | null | undefined)?.[name], record);
}

/** The text at a path, empty where there is none. */
export function textAt(record: unknown, path: string): string {
  const value = at(record, path);
  return typeof value === 'string' ? value : '';
}

export const ofS3: RecordTest = (record) => record.eventSource === 's3.amazonaws.com';

export const ofNoS3: RecordTest = (record) =>
  !/^s3(express|-outposts|-object-lambda|tables|vectors)?\.amazonaws\.com$/.test(textAt(record, 'eventSource'));

export function action(name: string): RecordTest {
  return (record) => ofS3(record) && record.eventName === name;
}

export function signed(version: string, method: string): RecordTest {
  return (record) =>
    at(record, 'additionalEventData.SignatureVersion') === version &&
    at(record, 'additionalEventData.AuthenticationMethod') === method;
}

export function all(...tests: RecordTest[]): RecordTest {
  return (record) => tests.every((test) => test(record));
}

/** The path leads to this value; `undefined` stands for none. */
export function holds(path: string, value: unknown): RecordTest {
  return (record) => at(record, path) === value;
}

export function parameter(name: string, value: unknown): RecordTest {
  return (record) => (record.requestParameters as Record<string, unknown> | null)?.[name] === value;
}

export function failedWith(code: string | undefined): RecordTest {
  return (record) => record.errorCode === code;
}

export function onObject(bucket: string, key: string): RecordTest {
  return all(parameter('bucketName', bucket), parameter('key', key));
}

/** The caller's name begins so; that of a user, or of the role behind a session. */
export function named(start: string): RecordTest {
  return (record) =>
    ['userIdentity.arn', 'userIdentity.sessionContext.sessionIssuer.arn'].some((path) =>
      new RegExp(`:(user|role)/${start}`).test(textAt(record, path)),
    );
}

/** Made at this time of its day. */
export function madeAt(time: string): RecordTest {
  return (record) => textAt(record, 'eventTime').endsWith(`T${time}Z`);
}

/** SSE-C, as it was applied or as it was asked for. */
export const withCustomerKey: RecordTest = (record) =>
  at(record, 'additionalEventData.SSEApplied') === 'SSE_C' ||
  !parameter('x-amz-server-side-encryption-customer-algorithm', undefined)(record);

export function withKeyOf(account: string): RecordTest {
  return (record) =>
    new RegExp(`^arn:aws:kms:[^:]+:${account}:key/`).test(
      String(at(record, 'requestParameters.x-amz-server-side-encryption-aws-kms-key-id')),
    );
}

/** The bucket's owner, where the record tells it. */
export function ownedBy(account: string | undefined): RecordTest {
  return (record) => {
    const resources = (record.resources ?? []) as { type?: string; accountId?: string }[];
    const types = ['AWS::S3::Bucket', 'AWS::S3Express::DirectoryBucket', 'AWS::S3Outposts::Bucket'];
    return resources.find(({ type }) => types.includes(type!))?.accountId === account;
  };
}

export function ofCloudTrail(action: string): RecordTest {
  return all(holds('eventSource', 'cloudtrail.amazonaws.com'), holds('eventName', action));
}

export function from(address: string): RecordTest {
  return (record) => record.sourceIPAddress === address;
}

export function calledBy(identity: Record<string, unknown>): RecordTest {
  return (record) => Object.entries(identity).every(([name, value]) => at(record, `userIdentity.${name}`) === value);
}

export function sessionOf(role: string, session = ''): RecordTest {
  return (record) =>
    textAt(record, 'userIdentity.sessionContext.sessionIssuer.arn').endsWith(`:role/${role}`) &&
    textAt(record, 'userIdentity.arn').endsWith(session);
}

/** The text stands in the key as well as in the user agent. */
export function written(text: string): RecordTest {
  return (record) => [textAt(record, 'requestParameters.key'), record.userAgent].every((x) => String(x).includes(text));
}

export const ofBatch: RecordTest = (record) =>
  record.eventName === 'DeleteObject' && record.eventType === 'AwsServiceEvent';

export const needsAcl: RecordTest = (record) => at(record, 'additionalEventData.aclRequired') === 'Yes';

export const sigV2: RecordTest = (record) =>
  textAt(record, 'additionalEventData.SignatureVersion').toLowerCase() === 'sigv2';

export const anonymous: RecordTest = (record) =>
  ['anonymous', 'ANONYMOUS_PRINCIPAL'].includes(textAt(record, 'userIdentity.accountId')) ||
  at(record, 'userIdentity.principalId') === 'ANONYMOUS_PRINCIPAL';
