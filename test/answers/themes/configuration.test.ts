import { answer, placesIn, records } from '../written';
import { settingOf } from './configuration';

describe('what was changed', () => {
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
      {
        action: 'StopLogging',
        more: {
          ...ofTrail({}),
          requestParameters: null,
          errorMessage: 'Not allowed on resource: arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit because so',
        },
      },
      { action: 'AddTags', more: ofTrail({ resourceId: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' }) },
    );
    for (const trail of ['audit', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit']) {
      const rows = answer('audit-changes', events, { trail, log_bucket: 'logs' });

      expect(rows.map((row) => [row.at(-1), row.at(8)])).toEqual([
        ['0', 'audit'],
        ['1', 'audit'],
        ['4', null],
        ['8', 'audit'],
        ['9', 'audit'],
      ]);
    }
  });

  test('file-system-access: what is done with the file system of a bucket, and not only looked at', () => {
    const of = (eventSource: string, action: string) => ({ action, more: { eventSource } });
    const events = records(
      ...['CreateFileSystem', 'ClientWrite', 'Describe', 'GetX', 'ListTags', 'HeadX'].map((action) =>
        of('s3files.amazonaws.com', action),
      ),
      of('s3.amazonaws.com', 'CreateFileSystem'),
    );

    expect(placesIn('file-system-access', events)).toEqual([0, 1, 5]);
  });
});
