import { iamUser, roleSession } from '../sample-callers';
import { DAY, SAMPLE_ACCOUNT, SAMPLE_BUCKET, STRANGE_ACCOUNT, type SampleRecord, changed } from '../sample-records';
import { bucketResource, failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

type Changes = Record<string, unknown>;

const HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';
const encryptor = iamUser('encryptor');

function keyOf(account: string): string {
  return `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
}

function asked(key: string): Changes {
  return { requestParameters: { [HEADER]: key }, additionalEventData: { SSEApplied: 'SSE_KMS' } };
}

function answered(key: string): Changes {
  return { responseElements: { [HEADER]: key }, additionalEventData: { SSEApplied: 'SSE_KMS' } };
}

function write(action: string, key: string, changes: Changes, caller = encryptor): SampleRecord {
  return objectRequest(action, caller, SAMPLE_BUCKET, key, changes);
}

const strange = keyOf(STRANGE_ACCOUNT);
const own = keyOf(SAMPLE_ACCOUNT);
const noOwner = { resources: undefined };
/** Of the form nobody has seen, so it is that of the request. */
const body = (key: string) => ({
  encryption: '',
  ObjectEncryption: { 'SSE-KMS': { BucketKeyEnabled: true, KMSKeyArn: key } },
});

const underKeys: [string, SampleRecord][] = [
  ['put under a strange key', write('PutObject', 'keys/1', asked(strange))],
  ['upload by a form under a strange key', write('PostObject', 'keys/2', asked(strange))],
  [
    'copy under a strange key',
    write('CopyObject', 'keys/3', {
      ...asked(strange),
      requestParameters: { [HEADER]: strange, 'x-amz-copy-source': `${SAMPLE_BUCKET}/keys/0` },
    }),
  ],
  ['start of an upload under a strange key', write('CreateMultipartUpload', 'keys/4', asked(strange))],
  ['part under a strange key, by the answer', write('UploadPart', 'keys/4', answered(strange))],
  [
    'copied part under a strange key, by the answer',
    write(
      'UploadPartCopy',
      'keys/4',
      changed(answered(strange), { requestParameters: { 'x-amz-copy-source': `${SAMPLE_BUCKET}/keys/0` } }),
    ),
  ],
  [
    'end of an upload under a strange key, by the answer',
    write('CompleteMultipartUpload', 'keys/4', answered(strange)),
  ],
  [
    'encryption anew under a strange key',
    write('UpdateObjectEncryption', 'keys/5', { requestParameters: body(strange) }),
  ],
  [
    'put under the alias of a strange key',
    write('PutObject', 'keys/6', asked(`arn:aws:kms:us-east-1:${STRANGE_ACCOUNT}:alias/shared`)),
  ],
  [
    'put under a strange key, denied',
    write('PutObject', 'keys/7', { ...asked(strange), ...failed('AccessDenied', 'Access Denied') }),
  ],
  ['put under a strange key, owner unknown', write('PutObject', 'keys/8', changed(asked(strange), noOwner))],
  [
    'put under a strange key by the answer, an own one by the request',
    write('PutObject', 'keys/9', changed(asked(own), answered(strange))),
  ],
  [
    'put under a key of the caller, who is a stranger',
    write(
      'PutObject',
      'keys/10',
      asked('1234abcd-12ab-34cd-56ef-1234567890ab'),
      roleSession('partner', 'sync', STRANGE_ACCOUNT),
    ),
  ],
  // Recorded by the caller's trail, too.
  [
    'put into a strange bucket under a key of its owner',
    write('PutObject', 'keys/15', { ...asked(strange), resources: [bucketResource(SAMPLE_BUCKET, STRANGE_ACCOUNT)] }),
  ],
  ['put under an own key', write('PutObject', 'keys/11', asked(own))],
  ['put under an own key, owner unknown', write('PutObject', 'keys/12', changed(asked(own), noOwner))],
  ['put under the id of a key', write('PutObject', 'keys/13', asked('1234abcd-12ab-34cd-56ef-1234567890ab'))],
  ['encryption anew under an own key', write('UpdateObjectEncryption', 'keys/14', { requestParameters: body(own) })],
  // Made up: a read has no such answer.
  ['get under a strange key', write('GetObject', 'keys/1', answered(strange))],
];

const RECORDS = 'amzn-s3-demo-records';
/** New each day, as those of the other extortion scenarios. */
const [rekeyer, copier, single, tidy, raider] = ['rekeyer', 'copier', 'rekeyer-of-one', 'tidy', 'second-raider'].map(
  (name) => iamUser(`${name}-${DAY}`),
);
const customerKey = { requestParameters: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } };

function step(action: string, caller: Changes, key: string, changes: Changes = {}): SampleRecord {
  return objectRequest(action, caller, RECORDS, key, changes);
}

function copyOnto(action: string, caller: Changes, key: string, changes: Changes): SampleRecord {
  return changed(step(action, caller, key, changes), {
    requestParameters: { 'x-amz-copy-source': `${RECORDS}/${key}` },
  });
}

const update = (caller: Changes, key: string, kmsKey: string) =>
  step('UpdateObjectEncryption', caller, key, { requestParameters: body(kmsKey) });

/** Two objects each of the first two, and one of the third; the fourth does nothing wrong. */
const inPlace: [string, string, SampleRecord][] = [
  ['07:00:00', 'encryption anew under an own key', update(rekeyer, 'a.csv', own)],
  ['07:00:01', 'encryption anew, once more', update(rekeyer, 'a.csv', own)],
  ['07:00:02', 'copy onto itself with a customer key', copyOnto('CopyObject', rekeyer, 'b.csv', customerKey)],
  ['07:01:00', 'copied part onto itself with a customer key', copyOnto('UploadPartCopy', copier, 'a.csv', customerKey)],
  ['07:01:01', 'copy onto itself under a strange key', copyOnto('CopyObject', copier, 'b.csv', asked(strange))],
  ['07:02:00', 'encryption anew by another', update(single, 'a.csv', own)],
  [
    '07:02:01',
    'failed copy onto itself',
    copyOnto('CopyObject', single, 'b.csv', changed(customerKey, failed('AccessDenied'))),
  ],
  [
    '07:02:02',
    'copy of another object with a customer key',
    changed(copyOnto('CopyObject', single, 'c.csv', customerKey), { requestParameters: { key: 'd.csv' } }),
  ],
  ['07:02:03', 'put with a customer key', step('PutObject', single, 'e.csv', customerKey)],
  ['07:02:04', 'get with a customer key', step('GetObject', single, 'f.csv', customerKey)],
  ['07:03:00', 'copy onto itself under an own key', copyOnto('CopyObject', tidy, 'a.csv', asked(own))],
  ['07:03:01', 'copy onto itself without a key', copyOnto('CopyObject', tidy, 'b.csv', {})],
];

/** Each of these objects counts as deleted, but for the last one. */
const deleted: [string, string, SampleRecord][] = [
  ['07:10:00', 'upload by a form with a customer key', step('PostObject', raider, 'a.csv', customerKey)],
  ['07:10:01', 'delete of it', step('DeleteObject', raider, 'a.csv')],
  ['07:11:00', 'encryption anew under a strange key', update(raider, 'b.csv', strange)],
  ['07:11:01', 'delete of it', step('DeleteObject', raider, 'b.csv')],
  [
    '07:12:00',
    'copied part with a customer key, of another object',
    changed(copyOnto('UploadPartCopy', raider, 'c.csv', customerKey), { requestParameters: { key: 'c.enc' } }),
  ],
  ['07:12:01', 'delete of its source', step('DeleteObject', raider, 'c.csv')],
  ['07:13:00', 'copy onto itself with a customer key', copyOnto('CopyObject', raider, 'd.csv', customerKey)],
  ['07:13:01', 'delete of it', step('DeleteObject', raider, 'd.csv')],
  [
    '07:14:00',
    'put under a strange key, owner unknown',
    step('PutObject', raider, 'f.csv', changed(asked(strange), noOwner)),
  ],
  ['07:14:01', 'delete of it', step('DeleteObject', raider, 'f.csv')],
  ['07:15:00', 'encryption anew under an own key', update(raider, 'e.csv', own)],
  ['07:15:01', 'delete of it, which no foreign key came before', step('DeleteObject', raider, 'e.csv')],
];

/** Keys of other accounts, and what is encrypted anew in its place. */
export const KEY_SCENARIOS: LogScenario[] = [
  ...underKeys.map(([name, record]) => ({ name: `key: ${name}`, record })),
  ...Object.entries({ inPlace, deleted }).flatMap(([group, steps]) =>
    steps.map(([time, name, record]) => ({ name: `key, ${group}: ${name}`, record, time })),
  ),
];
