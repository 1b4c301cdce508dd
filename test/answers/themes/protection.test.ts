import { OTHER_ACCOUNT, OWN_ACCOUNT, answer, placesIn, records } from '../written';

describe('how data is protected', () => {
  test('cross-account-key-requests: writes under a key that the owner of the bucket does not have', () => {
    const header = 'x-amz-server-side-encryption-aws-kms-key-id';
    const foreign = `arn:aws:kms:eu-west-1:${OTHER_ACCOUNT}:key/1`;
    const under = (key: string | undefined, action = 'PutObject', more = {}) => ({
      action,
      more,
      parameters: { [header]: key, 'x-amz-copy-source': 'docs/a' },
    });
    const ofOther = { resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::docs', accountId: OTHER_ACCOUNT }] };
    const own = `arn:aws:kms:eu-west-1:${OWN_ACCOUNT}:key/1`;
    const matches = [
      ...['PutObject', 'PostObject', 'CopyObject', 'CreateMultipartUpload', 'UploadPart', 'UploadPartCopy'],
      ...['CompleteMultipartUpload', 'UpdateObjectEncryption'],
    ].map((action) => under(foreign, action));
    const events = records(
      ...matches,
      under(own, 'PutObject', ofOther),
      under(foreign, 'PutObject', { resources: undefined }),
      under('alias/key', 'PutObject', ofOther),
      under(foreign, 'GetObject'),
      under(own),
      under('alias/key'),
      under(undefined),
      under(own, 'PutObject', { resources: undefined }),
      under(foreign, 'PutObject', ofOther),
    );

    expect(placesIn('cross-account-key-requests', events)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(answer('cross-account-key-requests', events)[8].slice(8)).toEqual([
      ...[own, OWN_ACCOUNT, OTHER_ACCOUNT, 'docs/a'],
      ...[null, null, '8'],
    ]);
  });

  test('requests-without-tls-details: all without a version, but what S3 has done without a connection', () => {
    const over = (eventType: string, tlsDetails?: object, additionalEventData = {}) => ({
      more: { eventType, tlsDetails, additionalEventData },
    });
    const cipher = { CipherSuite: 'x' };
    const events = records(
      over('AwsApiCall'),
      over('AwsConsoleAction'),
      over('AwsServiceEvent', undefined, cipher),
      over('AwsApiCall', undefined, cipher),
      over('AwsServiceEvent', { cipherSuite: 'x' }),
      over('AwsServiceEvent'),
      over('AwsApiCall', { tlsVersion: 'TLSv1.3' }),
      over('AwsServiceEvent', { tlsVersion: 'TLSv1.3' }, cipher),
    );

    expect(placesIn('requests-without-tls-details', events)).toEqual([0, 1, 2, 3, 4]);
  });
});
