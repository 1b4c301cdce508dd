import { CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateDatabaseCommand } from '@aws-sdk/client-glue';
import { CreateKeyCommand, DisableKeyCommand, type KeySpec } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Account, REGION } from './account';
import {
  createStack,
  deleteStack,
  expectRefused as expectRefusedBy,
  type Outcome,
  type Properties,
} from './one-resource-stack';
import { runQuery } from './query-run';
import { StackResources } from './stack-resources';

// That the emulator accepts our stacks means something only as far as it refuses what AWS refuses.

const account = new Account('888899990000');
const BUCKET = 'amzn-s3-demo-logs-888899990000';
const TRAIL_ARN = `arn:aws:cloudtrail:${REGION}:${account.id}:trail/audit`;

const create = (type: string, properties: Properties, caller = account): Promise<Outcome> =>
  createStack(caller, type, properties);
const remove = (stack: string): Promise<Outcome> => deleteStack(account, stack);

const expectRefused = (type: string, properties: Properties, reason: RegExp, caller = account): Promise<void> =>
  expectRefusedBy(caller, type, properties, reason);

beforeAll(async () => {
  await account.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await account.athena.send(new CreateWorkGroupCommand({ Name: 'audit' }));
});

describe('a trail', () => {
  const selector = (...fields: Properties[]) => ({
    Name: 'S3 objects',
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      ...fields,
    ],
  });
  const trail = { TrailName: 'audit', IsLogging: true, S3BucketName: BUCKET };
  const leaveOut = (count: number) => ({
    Field: 'resources.ARN',
    NotStartsWith: Array.from({ length: count }, (_, index) => `arn:aws:s3:::amzn-s3-demo-${index}/`),
  });

  /** CloudTrail's statements, with changes. */
  async function allowDelivery(changes: { acl?: Properties; put?: Properties; condition?: Properties } = {}) {
    const condition = changes.condition ?? { StringEquals: { 'aws:SourceArn': TRAIL_ARN } };
    const statement = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Condition: condition };
    const arn = `arn:aws:s3:::${BUCKET}`;
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { ...statement, Action: 's3:GetBucketAcl', Resource: arn, ...changes.acl },
        { ...statement, Action: 's3:PutObject', Resource: `${arn}/AWSLogs/${account.id}/*`, ...changes.put },
      ],
    });
    await account.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
  }

  test.each<[string, Parameters<typeof allowDelivery>[0], RegExp]>([
    ['names another trail', { condition: { StringEquals: { 'aws:SourceArn': `${TRAIL_ARN}x` } } }, /Insufficient/],
    ['names no trail', { condition: {} }, /allows s3:GetBucketAcl for .*, too/],
    ['names all trails', { condition: { StringLike: { 'aws:SourceArn': `${TRAIL_ARN}*` } } }, /, too/],
    ['names another account’s folder', { put: { Resource: `arn:aws:s3:::${BUCKET}/AWSLogs/1/*` } }, /Insufficient/],
    ['allows no digests', { put: { Resource: `arn:aws:s3:::${BUCKET}/AWSLogs/${account.id}/CloudTrail/*` } }, /Digest/],
    ['doesn’t let the ACL be read', { acl: { Action: 's3:GetBucketLocation' } }, /Insufficient.*GetBucketAcl/],
    ['denies', { acl: { Effect: 'Deny' } }, /Insufficient/],
    ['is for another service', { put: { Principal: { Service: 'config.amazonaws.com' } } }, /Insufficient/],
  ])('is refused where the bucket’s policy %s', async (_, changes, reason) => {
    await allowDelivery(changes);
    await expectRefused('AWS::CloudTrail::Trail', trail, reason);
  });

  test.each<[string, Properties, RegExp]>([
    ['a name with a space', { TrailName: 'my audit' }, /InvalidTrailName/],
    ['a name with two hyphens', { TrailName: 'my--audit' }, /InvalidTrailName/],
    ['no bucket', { S3BucketName: 'amzn-s3-demo-nowhere' }, /S3BucketDoesNotExist/],
    ['a property that is none', { MultiRegion: true }, /extraneous key/],
    ['both kinds of selectors', { EventSelectors: [], AdvancedEventSelectors: [selector()] }, /either/],
    ['501 values', { AdvancedEventSelectors: [selector(leaveOut(499))] }, /501 values/],
    [
      'a field that is none',
      { AdvancedEventSelectors: [selector({ Field: 'bucket', Equals: ['x'] })] },
      /field .*bucket/,
    ],
    [
      'an operator that is none',
      { AdvancedEventSelectors: [selector({ Field: 'eventName', Is: ['x'] })] },
      /extraneous/,
    ],
    ['a field twice', { AdvancedEventSelectors: [selector(leaveOut(1), leaveOut(2))] }, /a field twice/],
    ['an empty list', { AdvancedEventSelectors: [selector(leaveOut(0))] }, /without a value/],
    [
      'a bucket instead of its objects',
      { AdvancedEventSelectors: [selector({ Field: 'resources.ARN', NotEquals: ['arn:aws:s3:::amzn-s3-demo'] })] },
      /arn:aws:s3:::amzn-s3-demo for/,
    ],
    [
      'no category',
      { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'readOnly', Equals: ['true'] }] }] },
      /eventCategory/,
    ],
  ])('is refused with %s', async (_, properties, reason) => {
    await allowDelivery();
    await expectRefused('AWS::CloudTrail::Trail', { ...trail, ...properties }, reason);
  });

  test('is accepted with 500 values', async () => {
    await allowDelivery();
    const { status, stack } = await create('AWS::CloudTrail::Trail', {
      ...trail,
      AdvancedEventSelectors: [selector(leaveOut(498))],
    });
    expect(status).toBe('CREATE_COMPLETE');
    await remove(stack);
  });

  describe('with a key', () => {
    const bucketKey = (BucketKeyEnabled: boolean) =>
      new PutBucketEncryptionCommand({
        Bucket: BUCKET,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled }],
        },
      });

    /** A new key that has what CloudTrail asks for in its policy, with changes. */
    async function key(
      changes: { encrypt?: Properties; describe?: Properties; decrypt?: Properties } = {},
      KeySpec: KeySpec = 'SYMMETRIC_DEFAULT',
    ): Promise<string> {
      const owner = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account.id}:root` }, Action: 'kms:*' };
      const statement = {
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Condition: from(TRAIL_ARN),
      };
      const Statement = [
        owner,
        { ...statement, Action: 'kms:GenerateDataKey*', ...changes.encrypt },
        { ...statement, Action: 'kms:DescribeKey', ...changes.describe },
        { ...statement, Action: 'kms:Decrypt', ...changes.decrypt },
      ].map((each) => ({ ...each, Resource: '*' }));
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      const KeyUsage = KeySpec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : 'GENERATE_VERIFY_MAC';
      return (await account.kms.send(new CreateKeyCommand({ Policy, KeySpec, KeyUsage }))).KeyMetadata!.Arn!;
    }

    const from = (trailArn: string) => ({ StringEquals: { 'aws:SourceArn': trailArn } });
    const only = (context: string) => ({
      ...from(TRAIL_ARN),
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': context },
    });
    const OTHER = { Action: 'kms:ListGrants' };

    beforeAll(async () => {
      await allowDelivery();
      await account.s3.send(bucketKey(true));
    });

    test.each<[string, Parameters<typeof key>[0], RegExp]>([
      ['is for another service', { encrypt: { Principal: { Service: 's3.amazonaws.com' } } }, /GenerateDataKey on/],
      ['is for an account', { encrypt: { Principal: { AWS: account.id } } }, /GenerateDataKey on/],
      ['denies', { encrypt: { Effect: 'Deny' } }, /GenerateDataKey on/],
      ['names another trail', { encrypt: { Condition: from(`${TRAIL_ARN}x`) } }, /GenerateDataKey on/],
      [
        'is for trails of another account',
        { encrypt: { Condition: only('arn:aws:cloudtrail:*:111122223333:trail/*') } },
        /GenerateDataKey on/,
      ],
      [
        'allows no key without its text',
        { encrypt: { Action: 'kms:GenerateDataKey' } },
        /GenerateDataKeyWithoutPlaintext on/,
      ],
      ['doesn’t let it be described', { describe: OTHER }, /DescribeKey on/],
      ['lets nothing be decrypted, as the Bucket Key needs', { decrypt: OTHER }, /Decrypt on/],
    ])('is refused where its policy %s', async (_, changes, reason) => {
      const refusal = new RegExp(`InsufficientEncryptionPolicyException: kms:${reason.source}`);
      await expectRefused('AWS::CloudTrail::Trail', { ...trail, KMSKeyId: await key(changes) }, refusal);
    });

    test.each<[string, Parameters<typeof key>[0]]>([
      ['no trail', { encrypt: { Condition: {} } }],
      ['all trails', { encrypt: { Condition: { StringLike: { 'aws:SourceArn': `${TRAIL_ARN}*` } } } }],
      ['no trail to decrypt for', { decrypt: { Condition: {} } }],
    ])('is refused where its policy names %s', async (_, changes) => {
      await expectRefused('AWS::CloudTrail::Trail', { ...trail, KMSKeyId: await key(changes) }, /allows kms:.*, too/);
    });

    test('is refused where there is none, or one that is disabled, or doesn’t encrypt', async () => {
      const disabled = await key();
      await account.kms.send(new DisableKeyCommand({ KeyId: disabled }));
      const ofMessages = await key({}, 'HMAC_256');
      for (const [KMSKeyId, reason] of [
        [disabled.replace(/.$/, '*'), /KmsKeyNotFound/],
        [disabled, /KmsKeyDisabled/],
        [ofMessages, /InvalidKmsKeyId/],
      ] as const) {
        await expectRefused('AWS::CloudTrail::Trail', { ...trail, KMSKeyId }, reason);
      }
    });

    test.each<[string, boolean, Parameters<typeof key>[0]]>([
      ['all three', true, { encrypt: { Condition: only(`arn:aws:cloudtrail:*:${account.id}:trail/*`) } }],
      ['no Decrypt, and the bucket no Bucket Key', false, { decrypt: OTHER }],
    ])('is accepted where its policy has %s', async (_, hasBucketKey, changes) => {
      await account.s3.send(bucketKey(hasBucketKey));
      const { status, stack } = await create('AWS::CloudTrail::Trail', { ...trail, KMSKeyId: await key(changes) });
      expect(status).toBe('CREATE_COMPLETE');
      await remove(stack);
    });
  });

  describe('with a log group', () => {
    const group = (name = 'audit') => `arn:aws:logs:${REGION}:${account.id}:log-group:${name}`;
    const stream = `${account.id}_CloudTrail_${REGION}*`;
    const sound = {
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${group()}:log-stream:${stream}`,
    };
    let roles = 0;

    /** A new role that may do that, with the properties that name it and the log group. */
    async function logging(statement: Properties = sound, Service = 'cloudtrail.amazonaws.com'): Promise<Properties> {
      const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
      const RoleName = `logging-${roles++}`;
      const document = (each: Properties) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...each }] });
      await create('AWS::IAM::Role', {
        RoleName,
        AssumeRolePolicyDocument: document(trust),
        Policies: [{ PolicyName: 'logging', PolicyDocument: document(statement) }],
      });
      return {
        CloudWatchLogsLogGroupArn: `${group()}:*`,
        CloudWatchLogsRoleArn: `arn:aws:iam::${account.id}:role/${RoleName}`,
      };
    }

    beforeAll(async () => {
      await allowDelivery();
      await create('AWS::Logs::LogGroup', { LogGroupName: 'audit' });
    });

    test.each<[string, () => Promise<Properties>, RegExp]>([
      ['no role', async () => ({ ...(await logging()), CloudWatchLogsRoleArn: undefined }), /without a role/],
      [
        'a log group that isn’t there',
        async () => ({ ...(await logging()), CloudWatchLogsLogGroupArn: `${group('none')}:*` }),
        /InvalidCloudWatchLogsLogGroupArn/,
      ],
      [
        'an ARN without its asterisk',
        async () => ({ ...(await logging()), CloudWatchLogsLogGroupArn: group() }),
        /InvalidCloudWatchLogsLogGroupArn/,
      ],
      [
        'a role that isn’t there',
        async () => ({ ...(await logging()), CloudWatchLogsRoleArn: `arn:aws:iam::${account.id}:role/none` }),
        /InvalidCloudWatchLogsRoleArn/,
      ],
      ['a role of another service', () => logging(sound, 'config.amazonaws.com'), /can't be assumed/],
      [
        'a role that makes no streams',
        () => logging({ ...sound, Action: 'logs:PutLogEvents' }),
        /Check the permissions for your role: logs:CreateLogStream/,
      ],
      [
        'a role that writes no events',
        () => logging({ ...sound, Action: 'logs:CreateLogStream' }),
        /Check the permissions for your role: logs:PutLogEvents/,
      ],
      [
        'a role for another log group',
        () => logging({ ...sound, Resource: `${group('other')}:log-stream:${stream}` }),
        /Check the permissions/,
      ],
      [
        'a role for streams of another account',
        () => logging({ ...sound, Resource: `${group()}:log-stream:1${stream}` }),
        /Check the permissions/,
      ],
    ])('is refused with %s', async (_, properties, reason) => {
      await expectRefused('AWS::CloudTrail::Trail', { ...trail, ...(await properties()) }, reason);
    });

    test('is accepted with a role that writes to it', async () => {
      const { status, stack } = await create('AWS::CloudTrail::Trail', { ...trail, ...(await logging()) });
      expect(status).toBe('CREATE_COMPLETE');
      await remove(stack);
    });
  });
});

describe('a trail of an organization', () => {
  const manager = new Account('888800001111');
  const bucket = `amzn-s3-demo-logs-${manager.id}`;
  const trail = { TrailName: 'organization', IsLogging: true, IsOrganizationTrail: true, S3BucketName: bucket };
  const trailArn = `arn:aws:cloudtrail:${REGION}:${manager.id}:trail/organization`;
  let organization: string;
  let member: Account;

  async function made(type: string, properties: Properties): Promise<string> {
    const { stack, status } = await create(type, properties, manager);
    expect(status).toBe('CREATE_COMPLETE');
    return (await StackResources.of(manager, stack)).only(type);
  }

  /** What CloudTrail asks for, with the paths that it may write to. */
  async function allowDelivery({ s3 }: Account, Bucket: string, paths: string[], changes: Properties = {}) {
    const arn = `arn:aws:s3:::${Bucket}`;
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    };
    const Statement = [
      { ...statement, Action: 's3:GetBucketAcl', Resource: arn },
      ...paths.map((path) => ({
        ...statement,
        Action: 's3:PutObject',
        Resource: `${arn}/AWSLogs/${path}`,
        ...changes,
      })),
    ];
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
  }

  test('is refused where there is no organization', async () => {
    await manager.s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await expectRefused('AWS::CloudTrail::Trail', trail, /OrganizationsNotInUse/, manager);
  });

  describe('in its management account', () => {
    beforeAll(async () => {
      organization = await made('AWS::Organizations::Organization', {});
      const id = await made('AWS::Organizations::Account', { AccountName: 'Member', Email: 'member@example.com' });
      member = new Account(id);
    });

    test.each<[string, () => string[], Properties, RegExp]>([
      ['leaves out the organization’s folder', () => [`${manager.id}/*`], {}, /Insufficient.*AWSLogs\/o-/],
      ['leaves out the account’s own', () => [`${organization}/*`], {}, /Insufficient.*AWSLogs\/\d/],
      ['is for another organization', () => [`${manager.id}/*`, 'o-a1b2c3d4e5/*'], {}, /Insufficient.*AWSLogs\/o-/],
      [
        'is for one account of the organization',
        () => [`${manager.id}/*`, `${organization}/${manager.id}/*`],
        {},
        /Insufficient.*AWSLogs\/o-/,
      ],
      [
        'is for any trail',
        () => [`${manager.id}/*`, `${organization}/*`],
        { Condition: {} },
        /allows s3:PutObject .*, too/,
      ],
    ])('is refused where the bucket’s policy %s', async (_, paths, changes, reason) => {
      await allowDelivery(manager, bucket, paths(), changes);
      await expectRefused('AWS::CloudTrail::Trail', trail, reason, manager);
    });

    test('is accepted with both folders', async () => {
      await allowDelivery(manager, bucket, [`${manager.id}/*`, `${organization}/*`]);
      expect((await create('AWS::CloudTrail::Trail', trail, manager)).status).toBe('CREATE_COMPLETE');
    });

    test('is refused in the account of a member', async () => {
      const S3BucketName = `amzn-s3-demo-logs-${member.id}`;
      await member.s3.send(new CreateBucketCommand({ Bucket: S3BucketName }));
      await allowDelivery(member, S3BucketName, [`${member.id}/*`, `${organization}/*`]);
      await expectRefused('AWS::CloudTrail::Trail', { ...trail, S3BucketName }, /NotOrganizationMaster/, member);
    });
  });
});

test.each<[string, string, Properties, RegExp]>([
  ['NamedQuery', 'no workgroup', { WorkGroup: 'nowhere' }, /nowhere is not found/],
  ['NamedQuery', 'a long name', { Name: 'x'.repeat(129) }, /Name has to be of 1 to 128/],
  ['NamedQuery', 'a long description', { Description: 'x'.repeat(1025) }, /Description has to be/],
  ['NamedQuery', 'no query', { QueryString: undefined }, /required key/],
  ['PreparedStatement', 'a hyphen in its name', { StatementName: 'a-b' }, /StatementName a-b/],
  ['PreparedStatement', 'no workgroup', { WorkGroup: 'nowhere' }, /nowhere is not found/],
  ['WorkGroup', 'a limit under 10 MB', { WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 9_999_999 } }, /Cutoff/],
  ['WorkGroup', 'a space in its name', { Name: 'my audit' }, /workgroup my audit/],
  ['WorkGroup', 'a name that is taken', { Name: 'audit' }, /already exists/],
  [
    'WorkGroup',
    'two places for results',
    {
      WorkGroupConfiguration: {
        ManagedQueryResultsConfiguration: { Enabled: true },
        ResultConfiguration: { OutputLocation: `s3://${BUCKET}/` },
      },
    },
    /managed query results/,
  ],
])('a %s is refused with %s', async (type, _, changes, reason) => {
  const sound: Record<string, Properties> = {
    NamedQuery: { Name: 'q', Database: 'd', WorkGroup: 'audit', QueryString: 'SELECT 1' },
    PreparedStatement: { StatementName: 'q_1', WorkGroup: 'audit', QueryStatement: 'SELECT 1' },
    WorkGroup: { Name: 'other' },
  };
  await expectRefused(`AWS::Athena::${type}`, { ...sound[type], ...changes }, reason);
});

describe('a view', () => {
  const text = (view: Properties) => `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`;
  const view = {
    originalSql: 'SELECT 1 AS a',
    catalog: 'awsdatacatalog',
    schema: 'audit',
    columns: [{ name: 'a', type: 'integer' }],
  };
  const sound = {
    Name: 'ones',
    TableType: 'VIRTUAL_VIEW',
    Parameters: { presto_view: 'true' },
    StorageDescriptor: { Columns: [{ Name: 'a', Type: 'int' }], SerdeInfo: {} },
    ViewOriginalText: text(view),
    ViewExpandedText: '/* Presto View */',
  };
  const properties = (changes: Properties) => ({
    CatalogId: account.id,
    DatabaseName: 'audit',
    TableInput: { ...sound, ...changes },
  });
  const zoned = [{ name: 'a', type: 'timestamp(3) with time zone' }];

  beforeAll(async () => {
    await account.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'audit' } }));
  });

  test.each<[string, Properties, RegExp]>([
    ['a name in upper case', { Name: 'Ones' }, /table Ones/],
    ['the text of a view, and is none', { TableType: 'EXTERNAL_TABLE' }, /extraneous key \['View/],
    ['nothing that says whose view it is', { Parameters: {} }, /presto_view/],
    ['no SerDe', { StorageDescriptor: { Columns: [{ Name: 'a', Type: 'int' }] } }, /missing SerDe info/],
    ['SQL as its text', { ViewOriginalText: 'SELECT 1' }, /VIEW_DATA/],
    ['a text that isn’t JSON', { ViewOriginalText: '/* Presto View: e30s */' }, /VIEW_DATA/],
    ['more than Athena writes', { ViewOriginalText: text({ ...view, runAsInvoker: true }) }, /VIEW_DATA/],
    ['other columns than its text', { ViewOriginalText: text({ ...view, columns: [] }) }, /columns \['a'\]/],
    ['a time with a zone', { ViewOriginalText: text({ ...view, columns: zoned }) }, /with time zone/],
  ])('is refused with %s', async (_, changes, reason) => {
    await expectRefused('AWS::Glue::Table', properties(changes), reason);
  });

  test('is accepted once under its name', async () => {
    expect((await create('AWS::Glue::Table', properties({}))).status).toBe('CREATE_COMPLETE');
    await expectRefused('AWS::Glue::Table', properties({}), /ones already exists/);
  });
});

test.each<[string, Properties, RegExp]>([
  ['a property that the emulator would drop', { RotateNow: true }, /extraneous key/],
  [
    'a policy that nobody could change',
    {
      KeyPolicy: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: account.id }, Action: 'kms:Decrypt', Resource: '*' },
          { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'kms:*', Resource: '*' },
        ],
      },
    },
    /will not allow you to update the key policy/,
  ],
])('a key is refused with %s', async (_, properties, reason) => {
  await expectRefused('AWS::KMS::Key', properties, reason);
});

describe('a bucket', () => {
  const rules = (...Rules: Properties[]) => ({ LifecycleConfiguration: { Rules } });
  test.each<[string, Properties, RegExp]>([
    ['a rule without an action', rules({ Status: 'Enabled' }), /At least one action/],
    [
      'delete markers and an age in one rule',
      rules({ Status: 'Enabled', ExpirationInDays: 1, ExpiredObjectDeleteMarker: true }),
      /ExpiredObjectDeleteMarker/,
    ],
    ['a property that the emulator would drop', { ReplicationConfiguration: {} }, /extraneous key/],
    [
      'Object Lock, and not enabled for it',
      { VersioningConfiguration: { Status: 'Enabled' }, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } },
      /without ObjectLockEnabled/,
    ],
    [
      'Object Lock, and without versions',
      { ObjectLockEnabled: true, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } },
      /InvalidBucketState/,
    ],
  ])('is refused with %s', async (_, properties, reason) => {
    await expectRefused('AWS::S3::Bucket', properties, reason);
  });

  test('is not deleted while something is in it', async () => {
    const { stack } = await create('AWS::S3::Bucket', { BucketName: `${BUCKET}-full` });
    await account.s3.send(new PutObjectCommand({ Bucket: `${BUCKET}-full`, Key: 'x', Body: 'x' }));
    const { status, reasons } = await remove(stack);
    expect(reasons.join('\n')).toContain('BucketNotEmpty');
    expect(status).toBe('DELETE_FAILED');
  });

  test('takes no policy for another bucket', async () => {
    const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${BUCKET}-2/*` }];
    const properties = { Bucket: BUCKET, PolicyDocument: { Version: '2012-10-17', Statement } };
    await expectRefused('AWS::S3::BucketPolicy', properties, /invalid resource/);
  });
});

test.each([
  [false, 'DELETE_FAILED'],
  [true, 'DELETE_COMPLETE'],
])('a workgroup with a history and RecursiveDeleteOption %s: %s', async (RecursiveDeleteOption, expected) => {
  const Name = `used-${RecursiveDeleteOption}`;
  const WorkGroupConfiguration = { ResultConfiguration: { OutputLocation: `s3://${BUCKET}/` } };
  const { stack } = await create('AWS::Athena::WorkGroup', { Name, RecursiveDeleteOption, WorkGroupConfiguration });
  await runQuery(account, Name, 'SELECT 1');
  const { status, reasons } = await remove(stack);
  expect(status).toBe(expected);
  expect(reasons.some((reason) => reason.includes(`WorkGroup ${Name} is not empty`))).toBe(!RecursiveDeleteOption);
});
