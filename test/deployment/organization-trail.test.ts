import { GetTrailCommand, GetTrailStatusCommand, type Trail } from '@aws-sdk/client-cloudtrail';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { Account, REGION } from './account';
import { DeployedAudit } from './deployed-audit';
import { StackResources } from './stack-resources';

const account = new Account('121212121212');
const cdk = account.cdk('test/deployment/apps/organization-trail.ts');

let organization: string;
let audit: DeployedAudit;
let trail: Trail;

beforeAll(async () => {
  // GIVEN an organization
  const made = account.cdk('test/deployment/apps/organization.ts');
  await made.bootstrap();
  await made.deploy();
  organization = (await StackResources.of(account, 'Organization')).only('AWS::Organizations::Organization');

  // WHEN
  await cdk.deploy({ ORGANIZATION: organization });
  audit = await DeployedAudit.in(account);
  trail = (await account.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }))).Trail!;
});

test('the trail records the organization', async () => {
  const status = await account.cloudTrail.send(new GetTrailStatusCommand({ Name: audit.trailName }));
  expect(trail).toMatchObject({ IsOrganizationTrail: true, IsMultiRegionTrail: true, S3BucketName: audit.logBucket });
  expect(status.IsLogging).toBe(true);
});

test('the bucket’s policy lets this trail deliver, for its own account and for the organization, and nobody else', async () => {
  const { Policy } = await account.s3.send(new GetBucketPolicyCommand({ Bucket: audit.logBucket }));
  const { Statement } = JSON.parse(Policy!) as { Statement: { Effect: string }[] };
  const arn = `arn:aws:s3:::${audit.logBucket}`;
  const trailArn = `arn:aws:cloudtrail:${REGION}:${account.id}:trail/${audit.trailName}`;
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const delivery = (owner: string) => ({
    Effect: 'Allow',
    Principal,
    Action: 's3:PutObject',
    Resource: `${arn}/AWSLogs/${owner}/*`,
    Condition: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  });
  expect(trail.TrailARN).toBe(trailArn);
  expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([
    {
      Effect: 'Allow',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: arn,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    },
    delivery(account.id),
    delivery(organization),
  ]);
});

test('queries see the accounts in the organization’s folder', async () => {
  const { StorageDescriptor, Parameters } = await audit.table();
  const folder = `s3://${audit.logBucket}/AWSLogs/${organization}/`;
  expect(StorageDescriptor!.Location).toBe(folder);
  expect(Parameters).toMatchObject({
    'projection.account.values': `${account.id},444455556666`,
    'storage.location.template': `${folder}\${account}/CloudTrail/\${region}/\${day}/`,
  });
});

test('cdk diff finds no difference, and the audit can be destroyed', async () => {
  expect(await cdk.requireNoDifference({ ORGANIZATION: organization })).toContain('There were no differences');
  await cdk.destroy({ ORGANIZATION: organization });
  await expect(account.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }))).rejects.toThrow(/Unknown/);
});
