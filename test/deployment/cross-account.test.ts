import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { type LogFile, writeLogFiles } from '../../engine/storage/log-files';
import { AuditQuery } from '../../lib';
import { filedRecords } from '../answers/record';
import { answerOf } from '../cases/query-cases';
import { Account, REGION } from './account';
import { asGlueTable, DeployedAudit, namedQueries } from './deployed-audit';
import { download, upload } from './deployed-bucket';

// Access across accounts takes both: what the caller's own policies allow, and what the bucket's policy does.

const owner = new Account('131313131313');
const reader = new Account('141414141414');
/** Nobody has opened the bucket for it. */
const third = new Account('151515151515');
const BUCKET = 'amzn-s3-demo-log-archive';
const OTHER_BUCKET = 'amzn-s3-demo-other-archive';
const ORGANIZATION = 'o-a1b2c3d4e5';
const ACCOUNTS = ['444455556666', '777788889999'];
const OLD_ACCOUNT = '333322221111';
/** It has logs in all folders, and the audit doesn't cover it. */
const STRANGER = '999988887777';
const DAY = '2026/11/17';
const ORGANIZATION_PATH = `audit/AWSLogs/${ORGANIZATION}`;

const archive = owner.cdk('test/deployment/apps/log-archive.ts');
const variables = {
  LOG_BUCKET: BUCKET,
  LOG_ACCOUNT: owner.id,
  ORGANIZATION,
  ACCOUNTS: ACCOUNTS.join(','),
  OLD_ACCOUNT,
};
const filesOf = (...accounts: string[]): LogFile[] => [
  ...generateLogFiles({ accounts, regions: [REGION], days: [DAY] }),
];
const folderOf = (path: string, account: string) => `${path}/${account}/CloudTrail/${REGION}/${DAY}/`;
const FOLDERS = [...ACCOUNTS.map((account) => folderOf(ORGANIZATION_PATH, account)), folderOf('AWSLogs', OLD_ACCOUNT)];
const LOG = `${FOLDERS[0]}${ACCOUNTS[0]}_CloudTrail_${REGION}_20261117T0000Z_0000000000000000.json.gz`;
const OTHER_KEYS = [
  'elsewhere',
  `${folderOf(ORGANIZATION_PATH, STRANGER)}log.json.gz`,
  `${folderOf('AWSLogs', STRANGER)}log.json.gz`,
  // The organization's account in the folder of the accounts, and the other way round.
  `${folderOf('AWSLogs', ACCOUNTS[0])}log.json.gz`,
  `${folderOf(ORGANIZATION_PATH, OLD_ACCOUNT)}log.json.gz`,
  `${folderOf('audit/AWSLogs/o-0000000000', ACCOUNTS[0])}log.json.gz`,
  `AWSLogs/${OLD_ACCOUNT}/CloudTrail-Digest/${REGION}/${DAY}/digest.json.gz`,
  `AWSLogs/${OLD_ACCOUNT}/Config/${REGION}/${DAY}/history.json.gz`,
];

let audit: DeployedAudit;
let analyst: Account;
let administrator: Account;
let visitor: Account;

type Call = (caller: Account) => Promise<unknown>;

async function readObject({ s3 }: Account, Key: string, Bucket = BUCKET): Promise<string> {
  return (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
}

function list({ s3 }: Account, Prefix?: string, Bucket = BUCKET): Promise<unknown> {
  return s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
}

const NEEDED: [string, Call][] = [
  ['find the bucket', ({ s3 }) => s3.send(new GetBucketLocationCommand({ Bucket: BUCKET }))],
  ...FOLDERS.map((folder): [string, Call] => [`list ${folder}`, (caller) => list(caller, folder)]),
  ['read a log', (caller) => readObject(caller, LOG)],
];

const FORBIDDEN: [string, Call][] = [
  ...OTHER_KEYS.map((key): [string, Call] => [`read ${key}`, (caller) => readObject(caller, key)]),
  ...[undefined, 'AWSLogs/', `${ORGANIZATION_PATH}/`, `AWSLogs/${OLD_ACCOUNT}/`, folderOf('AWSLogs', STRANGER)].map(
    (prefix): [string, Call] => [`list ${prefix ?? 'all'}`, (caller) => list(caller, prefix)],
  ),
  ['read another bucket', (caller) => readObject(caller, LOG, OTHER_BUCKET)],
  ['list another bucket', (caller) => list(caller, FOLDERS[0], OTHER_BUCKET)],
  ['put a log', ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${LOG}x`, Body: 'x' }))],
  ['overwrite a log', ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: LOG, Body: 'x' }))],
  ['delete a log', ({ s3 }) => s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: LOG }))],
  [
    'delete logs at once',
    ({ s3 }) => s3.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects: [{ Key: LOG }] } })),
  ],
  ['read the ACL', ({ s3 }) => s3.send(new GetBucketAclCommand({ Bucket: BUCKET }))],
  ['read the policy', ({ s3 }) => s3.send(new GetBucketPolicyCommand({ Bucket: BUCKET }))],
  ['change the policy', ({ s3 }) => s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: '{}' }))],
  ['delete the policy', ({ s3 }) => s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }))],
  ['delete the bucket', ({ s3 }) => s3.send(new DeleteBucketCommand({ Bucket: BUCKET }))],
];

/** What the caller's own policies don't allow is refused with these words, and what the bucket's doesn't with two. */
async function expectDenied(call: Promise<unknown>, by: 'own policies' | 'the bucket'): Promise<void> {
  const message = by === 'the bucket' ? /^Access Denied$/ : /is not authorized to perform/;
  await expect(call).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(message) as string,
  });
}

/** What the audit tells the bucket's owner, all tables together. */
async function statementsForOwner(): Promise<string> {
  const { Stacks } = await reader.cloudFormation.send(new DescribeStacksCommand({ StackName: 'LogReader' }));
  const outputs = Stacks![0].Outputs!.filter(({ OutputKey }) => OutputKey!.includes('LogBucketStatements'));
  expect(outputs).toHaveLength(2);
  return JSON.stringify(outputs.flatMap(({ OutputValue }) => JSON.parse(OutputValue!) as object[]));
}

beforeAll(async () => {
  // GIVEN an archive with logs, and in another account an audit over them
  await archive.bootstrap();
  await archive.deploy({ LOG_BUCKET: BUCKET });
  const folder = owner.newFolder();
  writeLogFiles(folder, filesOf(...ACCOUNTS), ORGANIZATION_PATH);
  writeLogFiles(folder, filesOf(OLD_ACCOUNT));
  await upload(owner, folder, BUCKET, '');
  await owner.s3.send(new CreateBucketCommand({ Bucket: OTHER_BUCKET }));
  for (const [Bucket, Key] of [...OTHER_KEYS.map((key) => [BUCKET, key]), [OTHER_BUCKET, LOG]]) {
    await owner.s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
  }
  const cdk = reader.cdk('test/deployment/apps/log-reader.ts');
  await cdk.bootstrap();
  await cdk.deploy(variables);
  audit = await DeployedAudit.in(reader, 'LogReader');
  [analyst, administrator, visitor] = await Promise.all(
    ['analyst', 'administrator', 'visitor'].map((role) => reader.as(role)),
  );
});

test('all of it is there to be done, by the owner', async () => {
  for (const [name, call] of [...NEEDED, ...FORBIDDEN]) {
    if (/^(find|list|read)/.test(name)) {
      await call(owner);
    }
  }
});

describe('before the owner has added the statements', () => {
  test.each(NEEDED)('an analyst cannot %s', async (_, call) => {
    await expectDenied(call(analyst), 'the bucket');
  });

  test.each(NEEDED)('an administrator cannot %s', async (_, call) => {
    await expectDenied(call(administrator), 'the bucket');
  });
});

describe('once the owner has added the statements', () => {
  beforeAll(async () => {
    // WHEN
    await archive.deploy({ LOG_BUCKET: BUCKET, STATEMENTS: await statementsForOwner() });
  });

  test.each(NEEDED)('an analyst can %s', async (_, call) => {
    await call(analyst);
  });

  test.each(NEEDED)('whoever may do anything in that account can %s', async (_, call) => {
    await call(administrator);
  });

  test.each(NEEDED)('a visitor cannot %s', async (_, call) => {
    await expectDenied(call(visitor), 'own policies');
  });

  test.each(NEEDED)('a third account cannot %s', async (_, call) => {
    await expectDenied(call(third), 'the bucket');
  });

  test.each(FORBIDDEN)('an analyst cannot %s', async (_, call) => {
    await expectDenied(call(analyst), 'own policies');
  });

  test.each(FORBIDDEN)('whoever may do anything in that account cannot %s', async (_, call) => {
    await expectDenied(call(administrator), 'the bucket');
  });

  test('a saved query answers over what the analyst can list and read', async () => {
    // GIVEN
    const folder = reader.newFolder();
    for (const prefix of FOLDERS) {
      await download(analyst, BUCKET, folder, prefix);
    }
    const tables = (await audit.tables()).map(asGlueTable);
    const query = AuditQuery.SIGV2_REQUESTS;
    const saved = (await namedQueries(reader, audit.workgroup)).find(({ Name }) => Name === query.queryName)!;
    const engine = await DuckDBEngine.open({ tables, folderOf: () => folder, today: DAY });

    // WHEN
    const answer = await engine.run(saved.QueryString!).finally(() => engine.close());

    // THEN
    const events = filedRecords(filesOf(...ACCOUNTS, OLD_ACCOUNT));
    expect(answer.rows).not.toHaveLength(0);
    answerOf(query, events, { firstDay: DAY, lastDay: DAY }, {}).check(answer);
  });
});
