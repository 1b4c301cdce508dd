import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { auditTemplate } from '../../updates/audit-template';
import { type Template, stackUpdate } from '../../updates/stack-update';
import { Account } from './account';
import { AuditInUse } from './audit-in-use';
import { DeployedAudit } from './deployed-audit';
import { effectsOf, expectedEffects } from './update-effects';

const RELEASES = join(__dirname, '../updates/releases');

test.each([
  ['0.1.0', '181818181818'],
  ['0.2.0', '191919191919'],
])('an audit of %s is updated to today’s: as the schemas say, and with every object', async (RELEASE, id) => {
  // GIVEN
  const account = new Account(id);
  const cdk = account.cdk('test/deployment/apps/released-audit.ts');
  await cdk.bootstrap();
  await cdk.deploy({ RELEASE });
  const inUse = await AuditInUse.of(account);
  const objects = await inUse.objects();
  expect(objects.size).toBe(3);

  // WHEN
  await cdk.deploy();
  const audit = await DeployedAudit.in(account);

  // THEN
  const deployed = JSON.parse(readFileSync(join(RELEASES, RELEASE, 'default.json'), 'utf8')) as Template;
  const updates = stackUpdate(deployed, auditTemplate());
  expect(effectsOf(inUse.audit.resources, audit.resources)).toEqual(expectedEffects(updates));
  expect(await inUse.objects()).toEqual(objects);
  expect([audit.logBucket, audit.resultsBucket]).toEqual([inUse.audit.logBucket, inUse.audit.resultsBucket]);
  const status = await account.cloudTrail.send(new GetTrailStatusCommand({ Name: audit.trailName }));
  expect(status.IsLogging).toBe(true);
});
