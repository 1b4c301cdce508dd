import { GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { GetTrailCommand, GetTrailStatusCommand, type Trail } from '@aws-sdk/client-cloudtrail';
import {
  CreateGrantCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  type ServerSideEncryption,
} from '@aws-sdk/client-s3';
import { Account, REGION } from './account';
import { DeployedAudit } from './deployed-audit';
import { objectTags } from './deployed-bucket';

const root = new Account('171717171717');
const stranger = new Account('181818181818');
const cdk = root.cdk('test/deployment/apps/keyed-audits.ts');
const LOG = `AWSLogs/${root.id}/CloudTrail/${REGION}/2026/11/17/log.json.gz`;
/** Beside it, and encrypted with S3's own keys, whatever the bucket says. */
const PLAIN_LOG = LOG.replace('log.json', 'plain.json');
const RESULT = 'result.csv';

type Call = (caller: Account) => Promise<unknown>;

let ownKeys: DeployedAudit;
let oneKey: DeployedAudit;

beforeAll(async () => {
  await cdk.bootstrap();
  await cdk.deploy();
  ownKeys = await DeployedAudit.in(root, 'OwnKeys');
  oneKey = await DeployedAudit.in(root, 'OneKey');
});

async function trailOf(audit: DeployedAudit): Promise<Trail> {
  return (await root.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }))).Trail!;
}

/** What a bucket encrypts with: an algorithm, a key, and whether it has a Bucket Key. */
async function encryptionOf(bucket: string): Promise<unknown[]> {
  const answer = await root.s3.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
  const [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled }] = answer.ServerSideEncryptionConfiguration!.Rules!;
  const { SSEAlgorithm, KMSMasterKeyID } = ApplyServerSideEncryptionByDefault!;
  return [SSEAlgorithm, KMSMasterKeyID, BucketKeyEnabled];
}

async function resultsEncryptionOf({ workgroup }: DeployedAudit): Promise<unknown> {
  const answer = await root.athena.send(new GetWorkGroupCommand({ WorkGroup: workgroup }));
  return answer.WorkGroup!.Configuration!.ResultConfiguration!.EncryptionConfiguration;
}

function keyArn(keyId: string): string {
  return `arn:aws:kms:${REGION}:${root.id}:key/${keyId}`;
}

/** As CloudTrail delivers; the emulator records no events of its own. */
async function put(Bucket: string, Key: string, ServerSideEncryption?: ServerSideEncryption): Promise<string> {
  const request = new PutObjectCommand({ Bucket, Key, Body: '{}', ServerSideEncryption });
  return (await root.s3.send(request)).VersionId!;
}

/** To its end, so that the connection is free again. */
async function read({ s3 }: Account, Bucket: string, Key: string): Promise<string> {
  return (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
}

/** That a call is refused for lack of a permission, and for no other reason. */
async function expectDenied(call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({
    name: expect.stringMatching(/^AccessDenied(Exception)?$/) as string,
    message: expect.stringContaining('is not authorized to perform') as string,
  });
}

describe('with a new key for log files, and one for results', () => {
  let logKey: string;
  let resultsKey: string;
  let analyst: Account;
  let reader: Account;
  /** A data key that the log key encrypts, and one of the results key. */
  let logData: Uint8Array;
  let resultsData: Uint8Array;

  beforeAll(async () => {
    logKey = keyArn(ownKeys.resources.only('AWS::KMS::Key', 'AuditLogBucketKey'));
    resultsKey = keyArn(ownKeys.resources.only('AWS::KMS::Key', 'AuditWorkgroupResultsKey'));
    await put(ownKeys.logBucket, LOG);
    await put(ownKeys.logBucket, PLAIN_LOG, 'AES256');
    await put(ownKeys.resultsBucket, RESULT);
    const dataOf = async (KeyId: string) => {
      const request = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' });
      return (await root.kms.send(request)).CiphertextBlob!;
    };
    [logData, resultsData] = [await dataOf(logKey), await dataOf(resultsKey)];
    [analyst, reader] = [await root.as('analyst'), await root.as('reader')];
  });

  const decryptLogs: Call = ({ kms }) => kms.send(new DecryptCommand({ CiphertextBlob: logData }));
  const decryptLogsByName: Call = ({ kms }) => kms.send(new DecryptCommand({ CiphertextBlob: logData, KeyId: logKey }));
  const decryptResults: Call = ({ kms }) => kms.send(new DecryptCommand({ CiphertextBlob: resultsData }));
  const generate = ({ kms }: Account, KeyId: string) =>
    kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  const readLog: Call = (caller) => read(caller, ownKeys.logBucket, LOG);
  const readResult: Call = (caller) => read(caller, ownKeys.resultsBucket, RESULT);
  const writeResult: Call = ({ s3 }) =>
    s3.send(new PutObjectCommand({ Bucket: ownKeys.resultsBucket, Key: 'other.csv', Body: 'x' }));

  const NEEDED: [string, Call][] = [
    ['decrypt what the log key encrypts', decryptLogs],
    ['decrypt it, and name the log key', decryptLogsByName],
    ['read a log', readLog],
    ['decrypt what the results key encrypts', decryptResults],
    ['generate a data key with the results key', (caller) => generate(caller, resultsKey)],
    ['read a result', readResult],
    ['write a result', writeResult],
  ];

  test('the trail, both buckets and the workgroup encrypt with them', async () => {
    expect((await trailOf(ownKeys)).KmsKeyId).toBe(logKey);
    expect(await encryptionOf(ownKeys.logBucket)).toEqual(['aws:kms', logKey, true]);
    expect(await encryptionOf(ownKeys.resultsBucket)).toEqual(['aws:kms', resultsKey, true]);
    expect(await resultsEncryptionOf(ownKeys)).toEqual({ EncryptionOption: 'SSE_KMS', KmsKey: resultsKey });
    const head = await root.s3.send(new HeadObjectCommand({ Bucket: ownKeys.logBucket, Key: LOG }));
    expect([head.ServerSideEncryption, head.SSEKMSKeyId]).toEqual(['aws:kms', logKey]);
  });

  test.each(NEEDED)('an analyst can %s', async (_, call) => {
    await call(analyst);
  });

  test.each<[string, Call]>([
    ['generate a data key with the log key', (caller) => generate(caller, logKey)],
    [
      'encrypt with the log key',
      ({ kms }) => kms.send(new EncryptCommand({ KeyId: logKey, Plaintext: new Uint8Array([1]) })),
    ],
  ])('an analyst cannot %s, which the root user can', async (_, call) => {
    await expectDenied(call(analyst));
    await call(root);
  });

  describe.each<[string, () => string]>([
    ['log key', () => logKey],
    ['results key', () => resultsKey],
  ])('an analyst cannot, of the %s,', (_, key) => {
    test.each<[string, Call]>([
      [
        'change the policy',
        ({ kms }) => kms.send(new PutKeyPolicyCommand({ KeyId: key(), PolicyName: 'default', Policy: '{}' })),
      ],
      [
        'schedule the deletion',
        ({ kms }) => kms.send(new ScheduleKeyDeletionCommand({ KeyId: key(), PendingWindowInDays: 7 })),
      ],
      ['disable it', ({ kms }) => kms.send(new DisableKeyCommand({ KeyId: key() }))],
      [
        'hand it on by a grant',
        ({ kms }) =>
          kms.send(
            new CreateGrantCommand({
              KeyId: key(),
              GranteePrincipal: `arn:aws:iam::${stranger.id}:root`,
              Operations: ['Decrypt'],
            }),
          ),
      ],
    ])('%s', async (_name, call) => {
      await expectDenied(call(analyst));
    });
  });

  test.each(NEEDED)('who may do everything in S3, and nothing in KMS, cannot %s', async (_, call) => {
    await expectDenied(call(reader));
  });

  test('who may do everything in S3 reads what S3’s own keys encrypt', async () => {
    expect(await read(reader, ownKeys.logBucket, PLAIN_LOG)).toBe('{}');
  });

  describe('in another account', () => {
    let administrator: Account;

    beforeAll(async () => {
      // GIVEN a role that may do everything there, and a log bucket that its owner has opened for that account
      const Type = 'AWS::IAM::Role';
      const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
      const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: stranger.id } };
      const Properties = {
        RoleName: 'administrator',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
        Policies: [{ PolicyName: 'everything', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
      };
      const TemplateBody = JSON.stringify({ Resources: { Administrator: { Type, Properties } } });
      const client = stranger.cloudFormation;
      const StackName = 'administrator';
      await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
      await waitUntilStackCreateComplete({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { StackName });
      administrator = await stranger.as('administrator');

      const Bucket = ownKeys.logBucket;
      const { Policy } = await root.s3.send(new GetBucketPolicyCommand({ Bucket }));
      const opened = withStatement(Policy!, { Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` });
      await root.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: opened }));
    });

    /** A policy that lets the other account do something besides. */
    function withStatement(policy: string, statement: Record<string, string>): string {
      const document = JSON.parse(policy) as { Statement: object[] };
      const Principal = { AWS: `arn:aws:iam::${stranger.id}:root` };
      return JSON.stringify({
        ...document,
        Statement: [...document.Statement, { Effect: 'Allow', Principal, ...statement }],
      });
    }

    test.each<[string, Call]>([
      ['decrypt what the log key encrypts', decryptLogs],
      ['decrypt it, and name the log key', decryptLogsByName],
      ['generate a data key with the log key', (caller) => generate(caller, logKey)],
      ['describe the log key', ({ kms }) => kms.send(new DescribeKeyCommand({ KeyId: logKey }))],
      ['read a log of the opened bucket', readLog],
    ])('who may do everything cannot %s', async (_, call) => {
      await expectDenied(call(administrator));
    });

    test('who may do everything reads a log that S3’s own keys encrypt, and the others once the key’s policy allows it', async () => {
      expect(await read(administrator, ownKeys.logBucket, PLAIN_LOG)).toBe('{}');
      // WHEN
      const { Policy } = await root.kms.send(new GetKeyPolicyCommand({ KeyId: logKey, PolicyName: 'default' }));
      const opened = withStatement(Policy!, { Action: 'kms:Decrypt', Resource: '*' });
      await root.kms.send(new PutKeyPolicyCommand({ KeyId: logKey, PolicyName: 'default', Policy: opened }));
      // THEN
      expect(await read(administrator, ownKeys.logBucket, LOG)).toBe('{}');
    });
  });
});

describe('with one key of the app for both buckets, and a log group', () => {
  test('the trail, both buckets and the workgroup encrypt with it', async () => {
    const key = keyArn(oneKey.resources.only('AWS::KMS::Key'));
    expect((await trailOf(oneKey)).KmsKeyId).toBe(key);
    expect(await encryptionOf(oneKey.logBucket)).toEqual(['aws:kms', key, true]);
    expect(await encryptionOf(oneKey.resultsBucket)).toEqual(['aws:kms', key, true]);
    expect(await resultsEncryptionOf(oneKey)).toEqual({ EncryptionOption: 'SSE_KMS', KmsKey: key });
  });

  test('the trail writes to the log group by a role of its own', async () => {
    const { CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn } = await trailOf(oneKey);
    const { resources } = oneKey;
    const group = resources.only('AWS::Logs::LogGroup');
    const role = resources.only('AWS::IAM::Role', 'AuditTrailLogGroupRole');
    expect(CloudWatchLogsLogGroupArn).toBe(`arn:aws:logs:${REGION}:${root.id}:log-group:${group}:*`);
    expect(CloudWatchLogsRoleArn).toBe(`arn:aws:iam::${root.id}:role/${role}`);
  });
});

describe.each<[string, () => DeployedAudit]>([
  ['governance', () => ownKeys],
  ['compliance', () => oneKey],
])('with Object Lock in %s mode', (mode, audit) => {
  const inLogs = (VersionId?: string) => ({ Bucket: audit().logBucket, Key: `${LOG}.${mode}`, VersionId });
  const remove = (VersionId?: string, BypassGovernanceRetention?: boolean) =>
    root.s3.send(new DeleteObjectCommand({ ...inLogs(VersionId), BypassGovernanceRetention }));
  let version: string;

  beforeAll(async () => {
    version = await put(audit().logBucket, inLogs().Key);
  });

  test('a log file is locked for 30 days', async () => {
    const { Bucket } = inLogs();
    const answer = await root.s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    const { Retention } = await root.s3.send(new GetObjectRetentionCommand(inLogs(version)));
    expect(answer.ObjectLockConfiguration!.Rule).toEqual({ DefaultRetention: { Mode: mode.toUpperCase(), Days: 30 } });
    expect(Retention!.Mode).toBe(mode.toUpperCase());
    const days = (Retention!.RetainUntilDate!.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30);
  });

  test('what is deleted or overwritten is still there as a version, which the root user can’t delete', async () => {
    await remove();
    await put(audit().logBucket, inLogs().Key);
    await expect(remove(version)).rejects.toMatchObject({ name: 'AccessDenied', message: /object lock/ });
    expect((await root.s3.send(new HeadObjectCommand(inLogs(version)))).VersionId).toBe(version);
  });

  test('the lock can’t be shortened without a bypass', async () => {
    const Retention = { Mode: mode.toUpperCase() as 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 60_000) };
    await expect(root.s3.send(new PutObjectRetentionCommand({ ...inLogs(version), Retention }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  test(`with a bypass, a version can ${mode === 'compliance' ? 'not ' : ''}be deleted`, async () => {
    const deletion = remove(version, true);
    await (mode === 'compliance'
      ? expect(deletion).rejects.toMatchObject({ name: 'AccessDenied', message: /object lock/ })
      : deletion);
  });
});

describe('going over to a key, and back', () => {
  const LATER_LOG = LOG.replace('log.json', 'later.json');
  let before: DeployedAudit;
  let tags: Map<string, string>;
  let key: string;

  beforeAll(async () => {
    // GIVEN an audit of all defaults, with logs in its bucket
    before = await DeployedAudit.in(root, 'Changing');
    await put(before.logBucket, LOG);
    tags = await objectTags(root, before.logBucket);
    expect(await encryptionOf(before.logBucket)).toEqual(['AES256', undefined, false]);
  });

  /** The physical ids of what there was. */
  function kept(audit: DeployedAudit): Record<string, string> {
    const was = Object.keys(before.resources.physicalIds());
    return Object.fromEntries(Object.entries(audit.resources.physicalIds()).filter(([id]) => was.includes(id)));
  }

  test('to a key: no resource is replaced, the logs are still there, and the next ones are encrypted with it', async () => {
    // WHEN
    await cdk.deploy({ ENCRYPTION: 'kms' });
    const after = await DeployedAudit.in(root, 'Changing');

    // THEN
    expect(kept(after)).toEqual(before.resources.physicalIds());
    key = keyArn(after.resources.only('AWS::KMS::Key'));
    expect(after.resources.all).toHaveLength(before.resources.all.length + 1);
    expect((await trailOf(after)).KmsKeyId).toBe(key);
    expect((await root.cloudTrail.send(new GetTrailStatusCommand({ Name: after.trailName }))).IsLogging).toBe(true);
    expect(await encryptionOf(after.logBucket)).toEqual(['aws:kms', key, true]);
    expect(await objectTags(root, after.logBucket)).toEqual(tags);
    expect(await read(root, after.logBucket, LOG)).toBe('{}');
    await put(after.logBucket, LATER_LOG);
    const head = await root.s3.send(new HeadObjectCommand({ Bucket: after.logBucket, Key: LATER_LOG }));
    expect(head.SSEKMSKeyId).toBe(key);
  });

  test('back to S3’s keys: the key is kept, for the logs that it has encrypted', async () => {
    // WHEN
    await cdk.deploy();
    const after = await DeployedAudit.in(root, 'Changing');

    // THEN
    expect(after.resources.physicalIds()).toEqual(before.resources.physicalIds());
    expect((await trailOf(after)).KmsKeyId).toBeUndefined();
    expect(await encryptionOf(after.logBucket)).toEqual(['AES256', undefined, false]);
    const { KeyMetadata } = await root.kms.send(new DescribeKeyCommand({ KeyId: key }));
    expect([KeyMetadata!.KeyState, KeyMetadata!.DeletionDate]).toEqual(['Enabled', undefined]);
    const head = await root.s3.send(new HeadObjectCommand({ Bucket: after.logBucket, Key: LATER_LOG }));
    expect(head.SSEKMSKeyId).toBe(key);
    expect(await read(root, after.logBucket, LATER_LOG)).toBe('{}');
  });
});
