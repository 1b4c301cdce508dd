import { App, Aws, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { BucketsByNameOptions, DataEventTrail, DataEvents, S3ResourceType } from '../../lib';
import { ENV, newStack, warnings } from '../util';
import { DeployedTrails } from './event-selectors';
import { bucket, own, recorder } from './recorder';

const recorded = (options: BucketsByNameOptions, ...paths: string[]) =>
  recorder(DataEvents.bucketsByName(options)).ofObjects(...paths);

test('by their names', () => {
  expect(recorded({ names: ['aaa', 'Old_bucket'] }, 'aaa/key', 'aaa-2/key', 'bbb/key', 'Old_bucket/key')).toEqual([
    'aaa/key',
    'Old_bucket/key',
  ]);
});

test('by what their names begin with, and by their names', () => {
  expect(
    recorded({ names: ['aaa'], prefixes: ['team-'] }, 'team-/k', 'team-a/k', 'team/k', 'aaa/k', 'my-team-a/k'),
  ).toEqual(['team-/k', 'team-a/k', 'aaa/k']);
});

test('but not the own ones', () => {
  expect(recorded({ prefixes: ['own-'] }, 'own-logs/k', 'own-results/k', 'own-logs-2/k')).toEqual(['own-logs-2/k']);
});

test('and not those that are left out, by reference, name and prefix', () => {
  const options = {
    prefixes: ['team-'],
    exclude: [bucket('team-cache')],
    excludeBucketNames: ['team-web'],
    excludeBucketPrefixes: ['team-tmp-'],
  };
  expect(recorded(options, 'team-cache/k', 'team-web/k', 'team-tmp-1/k', 'team-tmp/k', 'team-cache-2/k')).toEqual([
    'team-tmp/k',
    'team-cache-2/k',
  ]);
});

test('of all buckets those with a prefix are left out', () => {
  const { ofObjects } = recorder(DataEvents.allBuckets({ excludeBucketPrefixes: ['tmp-', 'cache'] }));
  expect(ofObjects('tmp-1/k', 'tmp/k', 'cache/k', 'caches/k', 'own-logs/k', 'any/tmp-1')).toEqual([
    'tmp/k',
    'any/tmp-1',
  ]);
});

test('whatever the names: what begins so, without what is left out and without the own ones', () => {
  const name = fc.stringMatching(/^[ab]{3,5}$/);
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
  const prefix = fc.stringMatching(/^[ab]{1,3}$/);
  fc.assert(
    fc.property(
      names,
      fc.uniqueArray(prefix, { minLength: 1, maxLength: 2 }),
      name,
      prefix,
      (all, prefixes, log, more) => {
        const excludeBucketPrefixes = [`${prefixes[0]}${more}`];
        const dataEvents = () => DataEvents.bucketsByName({ prefixes, excludeBucketPrefixes });
        const { ofObjects } = recorder(dataEvents(), { logBucket: bucket(log) });
        const expected = all.filter(
          (candidate) =>
            candidate !== log &&
            prefixes.some((start) => candidate.startsWith(start)) &&
            !candidate.startsWith(excludeBucketPrefixes[0]),
        );
        const paths = (list: string[]) => list.map((candidate) => `${candidate}/key`);
        expect(ofObjects(...paths([...all, log]))).toEqual(paths(expected));
        expect(all.filter((key) => key !== log && dataEvents()._selection.recordsBucket({ key, objects: '' }))).toEqual(
          expected,
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('a prefix that is known at deployment', () => {
  const options = { prefixes: [`team-${Aws.ACCOUNT_ID}-`], excludeBucketNames: ['team-other'] };
  expect(recorded(options, 'team-111122223333-a/k', 'team-a/k', 'own-logs/k')).toEqual(['team-111122223333-a/k']);
});

describe('with other trails', () => {
  const feedsItself = /This trail and .* record each what another delivers.*trailsFeedEachOther/s;
  const add = (stack: Stack, name: string, dataEvents?: DataEvents) =>
    new DataEventTrail(stack, name, {
      logBucket: new s3.Bucket(stack, `${name}Logs`, { bucketName: `logs-${name.toLowerCase()}` }),
      dataEvents,
    });
  const deployed = (trail: DataEventTrail, ...names: string[]) =>
    names.filter((name) => new DeployedTrails(trail.node.root as App).records(trail, name));

  test('in one stack leave out each other’s log bucket', () => {
    const stack = newStack();
    const byPrefix = () => DataEvents.bucketsByName({ prefixes: ['logs-'] });
    const [one, two] = [add(stack, 'One', byPrefix()), add(stack, 'Two', byPrefix())];
    for (const trail of [one, two]) {
      expect(deployed(trail, 'logs-one', 'logs-two', 'logs-three')).toEqual(['logs-three']);
    }
    expect(warnings(stack)).toEqual([]);
  });

  test('in one stack record the other’s log bucket where it is named', () => {
    const stack = newStack();
    const one = add(stack, 'One', DataEvents.bucketsByName({ names: ['logs-two'], prefixes: ['logs-'] }));
    const two = add(stack, 'Two');
    expect(deployed(one, 'logs-one', 'logs-two')).toEqual(['logs-two']);
    expect(deployed(two, 'logs-one', 'logs-two')).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });

  test('in one stack, each with the other’s log bucket named: warns', () => {
    const stack = newStack();
    add(stack, 'One', DataEvents.bucketsByName({ names: ['logs-two'] }));
    add(stack, 'Two', DataEvents.bucketsByName({ names: ['logs-one'], prefixes: ['logs-'] }));
    expect(warnings(stack)).toEqual([expect.stringMatching(feedsItself)]);
  });

  test.each([
    ['that the prefix is of', { prefixes: ['logs-'] }, 1],
    ['that the prefix is not of', { prefixes: ['team-'] }, 0],
    ['that is left out by name', { prefixes: ['logs-'], excludeBucketNames: ['logs-one'] }, 0],
    ['that is left out by prefix', { prefixes: ['logs-'], excludeBucketPrefixes: ['logs-o'] }, 0],
  ])('in two stacks, with a log bucket %s: warns %#', (_, options, count) => {
    const app = new App();
    const [a, b] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
    add(a, 'One');
    add(b, 'Two', DataEvents.bucketsByName(options));
    expect(warnings(b).filter((warning) => feedsItself.test(warning))).toHaveLength(count);
  });

  test('in two stacks, with a log bucket whose name nobody knows: warns, since it may begin so', () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
    new DataEventTrail(a, 'One', { logBucket: new s3.Bucket(a, 'Logs') });
    add(b, 'Two', DataEvents.bucketsByName({ prefixes: ['team-'] }));
    expect(warnings(b)).toEqual([expect.stringMatching(feedsItself)]);
  });

  test('in two stacks, with a log bucket whose name nobody knows: warns where a prefix is left out, since it may not begin so', () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
    new DataEventTrail(a, 'One', { logBucket: new s3.Bucket(a, 'Logs') });
    add(b, 'Two', DataEvents.allBuckets({ excludeBucketPrefixes: ['team-'] }));
    expect(warnings(b)).toEqual([expect.stringMatching(feedsItself)]);
  });
});

describe('fails', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'for neither',
      () => DataEvents.bucketsByName({}),
      /Invalid 'DataEvents.bucketsByName': got \{\}, allowed is 'names'/,
    ],
    [
      'for the log bucket',
      () => recorder(DataEvents.bucketsByName({ names: ['own-logs'] })),
      /Invalid 'names': got "own-logs", allowed is a bucket other than .* feed itself/,
    ],
    [
      'for one left out that no prefix is of',
      () => DataEvents.bucketsByName({ prefixes: ['team-'], excludeBucketNames: ['web'] }),
      /Invalid 'excludeBucketNames': got "web", allowed is a bucket whose name begins with one of 'prefixes'/,
    ],
    [
      'for a bucket left out without any prefix',
      () => DataEvents.bucketsByName({ names: ['web'], exclude: [bucket('cache')] }),
      /Invalid 'exclude': got "Stack\/Import\d+", allowed is a bucket whose name begins/,
    ],
    [
      'for one left out that is named',
      () => DataEvents.bucketsByName({ names: ['team-a'], prefixes: ['team-'], exclude: [bucket('team-a')] }),
      /Invalid 'exclude': got .* and is none of 'names'/,
    ],
    ...['team-', 'te', 'web-'].map((excluded): [string, () => unknown, RegExp] => [
      `for the prefix ${excluded} left out of team-`,
      () => DataEvents.bucketsByName({ prefixes: ['team-'], excludeBucketPrefixes: [excluded] }),
      /Invalid 'excludeBucketPrefixes': got ".*", allowed is one of 'prefixes' and more/,
    ]),
    [
      'for a prefix left out that a name begins with',
      () => DataEvents.bucketsByName({ names: ['team-a'], prefixes: ['team-'], excludeBucketPrefixes: ['team-a'] }),
      /Invalid 'excludeBucketPrefixes': got "team-a", .* with which none of 'names' begins/,
    ],
    [
      'for prefixes left out where no objects are recorded',
      () => DataEvents.allBuckets({ resourceTypes: [S3ResourceType.TABLE], excludeBucketPrefixes: ['a'] }),
      /Invalid 'excludeBucketPrefixes': got \["a"\], allowed is none where 'resourceTypes' has no S3ResourceType.OBJECT/,
    ],
    ...['name--euw1-az1--x-s3', 'point-a1b2-s3alias', 'point--ol-s3', 'mfzwi23gnjvgw.mrap', 'id--table-s3'].flatMap(
      (name): [string, () => unknown, RegExp][] => [
        [
          `for the name ${name}`,
          () => DataEvents.bucketsByName({ names: [name] }),
          /Invalid 'names': got ".*", allowed is the name of a general purpose bucket, .* by 'resourceTypes'/,
        ],
        [
          `for the bucket ${name}`,
          () => DataEvents.buckets([{ bucket: bucket(name) }]),
          /Invalid 'DataEvents.buckets': got ".*", allowed is a general purpose bucket; .* by 'resourceTypes'/,
        ],
      ],
    ),
    ...[
      'arn:aws:s3express:eu-west-1:111122223333:bucket/name--euw1-az1--x-s3',
      'arn:aws:s3-outposts:eu-west-1:111122223333:outpost/op-1/bucket/name',
      'arn:aws:s3tables:eu-west-1:111122223333:bucket/name',
      'arn:aws:s3:eu-west-1:111122223333:accesspoint/name',
    ].map((arn): [string, () => unknown, RegExp] => [
      `for a bucket of the ARN ${arn}`,
      () => DataEvents.allBuckets({ exclude: [s3.Bucket.fromBucketArn(newStack(), 'Imported', arn)] }),
      /Invalid 'exclude': got ".*", allowed is a general purpose bucket/,
    ]),
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('not for an own one among those that are left out', () => {
    expect(() => recorder(DataEvents.bucketsByName({ prefixes: ['own-'], exclude: [own] }))).not.toThrow();
  });
});
