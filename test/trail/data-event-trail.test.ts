import { App, NestedStack, Stack, StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AuditedAccounts, DataEventTrail, DataEventTrailProps, DataEvents } from '../../lib';
import { ENV, newStack, onlyResource, synthAudit, textOf, warnings } from '../util';
import { DeployedTrails } from './event-selectors';

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
    TrailName: expect.stringMatching(/^Stack-Trail-[0-9A-F]{8}-eu-west-1$/),
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
  expect(trail.logKeyStatements).toEqual([]);
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

describe('a bucket with a key', () => {
  const ACTIONS = ['kms:GenerateDataKey*', ['kms:Decrypt', 'kms:DescribeKey']];

  test('of this app: its policy is amended before the trail is created, which encrypts with it', () => {
    // GIVEN
    const owner = newStack();
    const logBucket = new s3.Bucket(owner, 'Keyed', { encryption: s3.BucketEncryption.KMS });

    // WHEN
    const trail = new DataEventTrail(owner, 'Trail', { logBucket, trailName: 'audit' });

    // THEN
    const keyArn: unknown = owner.resolve(logBucket.encryptionKey!.keyArn);
    const template = Template.fromStack(owner);
    template.hasResourceProperties('AWS::CloudTrail::Trail', { KMSKeyId: keyArn });
    const [keyId] = Object.keys(template.findResources('AWS::KMS::Key'));
    // The reference makes the order.
    expect(keyArn).toEqual({ 'Fn::GetAtt': [keyId, 'Arn'] });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith(trail.logKeyStatements.map((one): unknown => owner.resolve(one.toStatementJson()))),
      },
    });
    expect(trail.logKeyStatements.map(({ actions }) => actions)).toEqual([[ACTIONS[0]], ACTIONS[1]]);
    expect(warnings(owner)).toEqual([]);
  });

  test('that is imported: the statements are there for its owner', () => {
    // GIVEN
    const owner = newStack();
    const encryptionKey = kms.Key.fromKeyArn(owner, 'Key', 'arn:aws:kms:eu-west-1:444455556666:key/k');
    const logBucket = new s3.Bucket(owner, 'Logs', { encryptionKey });

    // WHEN
    new DataEventTrail(owner, 'Trail', { logBucket, trailName: 'audit', organizationId: 'o-a1b2c3d4e5' });

    // THEN
    const [output] = Object.values(
      Template.fromStack(owner).findOutputs('*', { Description: Match.stringLikeRegexp("bucket's key") }),
    );
    const trailArn = 'arn:<AWS::Partition>:cloudtrail:eu-west-1:111122223333:trail/audit';
    expect(
      JSON.parse(textOf((output as { Value: unknown }).Value).replaceAll('<"AWS::Partition">', '<AWS::Partition>')),
    ).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: ACTIONS[0],
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceArn': trailArn },
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:<AWS::Partition>:cloudtrail:*:111122223333:trail/*',
          },
        },
      },
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: ACTIONS[1],
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
      },
    ]);
    expect(warnings(owner)).toEqual([
      expect.stringMatching(
        /policy of the imported key Stack\/Key can't be amended.*'logKeyStatements'.*logKeyPolicy/s,
      ),
    ]);
  });
});

describe('a log group', () => {
  const synth = (organizationId?: string) => {
    const owner = newStack();
    const logGroup = new logs.LogGroup(owner, 'LogGroup', { logGroupName: 'audit' });
    new DataEventTrail(owner, 'Trail', { logBucket: new s3.Bucket(owner, 'Logs'), logGroup, organizationId });
    return Template.fromStack(owner);
  };

  test('gets the events by a role, which may write before the trail exists', () => {
    const template = synth();
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    const [role] = Object.keys(template.findResources('AWS::IAM::Role'));
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } }],
      },
      Description: 'Writes the events of a trail to CloudWatch Logs',
    });
    template.hasResource('AWS::CloudTrail::Trail', {
      Properties: {
        CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [logGroup, 'Arn'] },
        CloudWatchLogsRoleArn: { 'Fn::GetAtt': [role, 'Arn'] },
      },
      DependsOn: Match.arrayWith([policy]),
    });
  });

  test.each([
    [undefined, ['111122223333_CloudTrail_eu-west-1*']],
    ['o-a1b2c3d4e5', ['111122223333_CloudTrail_eu-west-1*', 'o-a1b2c3d4e5_*']],
  ])('has streams that the role can write of its account, or its organization (%s)', (organizationId, streams) => {
    const { PolicyDocument } = onlyResource(synth(organizationId), 'AWS::IAM::Policy') as {
      PolicyDocument: { Statement: { Action: string[]; Resource: unknown }[] };
    };
    const [{ Action, Resource }] = PolicyDocument.Statement;
    expect(Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    expect([Resource].flat().map((resource) => textOf(resource).replace(/<"LogGroup\w+">/, 'GROUP'))).toEqual(
      streams.map(
        (stream) => `arn:<"AWS::Partition">:logs:eu-west-1:111122223333:log-group:GROUP:log-stream:${stream}`,
      ),
    );
  });
});

describe('several trails', () => {
  const trailIn = (stack: Stack, id: string, dataEvents?: DataEvents, logs: s3.BucketProps = {}) =>
    new DataEventTrail(stack, id, { logBucket: new s3.Bucket(stack, `${id}Logs`, logs), dataEvents });
  const stacks = (...envs: StackProps['env'][]) => {
    const app = new App();
    return envs.map((env, index) => new Stack(app, 'ABC'[index], { env }));
  };
  const logsOf = (stack: Stack, id: string) => stack.node.findChild(`${id}Logs`) as s3.Bucket;
  const allBut = (...exclude: s3.IBucketRef[]) => DataEvents.allBuckets({ exclude });
  const records = (trail: DataEventTrail, ...buckets: (s3.Bucket | string)[]) => {
    const deployed = new DeployedTrails(trail.node.root as App);
    return buckets.map((bucket) => deployed.records(trail, bucket));
  };
  const feedsItself = /This trail and .* record each what another delivers.*trailsFeedEachOther/s;

  test('in one stack leave out each other’s log bucket and its copies, too', () => {
    const stack = newStack();
    const accessLogs = new s3.Bucket(stack, 'AccessLogs');
    const one = trailIn(stack, 'One', undefined, { serverAccessLogsBucket: accessLogs });
    const two = trailIn(stack, 'Two');
    for (const trail of [one, two]) {
      expect(records(trail, logsOf(stack, 'One'), logsOf(stack, 'Two'), accessLogs, 'any')).toEqual([
        false,
        false,
        false,
        true,
      ]);
    }
    expect(warnings(stack)).toEqual([]);
  });

  test('in one stack leave out a log bucket that is known by its name alone', () => {
    const stack = newStack();
    new DataEventTrail(stack, 'One', { logBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'central-logs') });
    expect(records(trailIn(stack, 'Two'), 'central-logs', 'any')).toEqual([false, true]);
  });

  test('in one stack, of which one records chosen buckets, the other’s log bucket among them', () => {
    const stack = newStack();
    const two = trailIn(stack, 'Two');
    const one = trailIn(stack, 'One', DataEvents.buckets([{ bucket: logsOf(stack, 'Two') }]));
    expect(records(one, logsOf(stack, 'One'), logsOf(stack, 'Two'))).toEqual([false, true]);
    expect(records(two, logsOf(stack, 'One'), logsOf(stack, 'Two'))).toEqual([false, false]);
    expect(warnings(stack)).toEqual([]);
  });

  test('in one stack, of which one records chosen buckets, none of them the other’s: has no more values than its own', () => {
    const stack = newStack();
    trailIn(stack, 'Two');
    const one = trailIn(stack, 'One', DataEvents.buckets([{ bucket: new s3.Bucket(stack, 'Chosen') }]));
    const [{ fieldSelectors }] = stack.resolve(one.trail.advancedEventSelectors) as [{ fieldSelectors: object[] }];
    expect(fieldSelectors.at(-1)).toMatchObject({ startsWith: { length: 1 }, notStartsWith: { length: 1 } });
  });

  test('in one stack, each with the other’s log bucket chosen: warns', () => {
    const stack = newStack();
    const [a, b] = ['A', 'B'].map((id) => new s3.Bucket(stack, id));
    new DataEventTrail(stack, 'One', { logBucket: a, dataEvents: DataEvents.buckets([{ bucket: b }]) });
    new DataEventTrail(stack, 'Two', { logBucket: b, dataEvents: DataEvents.buckets([{ bucket: a }]) });
    expect(warnings(stack)).toEqual([expect.stringMatching(feedsItself)]);
  });

  test.each([
    ['the first waits for the second', ['One', 'Two']],
    ['the second waits for the first', ['Two', 'One']],
  ])('in one stack, where %s: can be deployed, and do not feed each other', (_, [waiting, first]) => {
    const stack = newStack();
    const holders = ['One', 'Two'].map((id) => new Construct(stack, id));
    holders.forEach(
      (holder) =>
        new DataEventTrail(holder, 'Trail', { logBucket: new s3.Bucket(holder, 'Logs'), trailName: holder.node.id }),
    );
    const [dependent, dependency] = [waiting, first].map((id) => stack.node.findChild(id));
    dependent.node.addDependency(dependency);
    expect(() => Template.fromStack(stack)).not.toThrow();
    const [trail, logs] = ['Trail', 'Logs'].map((id) => dependent.node.findChild(id)) as [DataEventTrail, s3.Bucket];
    expect(records(trail, dependency.node.findChild('Logs') as s3.Bucket, logs, 'any')).toEqual([false, false, true]);
    expect(warnings(stack)).toEqual([]);
  });

  test('in two stacks that deliver to one bucket: do not feed each other', () => {
    const [a, b] = stacks(ENV, ENV);
    const [logBucket, results] = ['Logs', 'Results'].map((id) => new s3.Bucket(a, id));
    new DataEventTrail(a, 'One', { logBucket, neverRecorded: [results] });
    new DataEventTrail(b, 'Two', { logBucket, neverRecorded: [results] });
    expect([a, b].flatMap(warnings).filter((warning) => feedsItself.test(warning))).toEqual([]);
  });

  describe('of which the CDK’s own makes one', () => {
    const newTrail = (stack: Stack) =>
      new cloudtrail.Trail(stack, 'Own', { bucket: new s3.Bucket(stack, 'OwnLogs'), trailName: 'own' });
    const recordsAll = (stack: Stack) => newTrail(stack).logAllS3DataEvents();
    const l1 = (stack: Stack, selector: object) =>
      new cloudtrail.CfnTrail(stack, 'Own', {
        isLogging: true,
        s3BucketName: new s3.Bucket(stack, 'OwnLogs').bucketName,
        ...selector,
      });
    const ofType = (type: string) => ({
      advancedEventSelectors: [{ fieldSelectors: [{ field: 'resources.type', equalTo: [type] }] }],
    });
    const ofArns = (values: string[]) => ({
      eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values }] }],
    });

    test.each<[string, (stack: Stack) => unknown]>([
      ['all buckets', recordsAll],
      ['objects by advanced selectors', (stack) => l1(stack, ofType('AWS::S3::Object'))],
      ['the log bucket', (stack) => l1(stack, ofArns([logsOf(stack, 'One').arnForObjects('')]))],
      ['all, in the words of an old template', (stack) => l1(stack, ofArns(['arn:aws:s3']))],
    ])('and it records %s in the same stack: leaves out its log bucket', (_, add) => {
      const stack = newStack();
      const trail = trailIn(stack, 'One');
      add(stack);
      expect(records(trail, logsOf(stack, 'One'), logsOf(stack, 'Own'), 'any')).toEqual([false, false, true]);
      expect(warnings(stack).filter((warning) => feedsItself.test(warning))).toEqual([]);
    });

    test.each<[string, (stack: Stack) => unknown]>([
      ['management events', newTrail],
      ['functions', (stack) => l1(stack, ofType('AWS::Lambda::Function'))],
    ])('and it records %s: its log bucket is like any other', (_, add) => {
      const stack = newStack();
      const trail = trailIn(stack, 'One');
      add(stack);
      expect(records(trail, logsOf(stack, 'Own'))).toEqual([true]);
    });

    test('in another stack: warns where they feed each other', () => {
      const warned = (add: (stack: Stack) => unknown) => {
        const [a, b] = stacks(ENV, ENV);
        trailIn(a, 'One');
        add(b);
        return warnings(a).filter((warning) => feedsItself.test(warning)).length;
      };
      expect(warned(recordsAll)).toBe(1);
      expect(warned((stack) => l1(stack, ofArns(['arn:aws:s3:::another/private'])))).toBe(0);
      expect(warned(newTrail)).toBe(0);
    });

    test('and the audit records chosen buckets, its log bucket among them: warns', () => {
      const stack = newStack();
      recordsAll(stack);
      trailIn(stack, 'One', DataEvents.buckets([{ bucket: logsOf(stack, 'Own') }]));
      expect(warnings(stack)).toEqual([expect.stringMatching(feedsItself)]);
    });
  });

  test('in two stacks of an account, in any regions: warns that they feed each other', () => {
    const [a, b] = stacks(ENV, { ...ENV, region: 'us-east-1' });
    trailIn(a, 'One');
    trailIn(b, 'Two');
    expect(warnings(a)).toEqual([]);
    expect(warnings(b)).toEqual([
      expect.stringMatching(/This trail and A\/One record each .* excludeBucketNames: \[name\] .*trailsFeedEachOther/s),
    ]);
  });

  test('in three stacks, each of which leaves out one other: warns of the ring', () => {
    const [a, b, c] = stacks(ENV, ENV, ENV);
    const buckets = [a, b, c].map(
      (stack) => new s3.Bucket(stack, 'Logs', { bucketName: `logs-${stack.node.id.toLowerCase()}` }),
    );
    [a, b, c].forEach((stack, index) => {
      const dataEvents = DataEvents.allBuckets({ excludeBucketNames: [`logs-${'bca'[index]}`] });
      new DataEventTrail(stack, 'Trail', { logBucket: buckets[index], dataEvents });
    });
    expect([a, b].flatMap(warnings)).toEqual([]);
    expect(warnings(c)).toEqual([
      expect.stringMatching(/This trail and (A\/Trail and B|B\/Trail and A)\/Trail record/),
    ]);
  });

  test('in three stacks, in line: does not warn', () => {
    const [a, b, c] = stacks(ENV, ENV, ENV);
    const buckets = [a, b, c].map(
      (stack) => new s3.Bucket(stack, 'Logs', { bucketName: `logs-${stack.node.id.toLowerCase()}` }),
    );
    [a, b, c].forEach((stack, index) => {
      const excludeBucketNames = [['logs-a'], ['logs-a'], ['logs-a', 'logs-b']][index];
      const dataEvents = DataEvents.allBuckets({ excludeBucketNames });
      new DataEventTrail(stack, 'Trail', { logBucket: buckets[index], dataEvents });
    });
    expect([a, b, c].flatMap(warnings)).toEqual([]);
  });

  test('in two stacks, of which one leaves out the other’s log bucket: does not warn', () => {
    const [a, b] = stacks(ENV, ENV);
    trailIn(a, 'One');
    trailIn(b, 'Two', allBut(logsOf(a, 'One')));
    expect(warnings(b)).not.toContainEqual(expect.stringMatching(feedsItself));
  });

  test('in two stacks, of which one leaves out the other’s log bucket, but not its access logs: warns', () => {
    const [a, b] = stacks(ENV, ENV);
    const accessLogs = new s3.Bucket(a, 'AccessLogs');
    const one = trailIn(a, 'One');
    trailIn(b, 'Two', allBut(logsOf(a, 'One')));
    // Whatever the order: what the log bucket has by synthesis is what counts.
    (logsOf(a, 'One').node.defaultChild as s3.CfnBucket).loggingConfiguration = {
      destinationBucketName: accessLogs.bucketName,
    };
    expect(records(one, accessLogs)).toEqual([false]);
    expect(warnings(b)).toContainEqual(expect.stringMatching(feedsItself));
  });

  test('in two stacks, with buckets of one logical id: each leaves out its own and those that it is told to', () => {
    const [a, b] = stacks(ENV, ENV);
    const one = trailIn(a, 'Audit');
    const two = trailIn(b, 'Audit', allBut(logsOf(a, 'Audit')));
    expect(records(two, logsOf(a, 'Audit'), logsOf(b, 'Audit'))).toEqual([false, false]);
    expect(records(one, logsOf(a, 'Audit'), logsOf(b, 'Audit'))).toEqual([false, true]);
    expect(warnings(b)).not.toContainEqual(expect.stringMatching(feedsItself));
  });

  test('log bucket and results bucket of one logical id, in stack and nested stack: both are left out', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    const [logBucket, results] = [stack, nested].map((owner) => new s3.Bucket(owner, 'Data'));
    new DataEventTrail(stack, 'Trail', { logBucket, neverRecorded: [results] });
    const trail = onlyResource(Template.fromStack(stack), 'AWS::CloudTrail::Trail');
    expect(trail.AdvancedEventSelectors[0].FieldSelectors[2].NotStartsWith).toHaveLength(2);
  });

  test('a bucket of another stack with the logical id of the log bucket may be recorded', () => {
    const [a, b] = stacks(ENV, ENV);
    const [chosen, logBucket] = [a, b].map((owner) => new s3.Bucket(owner, 'Data'));
    const trail = () =>
      new DataEventTrail(b, 'Trail', { logBucket, dataEvents: DataEvents.buckets([{ bucket: chosen }]) });
    expect(trail).not.toThrow();
  });

  test('a bucket that is left out by its name is no reason to warn', () => {
    const [a, b] = stacks(ENV, ENV);
    new DataEventTrail(a, 'One', { logBucket: s3.Bucket.fromBucketName(a, 'Logs', 'central-logs') });
    trailIn(b, 'Two', DataEvents.allBuckets({ excludeBucketNames: ['central-logs'] }));
    expect(warnings(b)).toEqual([]);
  });

  test('in two accounts: does not warn', () => {
    const [a, b] = stacks(ENV, { ...ENV, account: '444455556666' });
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
  expect(() => synthTrail({ s3KeyPrefix })).toThrow(/^Invalid 's3KeyPrefix': got ".*", allowed is 1 to 200/);
});

describe('an organization’s trail', () => {
  const organizationId = 'o-a1b2c3d4e5';

  test('is one, and may deliver under its own account and under the organization, only as itself', () => {
    const { template, trail, stack } = synthTrail({ organizationId, s3KeyPrefix: 'audit' });
    expect(onlyResource(template, 'AWS::CloudTrail::Trail')).toMatchObject({ IsOrganizationTrail: true });
    const arn = `arn:<"AWS::Partition">:cloudtrail:eu-west-1:111122223333:trail/${trail.trailName}`;
    const statements = onlyResource(template, 'AWS::S3::BucketPolicy').PolicyDocument.Statement as any[];
    expect(statements.map(({ Action }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject', 's3:PutObject']);
    expect(statements.map(({ Condition }) => textOf(Condition.StringEquals['aws:SourceArn']))).toEqual([arn, arn, arn]);
    expect(statements.slice(1).map(({ Resource }) => textOf(Resource).replace(/^.*>/, ''))).toEqual([
      '/audit/AWSLogs/111122223333/*',
      '/audit/AWSLogs/o-a1b2c3d4e5/*',
    ]);
    expect(trail.logBucketStatements.map((statement): unknown => stack.resolve(statement.toStatementJson()))).toEqual(
      statements,
    );
  });

  test('fails for what is no id of one', () => {
    expect(() => synthTrail({ organizationId: 'audit' })).toThrow(
      /^Invalid 'organizationId': got "audit", allowed is /,
    );
  });

  test('another one is not', () => {
    expect(onlyResource(synthTrail().template, 'AWS::CloudTrail::Trail')).not.toHaveProperty('IsOrganizationTrail');
  });

  test('of an audit: queries see the accounts that are said, in the organization’s folder', () => {
    const accounts = AuditedAccounts.of(['111122223333', '444455556666']);
    const { audit, stack, template } = synthAudit({ organizationId, accounts });
    expect(audit.table.logPath).toBe('AWSLogs/o-a1b2c3d4e5/');
    expect(audit.table.accounts).toEqual(['111122223333', '444455556666']);
    expect(onlyResource(template, 'AWS::CloudTrail::Trail')).toMatchObject({ IsOrganizationTrail: true });
    expect(warnings(stack)).toEqual([]);
    const some = synthAudit({ organizationId, accounts: AuditedAccounts.of(['444455556666']) });
    expect(warnings(some.stack)).toEqual([expect.stringContaining('no query can see them')]);
    const any = synthAudit({ organizationId, accounts: AuditedAccounts.injected() });
    expect(warnings(any.stack)).toEqual([]);
  });
});
