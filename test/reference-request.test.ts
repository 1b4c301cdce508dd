import { clientOf } from './reference-client';
import { reasonIn } from './reference-exposure';
import { type ReferenceRequest, requestOf } from './reference-request';

function fieldsOf(record: Record<string, unknown>): ReferenceRequest {
  const base = { eventTime: '2026-03-01T12:34:56Z', eventSource: 's3.amazonaws.com', eventName: 'GetObject' };
  return requestOf({
    account: '111122223333',
    region: 'eu-west-1',
    day: '2026/03/01',
    record: { ...base, eventID: '1', ...record },
  });
}

function parameters(requestParameters: Record<string, unknown>): ReferenceRequest {
  return fieldsOf({ requestParameters });
}

/** A message as AWS documents it, and the reason that it ends with. */
function denial(key: string, reason: string): [string, string] {
  const denied = 'User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:GetObject on resource:';
  return [`${denied} "arn:aws:s3:::docs/${key}" ${reason}`, reason];
}

describe('reference request', () => {
  test.each<[string, string | null, string | null]>([
    ['[aws-cli/2.17.60 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0]', 'aws-cli', '2.17.60'],
    ['aws-sdk-go/1.15.12 (go1.12.6; linux; amd64)', 'aws-sdk-go', '1.15.12'],
    ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10]', 'S3Console', '0.4'],
    ['aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10', 'aws-sdk-java', '1.12.750'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.5.7 aws-sdk-go-v2/1.30.3 os/linux', 'aws-sdk-go-v2', '1.30.3'],
    ['[Boto3/1.26.1 md/Botocore#1.29.1 ua/2.0]', 'Boto3', '1.26.1'],
    ['MyTool/7 (Botocore/1.29.1)', 'Botocore', '1.29.1'],
    ['Boto/2.49.0 Python/2.7', 'Boto', '2.49.0'],
    ['tool md/Botocore#1.29.1', 'tool md', 'Botocore#1.29.1'],
    ['my-AWS-CLI/1.0;x', 'AWS-CLI', '1.0'],
    ['not_boto3/1.0 boto/2', 'boto', '2'],
    ['xaws-cli/1.0', 'xaws-cli', '1.0'],
    ['aws-cli/ boto3/1.2', 'boto3', '1.2'],
    ['aws-sdk-/1 x', 'aws-sdk-', '1'],
    ['aws-sdk-js/3.1/4', 'aws-sdk-js', '3.1'],
    ['aws-cli/1.2\taws-sdk-go/2', 'aws-cli', '1.2'],
    ['[Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6)]', 'Mozilla', '5.0'],
    ['lifecycle.s3.amazonaws.com', 'lifecycle.s3.amazonaws.com', null],
    ['[a tool of ours]', 'a tool of ours', null],
    ['[agent first\nsecond/2\r\nthird]', 'agent first\nsecond', '2'],
    ['tool[1]/2', 'tool', null],
    ['tool/ 2', 'tool', null],
    ['[]', null, null],
    ['/1.0', null, null],
    ['', null, null],
  ])('the user agent %j is the client %j, version %j', (userAgent, client, version) => {
    expect(clientOf(userAgent)).toEqual({ client, version });
  });

  test('without a user agent, there is no client', () => {
    const { user_agent: userAgent, client, client_version: version } = fieldsOf({});

    expect([userAgent, client, version]).toEqual([null, null, null]);
  });

  test.each<[string, string]>([
    ['bucket/key', 'bucket/key'],
    ['/bucket/key', 'bucket/key'],
    ['//key', '/key'],
    ['bucket/a%20b+c%2Bd', 'bucket/a b+c+d'],
    ['bucket%2Fkey', 'bucket/key'],
    ['bucket/Gr%C3%BC%C3%9Fe', 'bucket/Grüße'],
    ['/bucket/key?versionId=abc%', 'bucket/key'],
    ['bucket/key%3FversionId=abc', 'bucket/key?versionId=abc'],
    ['bucket/100%', 'bucket/100%'],
    ['/bucket/100%zz%20?versionId=1', 'bucket/100%zz%20'],
  ])('the header %s copies %s', (header, expected) => {
    expect(parameters({ 'x-amz-copy-source': header }).copy_source).toBe(expected);
  });

  test.each<[unknown, number | null]>([
    ['300', 300],
    ['604800', 604800],
    ['soon', null],
    ['3.5', null],
    ['', null],
    [undefined, null],
  ])('a signature with the lifetime %j expires in %j seconds', (text, expected) => {
    expect(parameters({ 'X-Amz-Expires': text }).expires_in).toBe(expected);
  });

  test.each<[unknown, string | null]>([
    [[{ type: 'AWS::S3::Object' }, { type: 'AWS::S3::Bucket', accountId: '1' }], '1'],
    [
      [
        { type: 'AWS::S3Express::DirectoryBucket', accountId: '1' },
        { type: 'AWS::S3::Bucket', accountId: '2' },
      ],
      '1',
    ],
    [[{ type: 'AWS::S3::Bucket' }, { type: 'AWS::S3::Bucket', accountId: '2' }], null],
    [[{ type: 'AWS::S3::Object', accountId: '1' }], null],
    [undefined, null],
  ])('the resources %j are of the owner %j', (resources, expected) => {
    expect(fieldsOf({ resources }).bucket_owner).toBe(expected);
  });

  test.each<[Record<string, unknown>, boolean]>([
    [{ additionalEventData: { SSEApplied: 'SSE_C' } }, true],
    [{ requestParameters: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } }, true],
    [{ additionalEventData: { SSEApplied: 'Default_SSE_S3' } }, false],
    [{}, false],
  ])('whether a customer key is used with %j: %s', (record, expected) => {
    expect(fieldsOf(record).customer_key).toBe(expected);
  });

  test.each<[Record<string, unknown>, string | null]>([
    [{ name: 'audit-trail' }, 'audit-trail'],
    [{ name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit-trail' }, 'audit-trail'],
    [{ trailName: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit-trail' }, 'audit-trail'],
    [{ name: 'one', trailName: 'other' }, 'one'],
    [{ resourceId: 'audit-trail' }, null],
  ])('the parameters %j name the trail %j', (requestParameters, expected) => {
    expect(fieldsOf({ eventSource: 'cloudtrail.amazonaws.com', requestParameters }).trail).toBe(expected);
    expect(fieldsOf({ eventSource: 's3.amazonaws.com', requestParameters }).trail).toBeNull();
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
