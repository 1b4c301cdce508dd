import { Lazy } from 'aws-cdk-lib';
import { CfnTrail, CfnTrailProps } from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail } from '../../lib';
import { bucketOfName } from '../../lib/core/known-bucket';
import { otherTrails } from '../../lib/trail/other-trails';
import { newStack } from '../util';

type Selectors = Pick<CfnTrailProps, 'eventSelectors' | 'advancedEventSelectors'>;

const known = (name: string) => bucketOfName(name);
const later = (value: unknown) => Lazy.any({ produce: () => value });
const objects = (...values: string[]) => ({ type: 'AWS::S3::Object', values });
const basic = (...dataResources: object[]) => ({ eventSelectors: [{ dataResources }] }) as Selectors;
const ofType = (type: string) =>
  ({ advancedEventSelectors: [{ fieldSelectors: [{ field: 'resources.type', equalTo: [type] }] }] }) as Selectors;
const [A, B] = ['arn:aws:s3:::a/', 'arn:aws:s3:::b/private'];

/** Which of two buckets a trail with these selectors records, or none where its data events don't matter. */
function recordedBy(selectors: Selectors): string[] | undefined {
  const stack = newStack();
  new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: 'logs', ...selectors });
  const [trail] = otherTrails(stack.node.root, []);
  return trail && ['a', 'b', 'logs'].filter((name) => trail.records(known(name)));
}

const ALL = ['a', 'b', 'logs'];

test.each<[string, Selectors, string[] | undefined]>([
  ['without selectors', {}, undefined],
  ['without data events', { eventSelectors: [{}] }, undefined],
  ['without resources', basic(), undefined],
  ['of objects, and none', basic({ type: 'AWS::S3::Object' }), undefined],
  ['of resources that are no objects', basic({ type: 'AWS::DynamoDB::Table', values: ['arn:aws:s3', A] }), undefined],
  ['of one bucket', basic(objects(A)), ['a']],
  ['of a part of a bucket', basic(objects(B)), ['b']],
  [
    'of two buckets, one a selector',
    {
      eventSelectors: [basic(objects(A)), basic(objects(B))].flatMap(
        ({ eventSelectors }) => eventSelectors as object[],
      ),
    },
    ['a', 'b'],
  ],
  [
    'of two buckets in one selector',
    basic(objects(A), { type: 'AWS::Lambda::Function', values: ['x'] }, objects(B)),
    ['a', 'b'],
  ],
  ['of all buckets', basic(objects('arn:aws:s3:::')), ALL],
  ['of all buckets, as it was written once', basic(objects('arn:aws:s3')), ALL],
  ['of one bucket, and then all', basic(objects(A, 'arn:aws:s3')), ALL],
  ['that are a token', { eventSelectors: later([]) }, ALL],
  ['that are a token, of advanced ones', { advancedEventSelectors: later([]) }, ALL],
  ['with one that is a token', { eventSelectors: [later({}), { dataResources: [objects(B)] }] }, ['b']],
  [
    'with resources that are a token',
    { eventSelectors: [{ dataResources: later([]) }, { dataResources: [objects(B)] }] },
    ['b'],
  ],
  ['with a resource that is a token', basic(later(objects(A)), objects(B)), ['b']],
  ['of objects, advanced', ofType('AWS::S3::Object'), ALL],
  ['of other types, advanced', ofType('AWS::S3Express::Object'), undefined],
])('a trail with selectors %s', (_, selectors, expected) => {
  expect(recordedBy(selectors)).toEqual(expected);
});

test('it delivers to its log bucket, which is its only own one, and leaves out none', () => {
  const stack = newStack();
  const trail = new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: 'logs', ...basic(objects(A)) });
  const [other] = otherTrails(stack.node.root, []);
  expect(other.trail).toBe(trail);
  expect(other.deliveries()).toEqual([known('logs')]);
  expect(other.ownBuckets()).toEqual([known('logs')]);
  expect(other.leavesOut(known('b'))).toBe(false);
});

test('those of this library are none of them', () => {
  const stack = newStack();
  const trail = new DataEventTrail(stack, 'Trail', { logBucket: new s3.Bucket(stack, 'Logs') });
  const bucket = () => [];
  const own = { trail, leavesOut: () => false, records: () => true, deliveries: bucket, ownBuckets: bucket };
  expect(otherTrails(stack.node.root, [own])).toEqual([]);
  expect(otherTrails(stack.node.root, [])).toHaveLength(1);
});
