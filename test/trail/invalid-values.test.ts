import { Aws, CfnParameter, Token } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail, DataEvents, S3ResourceType } from '../../lib';
import { shown } from '../../lib/core/shown';
import { newStack } from '../util';
import { IMPORTS, bucket, own, recorder } from './recorder';

const { ACCESS_POINT, OBJECT, TABLE } = S3ResourceType;
const OF_OTHERS = "of directory buckets and access points all or none are recorded, by 'resourceTypes'";
const NAME = `the name of a general purpose bucket, without 's3://' or 'arn:'; ${OF_OTHERS}`;
const PREFIX = "what the name of a bucket begins with, without 's3://', 'arn:' and '*'";
const EVENT_NAME = "the name of an event, such as HeadObject, without 's3:' and '*'";

const { allBuckets, buckets, bucketsByName } = {
  allBuckets: DataEvents.allBuckets.bind(DataEvents),
  buckets: DataEvents.buckets.bind(DataEvents),
  bucketsByName: DataEvents.bucketsByName.bind(DataEvents),
};
const token = () => new CfnParameter(newStack(), 'Parameter').valueAsString;

const CHOSEN = [{ bucket: bucket('chosen') }];
const TWICE = bucket('twice');
const PART = { bucket: TWICE, objectPrefix: 'part/' };
const EXCLUDED = bucket('left-out');

test.each<[property: string, value: unknown, allowed: string, act: () => unknown]>([
  ['names', 'ab', NAME, () => bucketsByName({ names: ['ab'] })],
  ['names', '_ab', NAME, () => bucketsByName({ names: ['_ab'] })],
  ['names', 'a/b', NAME, () => bucketsByName({ names: ['a/b'] })],
  ['names', 'ab!', NAME, () => bucketsByName({ names: ['abc', 'ab!'] })],
  ['excludeBucketNames', '.ab', NAME, () => allBuckets({ excludeBucketNames: ['.ab'] })],
  ['prefixes', '-a', PREFIX, () => bucketsByName({ prefixes: ['-a'] })],
  ['prefixes', 'a*', PREFIX, () => bucketsByName({ prefixes: ['a*'] })],
  ['excludeBucketPrefixes', 's3://', PREFIX, () => allBuckets({ excludeBucketPrefixes: ['s3://'] })],
  ['names', 'aaa', 'each value once', () => bucketsByName({ names: ['aaa', 'aaa'] })],
  ['prefixes', 'a', 'each value once', () => bucketsByName({ prefixes: ['a', 'a'] })],
  [
    'names',
    [],
    "a list with at least one value; leave 'names' out for the default",
    () => bucketsByName({ names: [], prefixes: ['a'] }),
  ],
  [
    'prefixes',
    [],
    "a list with at least one value; leave 'prefixes' out for the default",
    () => bucketsByName({ names: ['aaa'], prefixes: [] }),
  ],
  ['DataEvents.bucketsByName', {}, "'names', 'prefixes' or both", () => bucketsByName({})],
  ['DataEvents.buckets', [], 'a list with at least one bucket', () => buckets([])],
  [
    'DataEvents.buckets',
    `${TWICE.node.path}/part/`,
    'each bucket and prefix once',
    () => buckets([PART, { bucket: TWICE, objectPrefix: 'other/' }, PART]),
  ],
  [
    'DataEvents.buckets',
    `${TWICE.node.path}/`,
    'each bucket and prefix once',
    () => buckets([{ bucket: TWICE }, PART, { bucket: TWICE, objectPrefix: '' }]),
  ],
  ['exclude', `${TWICE.node.path}/`, 'each bucket and prefix once', () => allBuckets({ exclude: [TWICE, TWICE] })],
  [
    'exclude',
    [],
    "a list with at least one bucket; leave 'exclude' out for none",
    () => bucketsByName({ prefixes: ['a'], exclude: [] }),
  ],
  [
    'exclude',
    [EXCLUDED.node.path],
    "none where 'resourceTypes' has no S3ResourceType.OBJECT",
    () => allBuckets({ exclude: [EXCLUDED], resourceTypes: [TABLE] }),
  ],
  [
    'excludeBucketNames',
    ['left-out'],
    "none where 'resourceTypes' has no S3ResourceType.OBJECT",
    () => allBuckets({ excludeBucketNames: ['left-out'], resourceTypes: [TABLE, ACCESS_POINT] }),
  ],
  [
    'excludeBucketNames',
    'web',
    "a bucket whose name begins with one of 'prefixes' and is none of 'names'",
    () => bucketsByName({ prefixes: ['team-'], excludeBucketNames: ['team-a', 'web'] }),
  ],
  [
    'excludeBucketPrefixes',
    'web-',
    "one of 'prefixes' and more, with which none of 'names' begins",
    () => bucketsByName({ prefixes: ['team-'], excludeBucketPrefixes: ['team-a', 'web-'] }),
  ],
  [
    'DataEvents.buckets',
    'point-a1b2-s3alias',
    `a general purpose bucket; ${OF_OTHERS}`,
    () => buckets([{ bucket: bucket('point-a1b2-s3alias') }]),
  ],
  [
    'resourceTypes',
    [TABLE.name, ACCESS_POINT.name],
    'a list with S3ResourceType.OBJECT where buckets are chosen',
    () => buckets(CHOSEN, { resourceTypes: [TABLE, ACCESS_POINT] }),
  ],
  [
    'resourceTypes',
    [TABLE.name],
    'a list with S3ResourceType.OBJECT where buckets are chosen',
    () => bucketsByName({ names: ['aaa'], resourceTypes: [TABLE] }),
  ],
  [
    'resourceTypes',
    [],
    "a list with at least one value; leave 'resourceTypes' out for the default",
    () => buckets(CHOSEN, { resourceTypes: [] }),
  ],
  ['resourceTypes', OBJECT.name, 'each value once', () => allBuckets({ resourceTypes: [OBJECT, TABLE, OBJECT] })],
  [
    'readWriteType',
    'NONE',
    'ALL, READ_ONLY or WRITE_ONLY',
    () => buckets(CHOSEN, { readWriteType: ReadWriteType.NONE }),
  ],
  [
    'perKeyDeletes',
    false,
    "true where 'resourceTypes' has no S3ResourceType.OBJECT, which has them",
    () => allBuckets({ perKeyDeletes: false, resourceTypes: [TABLE] }),
  ],
  [
    'excludeEventNames',
    'ListObjectsV2',
    'the name that CloudTrail gives the event, ListObjects',
    () => allBuckets({ excludeEventNames: ['ListObjectsV2'] }),
  ],
  ['excludeEventNames', 's3:GetObject', EVENT_NAME, () => allBuckets({ excludeEventNames: ['s3:GetObject'] })],
  ['excludeEventNames', 'Get*', EVENT_NAME, () => allBuckets({ excludeEventNames: ['HeadObject', 'Get*'] })],
  ['excludeEventNames', 'headObject', EVENT_NAME, () => allBuckets({ excludeEventNames: ['headObject'] })],
  [
    'excludeEventNames',
    'E'.repeat(129),
    EVENT_NAME,
    () => allBuckets({ excludeEventNames: ['E'.repeat(128), 'E'.repeat(129)] }),
  ],
  [
    'S3ResourceType.of',
    'AWS::S3Tables::Tabel',
    'AWS::S3Tables::Table, or a type whose name is not so close to it',
    () => S3ResourceType.of('AWS::S3Tables::Tabel'),
  ],
  [
    'S3ResourceType.of',
    'AWS::S3::OBJECT',
    'AWS::S3::Object, or a type whose name is not so close to it',
    () => S3ResourceType.of('AWS::S3::OBJECT'),
  ],
  ...['AWS::Lambda::Function', 'xAWS::S3::Thing', 'AWS::S3::Thing::More', 'AWS::S3::', 'AWS::S3-Next::Thing'].map(
    (name): [string, unknown, string, () => unknown] => [
      'S3ResourceType.of',
      name,
      "a type of resources of S3's, such as AWS::S3::Object",
      () => S3ResourceType.of(name),
    ],
  ),
  ['props of DataEvents.allBuckets', 'all', 'an object with properties', () => allBuckets('all' as never)],
  [
    'directoryBuckets',
    true,
    'no property of that name; use resourceTypes: [S3ResourceType.OBJECT, S3ResourceType.EXPRESS_OBJECT]',
    () => allBuckets({ directoryBuckets: true } as never),
  ],
  ['S3ResourceType.of', 7, 'a text', () => S3ResourceType.of(7 as never)],
  ...[7, 'é'.repeat(513), 'a\tb', 'a\u2028b'].map((objectPrefix): [string, unknown, string, () => unknown] => [
    'objectPrefix',
    objectPrefix,
    'a text that a key can begin with, of at most 1024 bytes, without control characters',
    () => buckets([{ ...CHOSEN[0], objectPrefix: objectPrefix as string }]),
  ]),
  ['DataEvents.buckets', {}, 'a list of buckets', () => buckets({} as never)],
  ['props of DataEvents.buckets', null, 'an object with properties', () => buckets([...CHOSEN, null] as never)],
  ['props of DataEvents.buckets', 'all', 'an object with properties', () => buckets(CHOSEN, 'all' as never)],
  ['props of DataEvents.bucketsByName', 'aaa', 'an object with properties', () => bucketsByName('aaa' as never)],
  ['names', 'aaa', 'a list, each value a text', () => bucketsByName({ names: 'aaa' } as never)],
  [
    'dataEvents',
    '501 values',
    'at most 500 values in the event selectors of a trail: give prefixes of names in the place of buckets, or less to record ' +
      "or leave out; each of 'resourceTypes' repeats what is said of events and principals",
    // The category, the type and the two own buckets are values, too.
    () => recorder(bucketsByName({ names: Array.from({ length: 497 }, (_, index) => `bucket-${index}`) })),
  ],
])('%s: %j', (property, value, allowed, act) => {
  expect(act).toThrow(new Error(`Invalid '${property}': got ${shown(value)}, allowed is ${allowed}.`));
});

describe.each(['excludeBucketNames', 'excludeBucketPrefixes', 'excludeEventNames', 'excludePrincipals'] as const)(
  '%s',
  (property) => {
    test('are some', () => {
      expect(() => allBuckets({ [property]: [] })).toThrow(
        new Error(
          `Invalid '${property}': got [], allowed is a list with at least one value; leave '${property}' out for the default.`,
        ),
      );
    });

    test('are so many at synthesis', () => {
      const list = Token.asList({ Ref: 'List' });
      expect(() => allBuckets({ [property]: list })).toThrow(
        new Error(
          `Invalid '${property}': got ${JSON.stringify(list)}, allowed is a list of known length, each value a text or a token.`,
        ),
      );
    });
  },
);

test.each(['', 'private/', 'é'.repeat(512)])('the prefix %j is one that a key can begin with', (objectPrefix) => {
  expect(() => buckets([{ ...CHOSEN[0], objectPrefix }])).not.toThrow();
});

test('buckets are chosen where other types are recorded, too', () => {
  expect(() => buckets(CHOSEN, { resourceTypes: [TABLE, OBJECT] })).not.toThrow();
  expect(() => allBuckets({ excludeBucketNames: ['left-out'], resourceTypes: [TABLE, OBJECT] })).not.toThrow();
});

test('a type is known at synthesis', () => {
  const name = token();
  expect(() => S3ResourceType.of(name)).toThrow(
    new Error(`Invalid 'S3ResourceType.of': got "${name}", allowed is a name that is known at synthesis.`),
  );
});

test('a type of S3 that is far from any known one is taken, as is a known one', () => {
  const names = ['AWS::S3Next::Thing', 'AWS::S3::Object', 'AWS::S3Tables::Tables123'];
  expect(names.map((name) => S3ResourceType.of(name).name)).toEqual(names);
});

test.each(['abc', 'a'.repeat(255), '1.2_3-4'])('the name %s is one', (name) => {
  expect(() => bucketsByName({ names: [name] })).not.toThrow();
});

test.each(['a', 'a'.repeat(255), '1.2_3-'])('the prefix %s is one', (prefix) => {
  expect(() => bucketsByName({ prefixes: [prefix] })).not.toThrow();
});

test('what is only known at deployment may be left out of any prefix, or of a prefix that is known then', () => {
  const prefixes = [`team-${Aws.ACCOUNT_ID}-`];
  expect(() => bucketsByName({ prefixes, excludeBucketPrefixes: ['team-a'] })).not.toThrow();
  expect(() => bucketsByName({ prefixes: ['team-'], exclude: [new s3.Bucket(newStack(), 'Unnamed')] })).not.toThrow();
});

describe('a log group', () => {
  const logsTo = (logGroup: logs.ILogGroup, stack = IMPORTS) =>
    new DataEventTrail(stack, `Trail${logGroup.node.id}`, { logBucket: own, logGroup });

  test('of the class that takes no events', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Group', { logGroupClass: logs.LogGroupClass.DELIVERY });
    expect(() => logsTo(logGroup, stack)).toThrow(
      new Error(
        `Invalid 'logGroup': got "Stack/Group of class DELIVERY", allowed is a log group of class STANDARD or INFREQUENT_ACCESS.`,
      ),
    );
  });

  test.each([undefined, logs.LogGroupClass.STANDARD, logs.LogGroupClass.INFREQUENT_ACCESS])(
    'of the class %s is taken',
    (logGroupClass) => {
      const stack = newStack();
      expect(() => logsTo(new logs.LogGroup(stack, 'Group', { logGroupClass }), stack)).not.toThrow();
    },
  );

  test('of another region', () => {
    const arn = 'arn:aws:logs:us-east-1:111122223333:log-group:far:*';
    const stack = newStack();
    expect(() => logsTo(logs.LogGroup.fromLogGroupArn(stack, 'Far', arn), stack)).toThrow(
      new Error(
        `Invalid 'logGroup': got "Stack/Far of region us-east-1", allowed is one of eu-west-1, the region of the stack.`,
      ),
    );
  });
});
