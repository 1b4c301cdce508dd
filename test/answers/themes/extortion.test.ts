import { requestOf } from '../request';
import { OTHER_ACCOUNT, OWN_ACCOUNT, type Written, alice, answer, bob, records } from '../written';
import { originalsOf } from './extortion';

const KMS_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';
const FOREIGN = `arn:aws:kms:eu-west-1:${OTHER_ACCOUNT}:key/1`;
const OWN = `arn:aws:kms:eu-west-1:${OWN_ACCOUNT}:key/1`;
const toCustomerKey = { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' };
const failed = { errorCode: 'AccessDenied' };

function rewritten(on: string, at: string, written: Partial<Written> = {}): Written {
  return { action: 'PutObject', on, at: onDay(at), parameters: toCustomerKey, ...written };
}

function deleted(on: string, at: string, written: Partial<Written> = {}): Written {
  return { action: 'DeleteObject', on, at: onDay(at), ...written };
}

function encrypted(on: string, at: string, key = OWN, written: Partial<Written> = {}): Written {
  return {
    action: 'UpdateObjectEncryption',
    on,
    at: onDay(at),
    parameters: { encryption: { kmsKeyArn: key } },
    ...written,
  };
}

function copied(on: string, at: string, source = on, written: Partial<Written> = {}): Written {
  const parameters = { ...toCustomerKey, 'x-amz-copy-source': source };
  return { action: 'CopyObject', on, at: onDay(at), parameters, ...written };
}

function withKey(key: string): Partial<Written> {
  return { parameters: { [KMS_HEADER]: key } };
}

function onDay(at: string): string {
  return `2026-03-01T${at}Z`;
}

function found(all: Written[], threshold = 1, inPlaceThreshold = 1) {
  return answer('extortion-pattern', records(...all), {
    threshold: `${threshold}`,
    in_place_threshold: `${inPlaceThreshold}`,
  });
}

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

describe('objects that are deleted', () => {
  test('count by the bucket of the originals, from the first rewrite to the last deletion', () => {
    const events = [
      rewritten('docs/a.enc', '10:00:00'),
      rewritten('docs/a.enc', '13:00:00'),
      deleted('docs/a', '10:00:00'),
      rewritten('docs/b.enc', '09:00:00'),
      deleted('docs/b', '11:00:00'),
      deleted('docs/b', '12:00:00'),
      copied('safe/c', '10:30:00', 'docs/c'),
      deleted('docs/c', '10:31:00'),
      rewritten('other/d', '11:00:00'),
      deleted('other/d', '11:01:00'),
      deleted('docs/e', '11:01:00'),
    ];
    const docs = [alice, 'docs', 3, 3, 0, onDay('09:00:00'), onDay('12:00:00')];
    const other = [alice, 'other', 1, 1, 0, onDay('11:00:00'), onDay('11:01:00')];

    expect(found(events)).toEqual([docs, other]);
    expect(found(events, 2)).toEqual([docs]);
    expect(found(events, 4)).toEqual([]);
  });

  const lost = deleted('docs/a', '11:00:00');
  const unknown = { resources: undefined };

  test.each<[string, Written, Written]>([
    ['deleted before', rewritten('docs/a', '10:00:00'), deleted('docs/a', '09:59:59')],
    ['deleted by another', rewritten('docs/a', '10:00:00'), deleted('docs/a', '11:00:00', { by: bob })],
    ['deleted in another bucket', rewritten('docs/a', '10:00:00'), deleted('other/a', '11:00:00')],
    ['not deleted', rewritten('docs/a', '10:00:00'), deleted('docs/a', '11:00:00', { more: failed })],
    ['deleted nobody knows when', rewritten('docs/a', '10:00:00'), deleted('docs/a', 'never')],
    ['not written', rewritten('docs/a', '10:00:00', { more: failed }), lost],
    ['written nobody knows when', rewritten('docs/a', 'never'), lost],
    ['read', rewritten('docs/a', '10:00:00', { action: 'GetObject' }), lost],
    ['written in parts', rewritten('docs/a', '10:00:00', { action: 'UploadPart' }), lost],
    ['encrypted with an own key', rewritten('docs/a', '10:00:00', withKey(OWN)), lost],
    ['encrypted with a key of the own account', rewritten('docs/a', '10:00:00', withKey('alias/key')), lost],
    [
      'encrypted with a key of the account, where no owner is known',
      rewritten('docs/a', '10:00:00', { ...withKey(OWN), more: unknown }),
      lost,
    ],
  ])('do not count where one is %s', (_, rewrite, deletion) => {
    expect(found([rewrite, deletion])).toEqual([]);
  });

  const counted = [[alice, 'docs', 1, 1, 0, onDay('10:00:00'), onDay('10:00:00')]];

  test.each(['PutObject', 'PostObject', 'CopyObject', 'CreateMultipartUpload', 'UploadPartCopy'])(
    'count where %s put a foreign key upon one',
    (action) => {
      const rewrite = rewritten('docs/a', '10:00:00', { action, ...withKey(FOREIGN) });

      expect(found([rewrite, deleted('docs/a', '10:00:00')])).toEqual(counted);
    },
  );

  test('count where another account than that of the log has the key, and no owner is known', () => {
    const rewrite = rewritten('docs/a', '10:00:00', { ...withKey(FOREIGN), more: unknown });

    expect(found([rewrite, deleted('docs/a', '10:00:00')])).toEqual(counted);
  });

  test('count where their encryption was changed to a foreign key, and then no longer in place', () => {
    expect(found([encrypted('docs/a', '10:00:00', FOREIGN), deleted('docs/a', '10:00:00')])).toEqual(counted);
  });
});

describe('objects that are left in place', () => {
  test('count where their encryption was changed, whoever has the key, or they were copied onto themselves', () => {
    const events = [
      encrypted('docs/a', '10:00:00', OWN),
      encrypted('docs/a', '11:00:00', FOREIGN),
      encrypted('docs/b', '09:00:00', FOREIGN),
      encrypted('docs/b', '10:00:00', FOREIGN, { by: bob }),
      copied('docs/c', '08:00:00'),
      copied('other/d', '12:00:00', '/other/d', { action: 'UploadPartCopy' }),
    ];
    const docs = [alice, 'docs', 3, 0, 3, onDay('08:00:00'), null];
    const other = [alice, 'other', 1, 0, 1, onDay('12:00:00'), null];
    const ofBob = [bob, 'docs', 1, 0, 1, onDay('10:00:00'), null];

    expect(found(events)).toEqual([docs, other, ofBob]);
    expect(found(events, 1, 3)).toEqual([docs]);
    expect(found(events, 1, 4)).toEqual([]);
  });

  test.each<[string, Written]>([
    ['overwritten', rewritten('docs/a', '10:00:00')],
    ['copied to another', copied('docs/a', '10:00:00', 'docs/b')],
    ['copied to another bucket', copied('docs/a', '10:00:00', 'other/a')],
    ['copied under an own key', copied('docs/a', '10:00:00', 'docs/a', withKey(OWN))],
    ['not copied', copied('docs/a', '10:00:00', 'docs/a', { more: failed })],
    ['not encrypted', encrypted('docs/a', '10:00:00', FOREIGN, { more: failed })],
    ['no object', encrypted('docs', '10:00:00', FOREIGN)],
  ])('do not count where one is %s', (_, written) => {
    expect(found([written])).toEqual([]);
  });

  test('still count where they were deleted before a foreign key came upon them, or by another, or under an own key', () => {
    const row = (at: string) => [[alice, 'docs', 1, 0, 1, onDay(at), null]];

    expect(found([encrypted('docs/a', '10:00:00', FOREIGN), deleted('docs/a', '09:00:00')])).toEqual(row('10:00:00'));
    expect(found([copied('docs/a', '10:00:00'), deleted('docs/a', '11:00:00', { by: bob })])).toEqual(row('10:00:00'));
    expect(found([encrypted('docs/a', '10:00:00', OWN), deleted('docs/a', '11:00:00')])).toEqual(row('10:00:00'));
  });

  test('count whether their times are known or not', () => {
    const untimed = encrypted('docs/a', 'never', FOREIGN);

    expect(found([untimed])).toEqual([[alice, 'docs', 1, 0, 1, null, null]]);
    expect(found([untimed, encrypted('docs/a', '10:00:00')])).toEqual([
      [alice, 'docs', 1, 0, 1, onDay('10:00:00'), null],
    ]);
  });
});

describe('a bucket', () => {
  const events = [
    encrypted('docs/a', '08:00:00', OWN),
    rewritten('docs/b.enc', '09:00:00'),
    deleted('docs/b', '10:00:00'),
    rewritten('docs/c.enc', '07:00:00'),
    encrypted('docs/a', '06:00:00', OWN, { by: bob }),
  ];

  test.each<[number, number, boolean]>([
    [1, 1, true],
    [1, 2, true],
    [2, 1, true],
    [2, 2, false],
  ])('with one object of each kind is listed from %d and %d on: %s', (threshold, inPlaceThreshold, expected) => {
    const row = [alice, 'docs', 2, 1, 1, onDay('08:00:00'), onDay('10:00:00')];

    expect(found(events, threshold, inPlaceThreshold).filter(([identity]) => identity === alice)).toEqual(
      expected ? [row] : [],
    );
  });

  test('is named by the ARN of an access point where nothing else is known', () => {
    const bucketName = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/point';
    const parameters = { bucketName, key: 'a' };
    const through = encrypted('docs/a', '08:00:00', OWN, { parameters, more: { resources: undefined } });

    expect(found([through])).toEqual([[alice, bucketName, 1, 0, 1, onDay('08:00:00'), null]]);
  });
});
