import { rankOf } from './reference-access';
import { referenceAnswers } from './reference-answers';
import { settingOf } from './reference-configuration';
import { rounded } from './reference-costs';
import { originalsOf } from './reference-deletions';
import type { Inputs, Row } from './reference-questions';
import { type FiledRecord, requestOf } from './reference-request';

const window = { firstDay: '2026/03/01', lastDay: '2026/03/31' };
const alice = 'arn:aws:iam::111122223333:user/alice';
const bob = 'arn:aws:iam::111122223333:user/bob';
const toCustomerKey = { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' };

interface Written {
  readonly action?: string;
  /** bucket/key, or a bucket alone */
  readonly on?: string;
  readonly by?: string;
  readonly at?: string;
  readonly day?: string;
  readonly parameters?: Record<string, unknown>;
  readonly bytes?: [number, number];
  /** Whatever else the record holds. */
  readonly more?: Record<string, unknown>;
}

/** Records that hold what is written of them, each an event of its own. */
function records(...all: Written[]): FiledRecord[] {
  return all.map((written, index) => {
    const [bucket, ...key] = (written.on ?? 'docs/key').split('/');
    const [bytesIn, bytesOut] = written.bytes ?? [];
    return {
      account: '111122223333',
      region: 'eu-west-1',
      day: written.day ?? '2026/03/01',
      record: {
        eventID: `${index}`,
        eventTime: written.at ?? '2026-03-01T12:00:00Z',
        eventSource: 's3.amazonaws.com',
        eventName: written.action ?? 'GetObject',
        eventType: 'AwsApiCall',
        userIdentity: { type: 'IAMUser', arn: written.by ?? alice, accountId: '111122223333' },
        sourceIPAddress: '192.0.2.1',
        requestParameters: {
          bucketName: bucket,
          ...(key.length > 0 && { key: key.join('/') }),
          ...written.parameters,
        },
        additionalEventData: { bytesTransferredIn: bytesIn, bytesTransferredOut: bytesOut },
        resources: [{ type: 'AWS::S3::Bucket', accountId: '111122223333' }],
        ...written.more,
      },
    };
  });
}

function answer(name: string, events: FiledRecord[], inputs: Inputs = {}): Row[] {
  return referenceAnswers[name].rows(events, window, inputs);
}

describe('reference questions', () => {
  test('requests that are alike are a row: what is null is a group, and is not counted', () => {
    const events = records(
      { on: 'docs/a', bytes: [1, 10], at: '2026-03-01T10:00:00Z' },
      { on: 'docs/a', bytes: [2, 20], at: '2026-03-01T09:00:00.5Z', more: { errorCode: 'NoSuchKey' } },
      { on: 'docs/a', at: '2026-03-01T09:00:00Z' },
      { on: 'docs/a', by: bob },
      { on: 'docs/a', more: { userIdentity: undefined } },
      { on: 'other/a' },
    );

    expect(answer('bucket-users', events, { bucket: 'docs' })).toEqual([
      [alice, 'GetObject', 3, 1, 3, 30, '2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z'],
      [bob, 'GetObject', 1, 0, 0, 0, '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'],
      [null, 'GetObject', 1, 0, 0, 0, '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'],
    ]);
  });

  test('signature-mix: a caller that is known and of whom no version is known is not called unsigned', () => {
    const version = (SignatureVersion?: string) => ({ additionalEventData: { SignatureVersion } });
    const nobody = { userIdentity: { type: 'AWSAccount', accountId: 'anonymous' } };
    const events = records(
      { more: version('SigV4') },
      { more: version() },
      { more: { ...version(), ...nobody } },
      { more: { ...version('SigV4'), ...nobody } },
    );

    expect(answer('signature-mix', events).map(([name, , , requests]) => [name, requests])).toEqual([
      ['SigV4', 2],
      ['not recorded', 1],
      ['unsigned', 1],
    ]);
  });

  test('an event that is delivered again belongs to the first of its days', () => {
    const sigV2 = { additionalEventData: { SignatureVersion: 'SigV2' } };
    const [first, second] = records(
      { day: '2026/03/02', more: sigV2 },
      { day: '2026/03/02', on: 'other/a', by: bob, more: sigV2 },
    );
    const delivered = [first, { ...first, day: '2026/03/01' }, second, { ...second, day: '2026/03/03' }];

    expect(answer('sigv2-days', delivered)).toEqual([
      ['2026/03/01', 1, 1, 1],
      ['2026/03/02', 1, 1, 1],
    ]);
  });

  test('the greatest value has the first rank, and no two have the same', () => {
    expect([3, 7, 9, 7].map((_, index) => rankOf(index, [3, 7, 9, 7]))).toEqual([4, 2, 1, 3]);
  });

  test('top-talkers: whoever is among the first by requests or by bytes, by name where they are equal', () => {
    const events = records(
      { by: 'b' },
      { by: 'b', bytes: [0, 2] },
      { by: 'a', bytes: [1, 0] },
      { by: 'a', bytes: [1, 0] },
      { by: 'c', bytes: [50, 50] },
      { by: 'd', bytes: [0, 1] },
    );

    expect(answer('top-talkers', events, { top: '1' })).toEqual([
      ['a', 2, 2, 0, 1, 2],
      ['c', 1, 50, 50, 3, 1],
    ]);
    expect(answer('top-talkers', events, { top: '2' })).toEqual([
      ['a', 2, 2, 0, 1, 2],
      ['b', 2, 0, 2, 2, 3],
      ['c', 1, 50, 50, 3, 1],
    ]);
  });

  test('new-principals and new-networks: who is there on the last day, and on none before', () => {
    const role = (session: string) => ({
      userIdentity: {
        arn: `arn:aws:sts::111122223333:assumed-role/fn/${session}`,
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/fn' } },
      },
    });
    const from = (sourceIPAddress: string) => ({ sourceIPAddress });
    const events = records(
      { day: '2026/03/01', more: from('192.0.2.1') },
      { day: '2026/03/01', more: { ...role('one'), ...from('192.0.2.2') } },
      { day: '2026/03/02', more: from('192.0.2.3') },
      { day: '2026/03/02', more: { ...role('two'), ...from('2001:db8::1') } },
      { day: '2026/03/02', by: bob, on: 'other', more: from('2001:db8::2') },
    );
    const service = records({ day: '2026/03/03', more: from('athena.amazonaws.com') })[0];
    const later = { ...service, record: { ...service.record, eventID: 'later' } };
    const noon = '2026-03-01T12:00:00Z';

    expect(answer('new-principals', events)).toEqual([[bob, 1, 1, noon, noon]]);
    expect(answer('new-networks', events)).toEqual([['2001:0db8:0000::/48', 2, 2, noon, noon]]);
    expect(answer('new-principals', [...events, later])).toEqual([]);
    expect(answer('new-networks', [...events, later])).toEqual([]);
  });

  test('probing: what is refused or not there, by principal and address, from a number on', () => {
    const missed = (errorCode: string) => ({ errorCode });
    const events = records(
      { on: 'docs/a', more: missed('AccessDenied') },
      { on: 'docs/b', more: missed('NoSuchKey') },
      { on: 'other', more: missed('NoSuchBucket') },
      { on: 'docs/a', more: missed('InternalError') },
      { on: 'docs/a' },
      { on: 'docs/a', by: bob, more: missed('AccessDenied') },
    );
    const noon = '2026-03-01T12:00:00Z';

    expect(answer('probing', events, { threshold: '3' })).toEqual([[alice, '192.0.2.1', 3, 1, 2, 2, 2, noon, noon]]);
    expect(answer('probing', events, { threshold: '1' })).toHaveLength(2);
  });

  test('cross-account-requests: the accounts of caller and bucket are known, and differ', () => {
    const of = (accountId: string | undefined) => ({ userIdentity: { type: 'AWSAccount', accountId } });
    const events = records(
      { more: of('444455556666') },
      { more: of('111122223333') },
      { more: of('anonymous') },
      { more: of(undefined) },
      { more: { ...of('444455556666'), resources: undefined } },
    );

    expect(answer('cross-account-requests', events).map((row) => row.at(-1))).toEqual(['0']);
  });

  test('bulk-deletes: objects that were deleted within an hour of the clock', () => {
    const deleted = (on: string, at: string, more = {}): Written => ({ action: 'DeleteObject', on, at, more });
    const role = 'arn:aws:iam::111122223333:role/fn';
    const session = (name: string) => ({
      userIdentity: {
        arn: `arn:aws:sts::111122223333:assumed-role/fn/${name}`,
        sessionContext: { sessionIssuer: { arn: role } },
      },
    });
    const events = records(
      deleted('docs/a', '2026-03-01T11:00:00Z'),
      deleted('docs/a', '2026-03-01T11:59:59.999Z', { eventType: 'AwsServiceEvent' }),
      deleted('other/a', '2026-03-01T12:00:00Z'),
      deleted('other/b', '2026-03-01T11:30:00Z', { errorCode: 'AccessDenied' }),
      { action: 'DeleteObjects', on: 'docs', at: '2026-03-01T11:30:00Z' },
      deleted('docs/b', '2026-03-01T11:00:00Z', session('one')),
      deleted('docs/c', '2026-03-01T11:01:00Z', session('two')),
    );

    expect(answer('bulk-deletes', events, { threshold: '2' })).toEqual([
      ['2026-03-01T11:00:00Z', alice, 1, 1, 2, '2026-03-01T11:00:00Z', '2026-03-01T11:59:59.999Z'],
      ['2026-03-01T11:00:00Z', role, 1, 2, 2, '2026-03-01T11:00:00Z', '2026-03-01T11:01:00Z'],
    ]);
  });

  test.each<[string, string | undefined, string[]]>([
    ['docs/a.txt', undefined, ['docs/a.txt', 'docs/a']],
    ['docs/a.txt.enc', undefined, ['docs/a.txt.enc', 'docs/a.txt']],
    ['docs/a.txt.enc', '/docs/a.txt', ['docs/a.txt.enc', 'docs/a.txt']],
    ['docs/new', 'my.docs/old%20one', ['docs/new', 'my.docs/old one']],
    ['my.docs/key', undefined, ['my.docs/key']],
    ['docs/v1.0/key', undefined, ['docs/v1.0/key']],
    ['docs/ends.', undefined, ['docs/ends.']],
  ])('a rewrite of %s with the source %s stands for %j', (on, source, expected) => {
    const [event] = records({ on, parameters: { 'x-amz-copy-source': source } });

    expect([...originalsOf(requestOf(event))]).toEqual(expected);
  });

  describe('extortion-pattern', () => {
    const rewritten = (on: string, at: string, more: Partial<Written> = {}): Written => ({
      action: 'PutObject',
      on,
      at: `2026-03-01T${at}Z`,
      parameters: toCustomerKey,
      ...more,
    });
    const deleted = (on: string, at: string, more: Partial<Written> = {}): Written => ({
      action: 'DeleteObject',
      on,
      at: `2026-03-01T${at}Z`,
      ...more,
    });
    const found = (...all: Written[]) => answer('extortion-pattern', records(...all), { threshold: '1' });
    const withKey = (key: string) => ({ parameters: { 'x-amz-server-side-encryption-aws-kms-key-id': key } });

    test('counts the originals of each bucket, from the first rewrite to the last deletion', () => {
      const copied = { action: 'CopyObject', parameters: { ...toCustomerKey, 'x-amz-copy-source': 'docs/c' } };
      const events = records(
        rewritten('docs/a.enc', '10:00:00'),
        rewritten('docs/a.enc', '13:00:00'),
        deleted('docs/a', '10:00:00'),
        rewritten('docs/b.enc', '09:00:00'),
        deleted('docs/b', '11:00:00'),
        deleted('docs/b', '12:00:00'),
        rewritten('safe/c', '10:30:00', copied),
        deleted('docs/c', '10:31:00'),
        rewritten('other/d', '11:00:00'),
        deleted('other/d', '11:01:00'),
        deleted('docs/e', '11:01:00'),
      );
      const docs = [alice, 'docs', 3, '2026-03-01T09:00:00Z', '2026-03-01T12:00:00Z'];
      const other = [alice, 'other', 1, '2026-03-01T11:00:00Z', '2026-03-01T11:01:00Z'];

      expect(answer('extortion-pattern', events, { threshold: '1' })).toEqual([docs, other]);
      expect(answer('extortion-pattern', events, { threshold: '2' })).toEqual([docs]);
    });

    test.each<[string, Written, Written]>([
      ['deleted before', rewritten('docs/a', '10:00:00'), deleted('docs/a', '09:59:59')],
      ['deleted by another', rewritten('docs/a', '10:00:00'), deleted('docs/a', '11:00:00', { by: bob })],
      ['deleted in another bucket', rewritten('docs/a', '10:00:00'), deleted('other/a', '11:00:00')],
      [
        'not deleted',
        rewritten('docs/a', '10:00:00'),
        deleted('docs/a', '11:00:00', { more: { errorCode: 'AccessDenied' } }),
      ],
      [
        'not written',
        rewritten('docs/a', '10:00:00', { more: { errorCode: 'AccessDenied' } }),
        deleted('docs/a', '11:00:00'),
      ],
      ['read', rewritten('docs/a', '10:00:00', { action: 'GetObject' }), deleted('docs/a', '11:00:00')],
      [
        'encrypted with an own key',
        rewritten('docs/a', '10:00:00', withKey('arn:aws:kms:eu-west-1:111122223333:key/1')),
        deleted('docs/a', '11:00:00'),
      ],
      [
        'encrypted with a key of no known account',
        rewritten('docs/a', '10:00:00', withKey('alias/key')),
        deleted('docs/a', '11:00:00'),
      ],
    ])('is not there where the object is %s', (_, rewrite, deletion) => {
      expect(found(rewrite, deletion)).toEqual([]);
    });

    test.each(['PutObject', 'CopyObject', 'CreateMultipartUpload'])('is there with %s and a foreign key', (action) => {
      const foreign = withKey('arn:aws:kms:eu-west-1:444455556666:key/1');

      expect(found(rewritten('docs/a', '10:00:00', { action, ...foreign }), deleted('docs/a', '10:00:00'))).toEqual([
        [alice, 'docs', 1, '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
      ]);
    });
  });

  test.each<[string, string | undefined]>([
    ['PutBucketPolicy', 'Policy'],
    ['DeleteAccountPublicAccessBlock', 'PublicAccessBlock'],
    ['PutPublicAccessBlock', 'PublicAccessBlock'],
    ['PutBucketLifecycleConfiguration', 'Lifecycle'],
    ['PutBucketLifecycle', 'Lifecycle'],
    ['PutObjectLockConfiguration', 'ObjectLock'],
    ['DeleteBucketEncryption', 'Encryption'],
    ['PutObjectAcl', undefined],
    ['GetBucketPolicy', undefined],
    ['PutBucketPolicyStatus', undefined],
    ['DeleteBucket', undefined],
    ['XPutBucketPolicy', undefined],
  ])('%s changes the setting %s', (action, expected) => {
    expect(settingOf(action)).toBe(expected);
  });

  test('audit-changes: of the trail and of the bucket itself, whichever service is asked', () => {
    const ofTrail = (parameters: Record<string, unknown>) => ({
      eventSource: 'cloudtrail.amazonaws.com',
      requestParameters: parameters,
    });
    const events = records(
      { action: 'StopLogging', more: ofTrail({ name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' }) },
      { action: 'PutEventSelectors', more: ofTrail({ trailName: 'audit' }) },
      { action: 'GetTrailStatus', more: ofTrail({ name: 'audit' }) },
      { action: 'StopLogging', more: ofTrail({ name: 'other' }) },
      { action: 'PutBucketPolicy', on: 'logs' },
      { action: 'PutObject', on: 'logs/key' },
      { action: 'ListObjects', on: 'logs' },
      { action: 'PutBucketPolicy', on: 'docs' },
    );
    for (const trail of ['audit', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit']) {
      const rows = answer('audit-changes', events, { trail, log_bucket: 'logs' });

      expect(rows.map((row) => [row.at(-1), row.at(8)])).toEqual([
        ['0', 'audit'],
        ['1', 'audit'],
        ['4', null],
      ]);
    }
  });

  test('data-event-costs: what each bucket costs, and would save in a month of thirty days', () => {
    const events = records(
      { on: 'docs/a', day: '2026/03/01' },
      { on: 'docs/a', day: '2026/03/02' },
      { on: 'other/a', day: '2026/03/04', more: { managementEvent: false } },
      { on: 'docs', day: '2026/03/05', more: { managementEvent: true } },
    );

    // 2 * 0.85 and 1 * 0.85 millionths, and these ten times.
    expect(answer('data-event-costs', events, { price: '0.85' })).toEqual([
      ['docs', 2, 0.6667, 0.000002, 3, 0.000017],
      ['other', 1, 0.3333, 0.000001, 3, 0.000009],
    ]);
    expect(answer('data-event-costs', events, { price: '2000' })).toEqual([
      ['docs', 2, 0.6667, 0.004, 3, 0.04],
      ['other', 1, 0.3333, 0.002, 3, 0.02],
    ]);
  });

  test.each([
    [1n, 2n, 0, 1],
    [1n, 3n, 4, 0.3333],
    [5n, 1000n, 2, 0.01],
    [49n, 10000n, 2, 0],
    [7n, 1n, 6, 7],
  ])('%d / %d to %d places is %d', (numerator, denominator, places, expected) => {
    expect(rounded(numerator, denominator, places)).toBe(expected);
  });
});
