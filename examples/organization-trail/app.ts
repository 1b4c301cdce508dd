import { App, Stack } from 'aws-cdk-lib';
import { AuditedAccounts, S3AuditTrail } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit'); // in the management account

new S3AuditTrail(stack, 'Audit', {
  organizationId: 'o-a1b2c3d4e5',
  accounts: AuditedAccounts.injected({ saved: ['111122223333', '444455556666'] }),
});
