import { App, Stack } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail, DataEventTrailProps, DataEvents, S3ResourceType } from '../../lib';
import { ENV, newStack, warnings } from '../util';
import { DeployedTrails } from './event-selectors';
import { IMPORTS, bucket, own, recorder } from './recorder';

test('all buckets, but for the own ones', () => {
  const { ofObjects, reads, writes } = recorder(DataEvents.allBuckets());
  expect(ofObjects('any/key', 'own-logs/key', 'own-logs-2/key', 'own/logs/key', 'own-results/key')).toEqual([
    'any/key',
    'own-logs-2/key',
    'own/logs/key',
  ]);
  expect({ reads, writes }).toEqual({ reads: true, writes: true });
});

test('reads or writes', () => {
  const readOnly = (readWriteType: ReadWriteType) => recorder(DataEvents.allBuckets({ readWriteType }));
  expect(readOnly(ReadWriteType.READ_ONLY)).toMatchObject({ reads: true, writes: false });
  expect(readOnly(ReadWriteType.WRITE_ONLY)).toMatchObject({ reads: false, writes: true });
});

test('buckets that are left out, by reference and by name, and an own one among them only once', () => {
  const { trail, ofObjects } = recorder(
    DataEvents.allBuckets({ exclude: [bucket('busy'), own], excludeBucketNames: ['Old_bucket.of.2006', 'busy'] }),
  );
  expect(ofObjects('busy/key', 'busy-2/key', 'Old_bucket.of.2006/key', 'own-logs/key', 'any/key')).toEqual([
    'busy-2/key',
    'any/key',
  ]);
  const [selector] = Stack.of(trail).resolve(trail.trail.advancedEventSelectors) as [{ fieldSelectors: [] }];
  expect(selector.fieldSelectors.at(-1)).toMatchObject({ notStartsWith: { length: 4 } });
});

test('one own bucket for logs and results is left out once', () => {
  const { trail } = recorder(DataEvents.allBuckets(), {
    neverRecorded: [s3.Bucket.fromBucketArn(IMPORTS, 'ByArn', 'arn:aws:s3:::own-logs')],
  });
  const [selector] = Stack.of(trail).resolve(trail.trail.advancedEventSelectors) as [{ fieldSelectors: [] }];
  expect(selector.fieldSelectors.at(-1)).toMatchObject({ notStartsWith: { length: 1 } });
});

test('directory buckets', () => {
  const arn = 'arn:aws:s3express:eu-west-1:111122223333:bucket/name--euw1-az1--x-s3';
  const event = { eventCategory: 'Data' as const, readOnly: true, type: 'AWS::S3Express::Object', arn };
  const records = (resourceTypes?: S3ResourceType[]) => {
    const { trail, deployed } = recorder(DataEvents.allBuckets({ resourceTypes }));
    return [deployed.recordsEvent(trail, event), deployed.records(trail, 'any')];
  };
  const { OBJECT, EXPRESS_OBJECT } = S3ResourceType;
  expect([undefined, [OBJECT], [OBJECT, EXPRESS_OBJECT], [EXPRESS_OBJECT]].map(records)).toEqual([
    [false, true],
    [false, true],
    [true, true],
    [true, false],
  ]);
});

test('S3 Tables and S3 Vectors have two types each', () => {
  const { TABLE, TABLE_BUCKET, VECTOR_INDEX, VECTOR_BUCKET } = S3ResourceType;
  expect([TABLE, TABLE_BUCKET, VECTOR_INDEX, VECTOR_BUCKET].map(({ name }) => name)).toEqual([
    'AWS::S3Tables::Table',
    'AWS::S3Tables::TableBucket',
    'AWS::S3Vectors::Index',
    'AWS::S3Vectors::VectorBucket',
  ]);
});

test('every type of resources, one that is newer among them, has a selector of its own', () => {
  const types = Object.values(S3ResourceType).filter((value) => value instanceof S3ResourceType);
  const resourceTypes = [...types, S3ResourceType.of('AWS::S3Next::Thing')];
  const { trail, deployed } = recorder(DataEvents.allBuckets({ resourceTypes }));
  for (const { name } of resourceTypes) {
    const event = { eventCategory: 'Data' as const, readOnly: true, type: name, arn: 'arn:aws:s3:::any/key' };
    expect([name, deployed.recordsEvent(trail, event)]).toEqual([name, true]);
  }
  expect(deployed.recordsEvent(trail, { eventCategory: 'Data', readOnly: true, type: 'AWS::Lambda::Function' })).toBe(
    false,
  );
});

test('chosen buckets and prefixes', () => {
  const events = DataEvents.buckets([{ bucket: bucket('aaa') }, { bucket: bucket('bbb'), objectPrefix: 'private/' }]);
  const { ofObjects } = recorder(events);
  expect(ofObjects('aaa/key', 'aaa-2/key', 'bbb/key', 'bbb/private/key', 'own-logs/key', 'ccc/key')).toEqual([
    'aaa/key',
    'bbb/private/key',
  ]);
});

test('each selector has a name that the console shows: of types that AWS has no words for, the type', () => {
  const { OBJECT, EXPRESS_OBJECT, TABLE } = S3ResourceType;
  const { trail } = recorder(DataEvents.allBuckets({ resourceTypes: [OBJECT, EXPRESS_OBJECT, TABLE] }), {
    managementEvents: ReadWriteType.ALL,
  });
  const selectors = Stack.of(trail).resolve(trail.trail.advancedEventSelectors) as { name: string }[];
  expect(selectors.map(({ name }) => name)).toEqual([
    'S3 objects',
    'Objects in directory buckets',
    'AWS::S3Tables::Table',
    'Management events',
  ]);
});

test('management events by choice', () => {
  const records = (managementEvents?: ReadWriteType) => {
    const { trail, deployed } = recorder(DataEvents.allBuckets(), { managementEvents });
    return [true, false].map((readOnly) => deployed.recordsEvent(trail, { eventCategory: 'Management', readOnly }));
  };
  expect(records()).toEqual([false, false]);
  expect(records(ReadWriteType.ALL)).toEqual([true, true]);
  expect(records(ReadWriteType.WRITE_ONLY)).toEqual([false, true]);
});

describe('what S3 itself writes to whenever a log file is delivered', () => {
  const newTrail = (
    owner: Stack,
    logs: s3.BucketProps,
    props: Partial<DataEventTrailProps> = {},
    logOwner: Stack = owner,
  ) => {
    const logBucket = new s3.Bucket(logOwner, 'Logs', logs);
    return new DataEventTrail(owner, 'Trail', { ...props, logBucket });
  };
  const deployed = (trail: DataEventTrail) => new DeployedTrails(trail.node.root as App);
  const versioned = { versioned: true };

  test('the target of the log bucket’s access logs is left out', () => {
    const owner = newStack();
    const serverAccessLogsBucket = new s3.Bucket(owner, 'AccessLogs');
    const trail = newTrail(owner, { serverAccessLogsBucket });
    expect(deployed(trail).records(trail, serverAccessLogsBucket)).toBe(false);
    expect(deployed(trail).records(trail, 'any')).toBe(true);
  });

  test('the targets of its replication are left out, and theirs, in a ring, too', () => {
    const owner = newStack();
    const third = new s3.Bucket(owner, 'Third', versioned);
    const second = new s3.Bucket(owner, 'Second', { ...versioned, replicationRules: [{ destination: third }] });
    const first = new s3.Bucket(owner, 'First', { ...versioned, serverAccessLogsBucket: second });
    const trail = newTrail(owner, {
      ...versioned,
      replicationRules: [
        { destination: first, priority: 1 },
        { destination: bucket('imported-replica'), priority: 2 },
      ],
    });
    (third.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: first.bucketName };
    const account = deployed(trail);
    const recorded = [first, second, third, 'imported-replica', 'any'].map((name) => account.records(trail, name));
    expect(recorded).toEqual([false, false, false, false, true]);
  });

  test('what is added after the trail is left out, by its name or as a token', () => {
    const owner = newStack();
    const trail = newTrail(owner, versioned);
    const logs = owner.node.findChild('Logs').node.defaultChild as s3.CfnBucket;
    const replica = new s3.Bucket(owner, 'Replica', versioned);
    logs.loggingConfiguration = { destinationBucketName: 'named-later' };
    logs.replicationConfiguration = Stack.of(owner).resolve({
      role: 'arn',
      rules: [{ status: 'Enabled', destination: { bucket: replica.bucketArn } }],
    });
    const account = deployed(trail);
    expect(['named-later', replica, 'any'].map((name) => account.records(trail, name))).toEqual([false, false, true]);
  });

  test('buckets of other stacks and regions are left out, by the names that the CDK gives them', () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
    const far = new Stack(app, 'Far', { env: { ...ENV, region: 'us-east-1' } });
    const replica = new s3.Bucket(far, 'Replica', { ...versioned, bucketName: 'far-replica' });
    const accessLogs = new s3.Bucket(a, 'AccessLogs');
    const trail = newTrail(
      b,
      { ...versioned, serverAccessLogsBucket: accessLogs, replicationRules: [{ destination: replica }] },
      {},
      a,
    );
    const account = deployed(trail);
    expect([accessLogs, replica, 'any'].map((name) => account.records(trail, name))).toEqual([false, false, true]);
  });

  test('the target of a bucket of the app that is passed by its name is left out', () => {
    const stack = newStack();
    const serverAccessLogsBucket = new s3.Bucket(stack, 'AccessLogs');
    new s3.Bucket(stack, 'Logs', { bucketName: 'my-logs', serverAccessLogsBucket });
    const trail = new DataEventTrail(stack, 'Trail', {
      logBucket: s3.Bucket.fromBucketName(stack, 'Named', 'my-logs'),
    });
    const deployed = new DeployedTrails(stack.node.root as App);
    expect([serverAccessLogsBucket, 'my-logs', 'any'].map((bucket) => deployed.records(trail, bucket))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('the access logs of the results are recorded: no delivery writes there', () => {
    const owner = newStack();
    const accessLogs = new s3.Bucket(owner, 'AccessLogs');
    const withLogs = new s3.Bucket(owner, 'ResultsWithLogs', { serverAccessLogsBucket: accessLogs });
    const trail = newTrail(owner, {}, { neverRecorded: [withLogs] });
    expect(deployed(trail).records(trail, accessLogs)).toBe(true);
  });

  test('a chosen bucket that is one of them is refused', () => {
    const owner = newStack();
    const accessLogs = new s3.Bucket(owner, 'AccessLogs');
    const dataEvents = DataEvents.buckets([{ bucket: accessLogs }]);
    expect(() => newTrail(owner, { serverAccessLogsBucket: accessLogs }, { dataEvents })).toThrow(
      /Invalid 'DataEvents.buckets': got "Stack\/AccessLogs", allowed is .*access logs and replicas.*feed itself/,
    );
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
      'for no names to leave out',
      () => DataEvents.allBuckets({ excludeBucketNames: [] }),
      /Invalid 'excludeBucketNames': got \[\]/,
    ],
    ...['s3://busy', 'arn:aws:s3:::busy', 'ab', 'busy/', 'busy*', 'name--euw1-az1--x-s3'].map(
      (name): [string, () => unknown, RegExp] => [
        `for the name ${name}`,
        () => DataEvents.allBuckets({ excludeBucketNames: [name] }),
        /Invalid 'excludeBucketNames': got ".*", allowed is the name of a general purpose bucket/,
      ],
    ),
    [
      'for neither reads nor writes',
      () => DataEvents.allBuckets({ readWriteType: ReadWriteType.NONE }),
      /Invalid 'readWriteType': got "NONE"/,
    ],
    [
      'for a bucket twice',
      () => DataEvents.buckets([{ bucket: bucket('aaa') }, { bucket: bucket('aaa') }]),
      /Invalid 'DataEvents.buckets': got "Stack\/Import\d+\/", allowed is each bucket and prefix once/,
    ],
    [
      'for a bucket left out twice',
      () => DataEvents.allBuckets({ exclude: [bucket('aaa'), bucket('aaa')] }),
      /Invalid 'exclude'/,
    ],
    [
      'for the log bucket',
      () => trail(DataEvents.buckets([{ bucket: bucket('own-logs'), objectPrefix: 'x' }])),
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
    expect(warnings(IMPORTS)).toEqual([]);
  });
});
