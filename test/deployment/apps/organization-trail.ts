import { App, Stack } from 'aws-cdk-lib';
import { AuditedAccounts, S3AuditTrail } from '../../../lib/index';

/** An audit of all accounts of an organization, in its management account. */
const stack = new Stack(new App(), 'S3AuditTrail');
new S3AuditTrail(stack, 'Audit', {
  organizationId: process.env.ORGANIZATION,
  accounts: AuditedAccounts.of([process.env.CDK_DEFAULT_ACCOUNT!, '444455556666']),
});
