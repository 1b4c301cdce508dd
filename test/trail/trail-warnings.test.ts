import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail, DataEvents, S3ResourceType } from '../../lib';
import { ENV, newStack, warnings } from '../util';

const KEY = 'arn:aws:kms:eu-west-1:444455556666:key/k';

function outputsOf(stack: Stack): Record<string, string> {
  const outputs = Template.fromStack(stack).findOutputs('*') as Record<string, { Description: string }>;
  return Object.fromEntries(
    Object.entries(outputs).map(([id, { Description }]) => [id.replace(/[0-9A-F]{8}$/, ''), Description]),
  );
}

describe('that policies cannot be amended', () => {
  const imported = (part: string, name: string, path: string) =>
    `The policy of the imported ${part} ${path} can't be amended, and the trail can't be created before it has the ` +
    `statements of 'log${name}Statements', which this stack's template has in the output 'Log${name}Statements'. ` +
    `[ack: cdk-s3-audit-trail:log${name}Policy]`;
  const before = (owned: string) =>
    `Statements that the policy of the log ${owned} needs before this trail is deployed`;

  test('of an imported bucket with an imported key, neither', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY);
    const logBucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', encryptionKey });
    new DataEventTrail(stack, 'Trail', { logBucket });
    expect(warnings(stack)).toEqual([imported('bucket', 'Bucket', 'Stack/Logs'), imported('key', 'Key', 'Stack/Key')]);
    expect(outputsOf(stack)).toEqual({
      TrailLogBucketStatements: before('bucket'),
      TrailLogKeyStatements: before("bucket's key"),
    });
  });

  test('of an imported bucket that is said to have a key of the app, that of the bucket alone', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const logBucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', encryptionKey });
    new DataEventTrail(stack, 'Trail', { logBucket });
    expect(warnings(stack)).toEqual([imported('bucket', 'Bucket', 'Stack/Logs')]);
    expect(Object.keys(outputsOf(stack))).toEqual(['TrailLogBucketStatements']);
  });
});

test('that this release knows no such types', () => {
  const stack = newStack();
  const resourceTypes = ['AWS::S3Next::One', 'AWS::S3Next::Another'].map((name) => S3ResourceType.of(name));
  const dataEvents = DataEvents.allBuckets({ resourceTypes: [S3ResourceType.OBJECT, ...resourceTypes] });
  new DataEventTrail(stack, 'Trail', { logBucket: new s3.Bucket(stack, 'Logs'), dataEvents });
  expect(warnings(stack)).toEqual([
    "This release doesn't know the resource type AWS::S3Next::One, AWS::S3Next::Another, and CloudTrail refuses one that it " +
      "doesn't offer. Known are AWS::S3::Object, AWS::S3Express::Object, AWS::S3::AccessPoint, AWS::S3Outposts::Object, " +
      'AWS::S3Tables::Table, AWS::S3Tables::TableBucket, AWS::S3Vectors::Index, AWS::S3Vectors::VectorBucket, ' +
      'AWS::S3ObjectLambda::AccessPoint. If it is a newer one, acknowledge this warning. ' +
      '[ack: cdk-s3-audit-trail:unknownResourceType]',
  ]);
});

describe('that trails feed each other', () => {
  const trailsIn = (...envs: StackProps['env'][]) => {
    const app = new App();
    return envs.map((env, index) => {
      const stack = new Stack(app, 'ABC'[index], { env });
      new DataEventTrail(stack, 'Trail', { logBucket: new s3.Bucket(stack, 'Logs') });
      return stack;
    });
  };
  const fed = (others: string) =>
    `This trail and ${others} record each what another delivers, for ever and paid by event. In one of them leave out the ` +
    "log bucket of the other, and what S3 writes that bucket's access logs and replicas to: DataEvents.allBuckets({ " +
    'exclude: [bucket] }), or { excludeBucketNames: [name] } where it is in another region, with a name that is given to it ' +
    'or known from a deployment. If a bucket that is left out by its name is that one, which synthesis does not know, ' +
    'acknowledge this warning. [ack: cdk-s3-audit-trail:trailsFeedEachOther]';

  test('in one account, by each but the first', () => {
    expect(trailsIn(ENV, ENV, ENV).map(warnings)).toEqual([[], [fed('A/Trail')], [fed('A/Trail')]]);
  });

  test.each<[string, StackProps['env'], StackProps['env']]>([
    ['the first', undefined, ENV],
    ['the second', ENV, undefined],
    ['any', undefined, undefined],
  ])('where the account of %s is known at deployment', (_, ...envs) => {
    expect(trailsIn(...envs).map(warnings)).toEqual([[], [fed('A/Trail')]]);
  });

  test('but not in three accounts', () => {
    const accounts = ['111122223333', '444455556666', '777788889999'];
    expect(trailsIn(...accounts.map((account) => ({ ...ENV, account }))).map(warnings)).toEqual([[], [], []]);
  });

  test('in a ring, which it names in its order', () => {
    const app = new App();
    const stacks = ['A', 'B', 'C', 'D'].map((id) => new Stack(app, id, { env: ENV }));
    // Each records the deliveries of the one before it, and the first those of the last.
    stacks.forEach((stack, index) => {
      const logBucket = s3.Bucket.fromBucketName(stack, 'Logs', `logs-${index}`);
      const recorded = s3.Bucket.fromBucketName(stack, 'Recorded', `logs-${(index + 3) % 4}`);
      new DataEventTrail(stack, 'Trail', { logBucket, dataEvents: DataEvents.buckets([{ bucket: recorded }]) });
    });
    const ofRings = stacks.map((stack) => warnings(stack).filter((warning) => warning.startsWith('This trail')));
    expect(ofRings).toEqual([[], [], [], [fed('A/Trail and B/Trail and C/Trail')]]);
  });

  test('in a ring that the last one only delivers to: not by that one', () => {
    const app = new App();
    const [a, b, c] = ['A', 'B', 'C'].map((id) => new Stack(app, id, { env: ENV }));
    const add = (stack: Stack, ...recorded: Stack[]) => {
      const named = (owner: Stack) =>
        s3.Bucket.fromBucketName(stack, `LogsOf${owner.node.id}`, `logs-${owner.node.id}`);
      const dataEvents = DataEvents.buckets(recorded.map((other) => ({ bucket: named(other) })));
      new DataEventTrail(stack, 'Trail', { logBucket: named(stack), dataEvents });
    };
    add(a, b, c);
    add(b, a);
    add(c, new Stack(app, 'D'));
    const ofRings = [a, b, c].map((stack) => warnings(stack).filter((warning) => warning.startsWith('This trail')));
    expect(ofRings).toEqual([[], [fed('A/Trail')], []]);
  });
});

describe('a name', () => {
  const named = (trailName: string) => {
    const stack = newStack();
    new DataEventTrail(stack, 'Trail', { logBucket: new s3.Bucket(stack, 'Logs'), trailName });
    return stack;
  };

  test.each(['abc', 'x'.repeat(128), '1.2.3.4-a', 'a-1.2.3.4', 'a.b_c-d', '1.2.3', '1234.1.1.1'])('%s', (name) => {
    expect(() => named(name)).not.toThrow();
  });

  test.each(['10.20.30.40', '-abc', '_abc', 'abc.', 'ab_-c'])('not %s', (name) => {
    expect(() => named(name)).toThrow(
      new Error(
        `Invalid 'trailName': got "${name}", allowed is 3 to 128 letters and digits with single ` +
          'periods, underscores or hyphens between them, and no IP address.',
      ),
    );
  });

  test('is that of one trail', () => {
    const stack = named('audit');
    const logBucket = new s3.Bucket(stack, 'More');
    expect(() => new DataEventTrail(stack, 'Again', { logBucket, trailName: 'audit' })).toThrow(
      /^Invalid 'trailName': got "audit", allowed is /,
    );
  });
});

test('props are an object', () => {
  expect(() => new DataEventTrail(newStack(), 'Trail', 'logs' as never)).toThrow(
    new Error(`Invalid 'props of DataEventTrail': got "logs", allowed is an object with properties.`),
  );
});
