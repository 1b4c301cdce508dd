import { reasonIn } from './themes/exposure';
import { OTHER_ACCOUNT, OWN_ACCOUNT, fieldsOf } from './written';

const HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';
const OWN_KEY = `arn:aws:kms:eu-west-1:${OWN_ACCOUNT}:key/1`;
const OTHER_KEY = `arn:aws:kms:eu-west-1:${OTHER_ACCOUNT}:key/2`;

/** A message as AWS documents it, and the reason that it ends with. */
function denial(key: string, reason: string): [string, string] {
  const denied = 'User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:GetObject on resource:';
  return [`${denied} "arn:aws:s3:::docs/${key}" ${reason}`, reason];
}

describe('reference request', () => {
  test.each<[Record<string, unknown>, boolean]>([
    [{ additionalEventData: { SSEApplied: 'SSE_C' } }, true],
    [{ requestParameters: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } }, true],
    [{ additionalEventData: { SSEApplied: 'Default_SSE_S3' } }, false],
    [{}, false],
  ])('whether a customer key is used with %j: %s', (record, expected) => {
    expect(fieldsOf(record).customer_key).toBe(expected);
  });

  test.each<[string | undefined, string | undefined, string | null, string | null]>([
    [OTHER_KEY, OWN_KEY, OTHER_KEY, OTHER_ACCOUNT],
    [undefined, OWN_KEY, OWN_KEY, OWN_ACCOUNT],
    ['', OWN_KEY, OWN_KEY, OWN_ACCOUNT],
    [undefined, 'alias/docs', 'alias/docs', '1'],
    [undefined, '1234abcd-12ab', '1234abcd-12ab', '1'],
    [undefined, 'arn:aws:kms:::key/1', 'arn:aws:kms:::key/1', null],
    [undefined, '', null, null],
    [undefined, undefined, null, null],
  ])('the answer tells %j, the request %j: the key is %j, of the account %j', (told, asked, key, account) => {
    const record = {
      userIdentity: { accountId: '1' },
      requestParameters: { [HEADER]: asked },
      responseElements: told === undefined ? null : { [HEADER]: told },
    };

    expect(fieldsOf(record)).toMatchObject({ kms_key: key, kms_key_account: account });
  });

  test('a key without an ARN is of no known account where the caller is of none', () => {
    const requestParameters = { [HEADER]: 'alias/docs' };

    expect(fieldsOf({ requestParameters, userIdentity: { invokedBy: 'x' } }).kms_key_account).toBeNull();
    expect(fieldsOf({ requestParameters, userIdentity: { accountId: '' } }).kms_key_account).toBeNull();
  });

  test.each<[Record<string, unknown> | null, string | null]>([
    [{ key: 'a', ObjectEncryption: { 'SSE-KMS': { KMSKeyArn: OTHER_KEY } } }, OTHER_KEY],
    [{ key: 'a', list: ['alias/x', { first: OWN_KEY }, OTHER_KEY] }, OWN_KEY],
    [{ first: OTHER_KEY, [HEADER]: OWN_KEY }, OWN_KEY],
    [{ bucketName: 'arn:aws:s3:::docs', key: 'kms:', id: 'alias/x' }, null],
    [null, null],
  ])('the encryption that is set with the parameters %j has the key %j', (requestParameters, expected) => {
    expect(fieldsOf({ eventName: 'UpdateObjectEncryption', requestParameters }).kms_key).toBe(expected);
  });

  test('no other request has its key anywhere', () => {
    const requestParameters = { ObjectEncryption: { KMSKeyArn: OTHER_KEY } };

    expect(fieldsOf({ eventName: 'PutObject', requestParameters })).toMatchObject({
      kms_key: null,
      kms_key_account: null,
    });
  });

  test.each<[Record<string, unknown>, string | null]>([
    [{ name: 'audit-trail' }, 'audit-trail'],
    [{ name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit-trail' }, 'audit-trail'],
    [{ trailName: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit-trail' }, 'audit-trail'],
    [{ name: 'one', trailName: 'other' }, 'one'],
    [{ name: '', trailName: 'one', resourceId: 'other' }, 'one'],
    [{ resourceId: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit-trail' }, 'audit-trail'],
    [{}, null],
  ])('the parameters %j name the trail %j', (requestParameters, expected) => {
    const errorMessage = expected === null ? undefined : 'on resource: arn:aws:cloudtrail:eu-west-1:1:trail/denied x';
    const record = { requestParameters, errorMessage };

    expect(fieldsOf({ ...record, eventSource: 'cloudtrail.amazonaws.com' }).trail).toBe(expected);
    expect(fieldsOf({ ...record, eventSource: 's3.amazonaws.com' }).trail).toBeNull();
  });

  test.each<[string, string | null]>([
    ['trail/audit-trail because no identity-based policy allows it', 'audit-trail'],
    ['"trail/audit-trail" with an explicit deny', 'audit-trail'],
    ['trail/audit.trail_2, because', 'audit.trail_2'],
    ['trail/audit-trail.', 'audit-trail'],
    ['trail/audit-trail', 'audit-trail'],
    ['eventdatastore/1234 because', null],
  ])('a refusal of %j names the trail %j', (resource, expected) => {
    const arn = resource.replace(/trail|eventdatastore/, 'arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:$&');
    const refused = {
      eventSource: 'cloudtrail.amazonaws.com',
      requestParameters: null,
      errorMessage: `User: arn:aws:iam::1:user/alice is not authorized to perform: x on resource: ${arn}`,
    };

    expect(fieldsOf(refused).trail).toBe(expected);
    expect(fieldsOf({ ...refused, errorMessage: `Unknown trail: ${arn}` }).trail).toBe(expected);
    expect(fieldsOf({ ...refused, eventSource: 's3.amazonaws.com' }).trail).toBeNull();
  });

  test('the cipher suite is that of the TLS details, else that of the additional data', () => {
    const additionalEventData = { CipherSuite: 'old' };
    const tlsDetails = { cipherSuite: 'new', tlsVersion: 'TLSv1.3', keyExchange: 'x25519' };

    expect(fieldsOf({ additionalEventData, tlsDetails })).toMatchObject({
      cipher_suite: 'new',
      tls_version: 'TLSv1.3',
      key_exchange: 'x25519',
    });
    expect(fieldsOf({ additionalEventData, tlsDetails: { tlsVersion: 'TLSv1.3' } }).cipher_suite).toBe('old');
    expect(fieldsOf({ additionalEventData })).toMatchObject({
      cipher_suite: 'old',
      tls_version: null,
      key_exchange: null,
    });
    expect(fieldsOf({ additionalEventData: { cipherSuite: 'small' } }).cipher_suite).toBe('small');
    expect(fieldsOf({ additionalEventData: { cipherSuite: 'small', CipherSuite: 'old' } }).cipher_suite).toBe('old');
  });

  test('an identity is the role of a session, else the principal', () => {
    const sessionContext = { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/fn' } };
    const session = { arn: 'arn:aws:sts::111122223333:assumed-role/fn/one', sessionContext };
    const user = { arn: 'arn:aws:iam::111122223333:user/alice', sessionContext: { attributes: {} } };

    expect(fieldsOf({ userIdentity: session }).identity).toBe('arn:aws:iam::111122223333:role/fn');
    expect(fieldsOf({ userIdentity: user }).identity).toBe('arn:aws:iam::111122223333:user/alice');
  });

  test('a caller has an id, a user on whose behalf it acts, and an event may correct another one', () => {
    const userIdentity = { principalId: 'AIDA:one', onBehalfOf: { userId: 'user', identityStoreArn: 'arn:x' } };

    expect(fieldsOf({ userIdentity, addendum: { reason: 'x', originalEventID: 'before' } })).toMatchObject({
      principal_id: 'AIDA:one',
      on_behalf_of: 'user',
      original_event_id: 'before',
    });
    expect(fieldsOf({})).toMatchObject({ principal_id: null, on_behalf_of: null, original_event_id: null });
  });

  test.each<[string, string | undefined, string | null]>([
    ['192.0.2.1', OWN_ACCOUNT, '192.0.2.0/24'],
    ['2001:db8::1', undefined, '2001:0db8:0000::/48'],
    ['192.0.2.1', 'CloudFront', null],
    ['AWS Internal/3', OWN_ACCOUNT, null],
    ['athena.amazonaws.com', undefined, null],
  ])('from %s, with the account %s, a request is of the network %j', (sourceIPAddress, accountId, expected) => {
    expect(fieldsOf({ sourceIPAddress, userIdentity: { accountId } })).toMatchObject({
      source_ip: sourceIPAddress,
      source_network: expected,
    });
  });

  test('what a service of AWS asks within AWS is of no network, also where it comes with an address', () => {
    const userIdentity = { type: 'AssumedRole', invokedBy: 'AWS Internal' };

    expect(fieldsOf({ sourceIPAddress: '10.0.0.1', userIdentity }).source_network).toBeNull();
  });

  test.each<[string | undefined, string | null]>([
    ['TLSv1.3', 'TLSv1.3'],
    ['1.3', 'TLSv1.3'],
    ['', null],
    [undefined, null],
  ])('of %j, the TLS version is %j', (tlsVersion, expected) => {
    expect(fieldsOf({ tlsDetails: { tlsVersion } }).tls_version).toBe(expected);
  });

  test.each<[Record<string, unknown>, boolean | null]>([
    [{ managementEvent: true, eventCategory: 'Data' }, true],
    [{ managementEvent: false, eventCategory: 'Management' }, false],
    [{ eventCategory: 'Management' }, true],
    [{ managementEvent: null, eventCategory: 'Data' }, false],
    [{ eventCategory: '' }, null],
    [{}, null],
  ])('with %j, whether an event is a management event is %j', (record, expected) => {
    expect(fieldsOf(record).management_event).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['DeleteObjects', 'AwsApiCall', 'batch'],
    ['DeleteObjects', 'AwsServiceEvent', 'batch'],
    ['DeleteObject', 'AwsServiceEvent', 'object of a batch'],
    ['DeleteObject', 'AwsApiCall', 'object'],
  ])('%s as an %s deletes: %s', (eventName, eventType, expected) => {
    expect(fieldsOf({ eventName, eventType }).deletion).toBe(expected);
  });

  test('a time that is none is null', () => {
    expect(fieldsOf({ eventTime: 'yesterday' }).event_time).toBeNull();
    expect(fieldsOf({ eventTime: undefined }).event_time).toBeNull();
  });

  test.each<[string | null, string | null]>([
    [...denial('key', 'because no session policy allows the s3:GetObject action')],
    [...denial('key', 'because no identity-based policy allows the s3:GetObject action')],
    [...denial('key', 'with an explicit deny in a service control policy')],
    [...denial('key', 'with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/p')],
    [...denial('just because we can', 'because no VPC endpoint policy allows the s3:GetObject action')],
    [...denial('just because we can', 'with an explicit deny in a resource-based policy')],
    [...denial('not with an explicit deny in it', 'because no resource-based policy allows the s3:GetObject action')],
    ['Access Denied', null],
    ['because', null],
    ['Denied, perhaps because', null],
    ['with an explicit deny in a policy', null],
    [null, null],
  ])('the reason in %j is %j', (message, expected) => {
    expect(reasonIn(message)).toBe(expected);
  });
});
