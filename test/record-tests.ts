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
  !/^s3(express|-outposts|-object-lambda)?\.amazonaws\.com$/.test(textAt(record, 'eventSource'));

export function action(name: string): RecordTest {
  return (record) => ofS3(record) && record.eventName === name;
}

export function signed(version: string, method: string): RecordTest {
  return (record) =>
    at(record, 'additionalEventData.SignatureVersion') === version &&
    at(record, 'additionalEventData.AuthenticationMethod') === method;
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
