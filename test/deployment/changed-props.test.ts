import { CreateDatabaseCommand } from '@aws-sdk/client-glue';
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { changeNamed, updateOf } from '../../updates/changed-props';
import { Account, REGION } from './account';
import { AuditInUse } from './audit-in-use';
import { DeployedAudit } from './deployed-audit';
import { StackResources } from './stack-resources';
import { effectsOf, expectedEffects } from './update-effects';

const account = new Account('171717171717');
const cdk = account.cdk('test/deployment/apps/changed-prop.ts');

/** The changes of the default audit that do most. */
const CHANGES = [
  'S3AuditTrail.trailName: a name',
  'S3AuditTrail.logStorage: a bucket of yours',
  'S3AuditTrail.database: one of yours',
  'S3AuditTrail.tableName: a name',
  'S3AuditTrail.workgroup: another of ours',
  'LogStorage.newBucket.objectLock: 30 days',
];

/** A bucket and a database that are there before the audit, as the changes call them. */
async function makeYours(trailName: string): Promise<void> {
  await account.s3.send(new CreateBucketCommand({ Bucket: 'amzn-s3-demo-yours' }));
  await account.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'yours' } }));
  // So that CloudTrail may deliver to it.
  const Condition = {
    StringEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:${REGION}:${account.id}:trail/${trailName}` },
  };
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const Resource = 'arn:aws:s3:::amzn-s3-demo-yours';
  const Statement = [
    { Effect: 'Allow', Principal, Condition, Resource, Action: 's3:GetBucketAcl' },
    { Effect: 'Allow', Principal, Condition, Resource: `${Resource}/AWSLogs/${account.id}/*`, Action: 's3:PutObject' },
  ];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await account.s3.send(new PutBucketPolicyCommand({ Bucket: 'amzn-s3-demo-yours', Policy }));
}

beforeAll(async () => {
  await cdk.bootstrap();
  await cdk.deploy({ CHANGE: CHANGES[0] });
  await makeYours((await DeployedAudit.in(account)).trailName);
});

describe.each(CHANGES)('%s', (CHANGE) => {
  let inUse: AuditInUse;
  let objects: Map<string, string>;
  beforeAll(async () => {
    // GIVEN the default audit, whose buckets may be new ones since the change before
    inUse = await AuditInUse.of(account);
    objects = await inUse.objects();
    expect(objects.size).toBeGreaterThanOrEqual(3);
  });

  test.each(['after', 'before'])(
    'the audit of %s: the update does what the schemas say, and every object stays',
    async (WHEN) => {
      // WHEN
      const was = await StackResources.of(account, 'S3AuditTrail');
      await cdk.deploy({ CHANGE, WHEN });
      const is = await StackResources.of(account, 'S3AuditTrail');

      // THEN
      const updates = updateOf(changeNamed(CHANGE), { back: WHEN === 'before' });
      expect(effectsOf(was, is)).toEqual(expectedEffects(updates));
      expect(await inUse.objects()).toEqual(objects);
    },
  );
});
