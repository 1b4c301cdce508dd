import { iamUser, roleSession } from '../sample-callers';
import { DAY, SAMPLE_ACCOUNT, STRANGE_ACCOUNT, type SampleRecord, changed } from '../sample-records';
import { failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const RECORDS = 'amzn-s3-demo-records';
const LOOT = 'amzn-s3-demo-loot';

// New each day, so that no deletion of a day comes after a rewrite of the day before. The role has two sessions.
const [one, two] = ['one', 'two'].map((session) => roleSession(`raider-${DAY}`, session));
const pair = iamUser(`raider-pair-${DAY}`);
const janitor = iamUser(`janitor-${DAY}`);

const algorithm = { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' };
const requested = { requestParameters: algorithm };
const applied = { additionalEventData: { SSEApplied: 'SSE_C' } };
const customerKey = { ...requested, ...applied };

function kmsKey(key: string) {
  return {
    requestParameters: { 'x-amz-server-side-encryption-aws-kms-key-id': key },
    additionalEventData: { SSEApplied: 'SSE_KMS' },
  };
}

function keyOf(account: string) {
  return kmsKey(`arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
}

function copyOf(key: string) {
  return changed(customerKey, { requestParameters: { 'x-amz-copy-source': `${RECORDS}/${key}` } });
}

function put(caller: Record<string, unknown>, key: string, changes: Record<string, unknown>): SampleRecord {
  return objectRequest('PutObject', caller, RECORDS, key, changes);
}

function remove(caller: Record<string, unknown>, key: string, changes = {}): SampleRecord {
  return objectRequest('DeleteObject', caller, RECORDS, key, changes);
}

/** Each of these objects was rewritten and deleted by the one who rewrote it. */
const hits: [string, string, SampleRecord][] = [
  ['05:00:00', 'put with a customer key, in place', put(one, 'a.csv', applied)],
  [
    '05:00:01',
    'delete of the old version, by another session',
    remove(two, 'a.csv', { requestParameters: { versionId: '3HL4kqtJvjVBH40Nrjfkd' } }),
  ],
  [
    '05:01:00',
    'start of an upload with a customer key',
    objectRequest('CreateMultipartUpload', one, RECORDS, 'b.csv', requested),
  ],
  ['05:01:01', 'delete of what is uploaded', remove(one, 'b.csv')],
  [
    '05:02:00',
    'copy with a customer key into another bucket',
    objectRequest('CopyObject', one, LOOT, 'c.enc', copyOf('c.csv')),
  ],
  ['05:02:01', 'delete of its source', remove(one, 'c.csv')],
  [
    '05:03:00',
    'put under the key of a strange account, with an extension',
    put(two, 'd.docx.enc', keyOf(STRANGE_ACCOUNT)),
  ],
  ['05:03:01', 'delete of the file without the extension', remove(one, 'd.docx')],
  ['05:04:00', 'delete before a rewrite', remove(one, 'e.csv')],
  ['05:04:01', 'rewrite between two deletes', put(one, 'e.csv', customerKey)],
  ['05:04:02', 'delete between two rewrites', remove(one, 'e.csv')],
  ['05:04:03', 'rewrite after a delete', put(one, 'e.csv', customerKey)],
  ['05:05:00', 'put with a customer key, with two extensions', put(one, 'f.tar.gz', customerKey)],
  ['05:05:01', 'delete of the file with one extension', remove(one, 'f.tar')],
];

/** The object was rewritten, but not deleted by the one who rewrote it. */
const kept: [string, string, SampleRecord][] = [
  ['05:05:02', 'delete of the file without both extensions', remove(one, 'f')],
  ['05:10:00', 'put with a customer key', put(one, 'kept.csv', customerKey)],
  ['05:10:01', 'delete by somebody else', remove(janitor, 'kept.csv')],
  ['05:10:02', 'failed delete', remove(one, 'kept.csv', failed('AccessDenied', 'Access Denied'))],
  ['05:10:03', 'delete of that key in another bucket', objectRequest('DeleteObject', one, LOOT, 'kept.csv')],
  ['05:10:04', 'delete of its tags', objectRequest('DeleteObjectTagging', one, RECORDS, 'kept.csv')],
  ['05:10:05', 'delete of another key', remove(one, 'kept.csv.bak')],
  ['05:11:00', 'put with a customer key, with a dot in the folder', put(one, 'dir.d/name', customerKey)],
  ['05:11:01', 'delete of a file that is called as the folder', remove(one, 'dir')],
];

/** The object was deleted, but nothing before the delete was a rewrite. */
const lost: [string, string, SampleRecord][] = [
  ['05:20:00', 'put without a key', put(one, 'lost.csv', {})],
  ['05:20:01', 'put under a key of the own account', put(one, 'lost.csv', keyOf(SAMPLE_ACCOUNT))],
  ['05:20:02', 'put under the id of a key', put(one, 'lost.csv', kmsKey('1234abcd-12ab-34cd-56ef-1234567890ab'))],
  [
    '05:20:03',
    'put under a key of the own account, owner unknown',
    put(one, 'lost.csv', { ...keyOf(SAMPLE_ACCOUNT), resources: undefined }),
  ],
  [
    '05:20:04',
    'failed put with a customer key',
    put(one, 'lost.csv', { ...requested, ...failed('AccessDenied', 'Access Denied') }),
  ],
  ['05:20:05', 'get with a customer key', objectRequest('GetObject', one, RECORDS, 'lost.csv', customerKey)],
  ['05:20:06', 'put with a customer key by somebody else', put(janitor, 'lost.csv', customerKey)],
  ['05:20:07', 'delete', remove(one, 'lost.csv')],
  ['05:20:08', 'put with a customer key after the delete', put(one, 'lost.csv', customerKey)],
];

/** Two objects of one bucket, within a second each, and one of another bucket. */
const threshold: [string, string, SampleRecord][] = ['a.csv', 'b.csv'].flatMap((key, index) => [
  [`05:30:0${index}`, `put of ${key}`, put(pair, key, customerKey)],
  [`05:30:0${index}`, `delete of ${key}, in that second`, remove(pair, key)],
]);
threshold.push(
  ['05:30:02', 'put in another bucket', objectRequest('PutObject', pair, LOOT, 'a.csv', customerKey)],
  ['05:30:03', 'delete in another bucket', objectRequest('DeleteObject', pair, LOOT, 'a.csv')],
);

/** Objects that are encrypted with a key that their owner doesn't have, and deleted in the clear. */
export const EXTORTION_SCENARIOS: LogScenario[] = Object.entries({ hits, kept, lost, threshold }).flatMap(
  ([group, steps]) => steps.map(([time, name, record]) => ({ name: `extortion, ${group}: ${name}`, record, time })),
);
