import { Stack } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail, DataEvents } from '../lib';
import { newStack, textOf } from './util';

const stack = newStack();
let imports = 0;
const bucket = (name: string) => s3.Bucket.fromBucketName(stack, `Import${imports++}`, name);
const own = s3.Bucket.fromBucketName(stack, 'Own', 'own-logs');
const results = s3.Bucket.fromBucketName(stack, 'Results', 'own-results');

function selectors(events: DataEvents, ownBuckets: s3.IBucketRef[] = [own, results]) {
  const rendered = events._render(ownBuckets);
  return rendered.map((selector) =>
    (stack.resolve(selector.fieldSelectors) as Record<string, unknown>[]).map((condition) =>
      Object.fromEntries(
        Object.entries(condition).map(([key, value]) => [key, Array.isArray(value) ? value.map(textOf) : value]),
      ),
    ),
  );
}

const arn = (path: string) => `arn:<"AWS::Partition">:s3:::${path}`;
const data = { field: 'eventCategory', equalTo: ['Data'] };
const objects = { field: 'resources.type', equalTo: ['AWS::S3::Object'] };
const notOwn = [arn('own-logs/'), arn('own-results/')];

test('all buckets, but for the own ones', () => {
  expect(selectors(DataEvents.allBuckets())).toEqual([
    [data, objects, { field: 'resources.ARN', notStartsWith: notOwn }],
  ]);
});

test('reads or writes', () => {
  const readOnly = (readWriteType: ReadWriteType) => selectors(DataEvents.allBuckets({ readWriteType }))[0][2];
  expect(readOnly(ReadWriteType.READ_ONLY)).toEqual({ field: 'readOnly', equalTo: ['true'] });
  expect(readOnly(ReadWriteType.WRITE_ONLY)).toEqual({ field: 'readOnly', equalTo: ['false'] });
});

test('buckets that are left out, and an own one among them only once', () => {
  const events = DataEvents.allBuckets({ exclude: [bucket('busy'), bucket('own-logs')] });
  expect(selectors(events)[0][2]).toEqual({ field: 'resources.ARN', notStartsWith: [...notOwn, arn('busy/')] });
});

test('one own bucket for logs and results is left out once', () => {
  expect(selectors(DataEvents.allBuckets(), [own, own])[0][2]).toEqual({
    field: 'resources.ARN',
    notStartsWith: [arn('own-logs/')],
  });
});

test('directory buckets', () => {
  const express = { field: 'resources.type', equalTo: ['AWS::S3Express::Object'] };
  expect(selectors(DataEvents.allBuckets({ directoryBuckets: true }))[1]).toEqual([data, express]);
});

test('chosen buckets and prefixes', () => {
  const events = DataEvents.buckets([{ bucket: bucket('aaa') }, { bucket: bucket('bbb'), objectPrefix: 'private/' }]);
  expect(selectors(events)[0][2]).toEqual({
    field: 'resources.ARN',
    startsWith: [arn('aaa/'), arn('bbb/private/')],
    notStartsWith: notOwn,
  });
});

describe('fails', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ bucket: bucket(`bucket-${index}`) }));
  const trail = (dataEvents: DataEvents) => new DataEventTrail(new Stack(), 'Trail', { logBucket: own, dataEvents });
  test.each<[string, () => unknown, RegExp]>([
    [
      'for no buckets',
      () => DataEvents.buckets([]),
      /Invalid 'DataEvents.buckets': got \[\], allowed is a list with at least one bucket/,
    ],
    ['for nothing to leave out', () => DataEvents.allBuckets({ exclude: [] }), /Invalid 'exclude': got \[\]/],
    [
      'for neither reads nor writes',
      () => DataEvents.allBuckets({ readWriteType: ReadWriteType.NONE }),
      /Invalid 'readWriteType': got "NONE"/,
    ],
    [
      'for a bucket twice',
      () => selectors(DataEvents.buckets([{ bucket: bucket('aaa') }, { bucket: bucket('aaa') }])),
      /Invalid 'DataEvents.buckets': got "Stack\/Import\d+\/", allowed is each bucket and prefix once/,
    ],
    [
      'for a bucket left out twice',
      () => selectors(DataEvents.allBuckets({ exclude: [bucket('aaa'), bucket('aaa')] })),
      /Invalid 'exclude'/,
    ],
    [
      'for the log bucket',
      () => selectors(DataEvents.buckets([{ bucket: bucket('own-logs'), objectPrefix: 'x' }])),
      /the trail would feed itself/,
    ],
    [
      'for more than 500 values',
      () => trail(DataEvents.buckets(many(498))),
      /Invalid 'dataEvents': got "501 values", allowed is at most 500 values/,
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('not for 500 values', () => {
    expect(() => trail(DataEvents.buckets(many(497)))).not.toThrow();
  });
});
