import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail, DataEventTrailProps, DataEvents } from '../lib';
import { ACCOUNT, ENV, newStack, onlyResource, textOf, warnings } from './util';

function synthTrail(props: Partial<DataEventTrailProps> = {}) {
  const stack = newStack();
  const logBucket = props.logBucket ?? new s3.Bucket(stack, 'Logs');
  const trail = new DataEventTrail(stack, 'Trail', { ...props, logBucket });
  return { stack, trail, template: Template.fromStack(stack) };
}

test('is multi-region, validates log files and has no basic selectors', () => {
  const properties = onlyResource(synthTrail().template, 'AWS::CloudTrail::Trail');
  expect(properties).toMatchObject({
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    TrailName: expect.stringMatching(/^Stack-Trail-[0-9A-F]{8}$/),
    AdvancedEventSelectors: [{ Name: 'S3 objects' }],
  });
  expect(properties).not.toHaveProperty('EventSelectors');
});

test('may deliver to its bucket only as itself, and is created after that is allowed', () => {
  const { template, trail, stack } = synthTrail({ s3KeyPrefix: 'audit/s3' });
  const arn = `arn:<"AWS::Partition">:cloudtrail:eu-west-1:111122223333:trail/${trail.trailName}`;
  expect(textOf(stack.resolve(trail.trailArn))).toBe(arn);
  const [getAcl, putObject] = onlyResource(template, 'AWS::S3::BucketPolicy').PolicyDocument.Statement;
  expect(getAcl).toMatchObject({ Action: 's3:GetBucketAcl', Principal: { Service: 'cloudtrail.amazonaws.com' } });
  expect(textOf(getAcl.Condition.StringEquals['aws:SourceArn'])).toBe(arn);
  expect(textOf(putObject.Resource)).toMatch(/>\/audit\/s3\/AWSLogs\/111122223333\/\*$/);
  expect(textOf(putObject.Condition.StringEquals['aws:SourceArn'])).toBe(arn);
  expect(putObject.Condition.StringEquals['s3:x-amz-acl']).toBe('bucket-owner-full-control');
  template.hasResource('AWS::CloudTrail::Trail', {
    DependsOn: [Object.keys(template.findResources('AWS::S3::BucketPolicy'))[0]],
    Properties: { S3KeyPrefix: 'audit/s3' },
  });
});

test('management events by choice', () => {
  const last = (type: ReadWriteType) =>
    onlyResource(synthTrail({ managementEvents: type }).template, 'AWS::CloudTrail::Trail').AdvancedEventSelectors.at(
      -1,
    );
  const category = { Field: 'eventCategory', Equals: ['Management'] };
  expect(last(ReadWriteType.ALL)).toEqual({ Name: 'Management events', FieldSelectors: [category] });
  expect(last(ReadWriteType.WRITE_ONLY).FieldSelectors).toEqual([category, { Field: 'readOnly', Equals: ['false'] }]);
});

test('an imported bucket: says what its policy needs, and warns', () => {
  const logBucket = s3.Bucket.fromBucketName(newStack(), 'Imported', 'central-logs');
  const { stack, template, trail } = synthTrail({ logBucket });
  template.resourceCountIs('AWS::S3::BucketPolicy', 0);
  const [output] = Object.values(template.findOutputs('*'));
  const statements = textOf(output.Value).replace(/<"AWS::Partition">/g, 'aws');
  expect(JSON.parse(statements)).toEqual([
    expect.objectContaining({ Action: 's3:GetBucketAcl', Resource: 'arn:aws:s3:::central-logs' }),
    expect.objectContaining({
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::central-logs/AWSLogs/111122223333/*',
      Condition: {
        StringEquals: {
          'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${trail.trailName}`,
          's3:x-amz-acl': 'bucket-owner-full-control',
        },
      },
    }),
  ]);
  expect(trail.logBucketStatements).toHaveLength(2);
  expect(warnings(stack)).toEqual([
    expect.stringMatching(
      /policy of the imported bucket .*Imported can't be amended.*logBucketStatements.*logBucketPolicy/s,
    ),
  ]);
});

test('a bucket with a key of its own: warns of the key policy', () => {
  const owner = newStack();
  const logBucket = new s3.Bucket(owner, 'Keyed', { encryption: s3.BucketEncryption.KMS });
  new DataEventTrail(owner, 'Trail', { logBucket });
  expect(warnings(owner)).toEqual([
    expect.stringMatching(/Stack\/Keyed is encrypted with the key Stack\/Keyed\/Key: .*logBucketKey/s),
  ]);
});

describe('two trails', () => {
  const trailIn = (stack: Stack, id: string, dataEvents?: DataEvents) =>
    new DataEventTrail(stack, id, { logBucket: new s3.Bucket(stack, `${id}Logs`), dataEvents });
  const excludedBy = (template: Template) =>
    Object.values(template.findResources('AWS::CloudTrail::Trail')).map(
      ({ Properties }) => Properties.AdvancedEventSelectors[0].FieldSelectors[2].NotStartsWith.length as number,
    );
  const stacks = (account = ACCOUNT) => {
    const app = new App();
    return [new Stack(app, 'A', { env: ENV }), new Stack(app, 'B', { env: { ...ENV, account } })];
  };

  test('in one stack leave out each other’s log bucket, too', () => {
    const stack = newStack();
    trailIn(stack, 'One');
    trailIn(stack, 'Two');
    expect(excludedBy(Template.fromStack(stack))).toEqual([2, 2]);
    expect(warnings(stack)).toEqual([]);
  });

  test('in one stack, of which one records chosen buckets: only the other leaves out both', () => {
    const stack = newStack();
    trailIn(stack, 'One', DataEvents.buckets([{ bucket: s3.Bucket.fromBucketName(stack, 'Chosen', 'chosen') }]));
    trailIn(stack, 'Two');
    expect(excludedBy(Template.fromStack(stack))).toEqual([1, 2]);
  });

  test('in two stacks of an account: warns that they feed each other', () => {
    const [a, b] = stacks();
    trailIn(a, 'One');
    trailIn(b, 'Two');
    expect(warnings(a)).toEqual([]);
    expect(warnings(b)).toEqual([
      expect.stringMatching(/This trail and A\/One record all buckets.*trailsFeedEachOther/s),
    ]);
  });

  test('in two stacks, of which one leaves out the other’s log bucket: does not warn', () => {
    const [a, b] = stacks();
    trailIn(a, 'One');
    trailIn(b, 'Two', DataEvents.allBuckets({ exclude: [a.node.findChild('OneLogs') as s3.Bucket] }));
    expect(warnings(b)).not.toContainEqual(expect.stringContaining('trailsFeedEachOther'));
  });

  test('in two stacks, with buckets of one logical id: each leaves out its own and those that it is told to', () => {
    const [a, b] = stacks();
    trailIn(a, 'Audit');
    trailIn(b, 'Audit', DataEvents.allBuckets({ exclude: [a.node.findChild('AuditLogs') as s3.Bucket] }));
    const excluded = onlyResource(Template.fromStack(b), 'AWS::CloudTrail::Trail').AdvancedEventSelectors[0]
      .FieldSelectors[2].NotStartsWith as unknown[];
    expect(excluded.map((arn) => JSON.stringify(arn))).toEqual([
      expect.stringMatching(/"Fn::GetAtt":\["AuditLogs/),
      expect.stringMatching(/"Fn::ImportValue":"A:/),
    ]);
    expect(warnings(b)).not.toContainEqual(expect.stringContaining('trailsFeedEachOther'));
  });

  test('log bucket and results bucket of one logical id, in stack and nested stack: both are left out', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    const [logBucket, results] = [stack, nested].map((owner) => new s3.Bucket(owner, 'Data'));
    new DataEventTrail(stack, 'Trail', { logBucket, neverRecorded: [results] });
    expect(excludedBy(Template.fromStack(stack))).toEqual([2]);
  });

  test('a bucket of another stack with the logical id of the log bucket may be recorded', () => {
    const [a, b] = stacks();
    const [chosen, logBucket] = [a, b].map((owner) => new s3.Bucket(owner, 'Data'));
    const trail = () =>
      new DataEventTrail(b, 'Trail', { logBucket, dataEvents: DataEvents.buckets([{ bucket: chosen }]) });
    expect(trail).not.toThrow();
  });

  test('a bucket that is left out by its name is no reason to warn', () => {
    const [a, b] = stacks();
    new DataEventTrail(a, 'One', { logBucket: s3.Bucket.fromBucketName(a, 'Logs', 'central-logs') });
    trailIn(b, 'Two', DataEvents.allBuckets({ exclude: [s3.Bucket.fromBucketName(b, 'Other', 'central-logs')] }));
    expect(warnings(b)).toEqual([]);
  });

  test('in two accounts: does not warn', () => {
    const [a, b] = stacks('444455556666');
    trailIn(a, 'One');
    trailIn(b, 'Two');
    expect(warnings(b)).toEqual([]);
  });
});

test('takes a name', () => {
  synthTrail({ trailName: 'S3.audit_trail-1' }).template.hasResourceProperties('AWS::CloudTrail::Trail', {
    TrailName: 'S3.audit_trail-1',
    S3KeyPrefix: Match.absent(),
  });
});

test.each(['ab', 'a..b', '-ab', 'ab-', 'a b', '192.168.5.4', 'x'.repeat(129)])('fails for the name %s', (trailName) => {
  expect(() => synthTrail({ trailName })).toThrow(
    `Invalid 'trailName': got "${trailName}", allowed is 3 to 128 letters`,
  );
});

test.each(['', '/a', 'a/', 'a//b', 'a b', 'x'.repeat(201)])('fails for the prefix "%s"', (s3KeyPrefix) => {
  expect(() => synthTrail({ s3KeyPrefix })).toThrow(`Invalid 's3KeyPrefix': got "${s3KeyPrefix}", allowed is 1 to 200`);
});
