import { App, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { QueryPack, S3AuditTrail } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit');

new S3AuditTrail(stack, 'Audit', {
  queries: QueryPack.ALL,
  managementEvents: cloudtrail.ReadWriteType.WRITE_ONLY, // for QueryPack.CONFIGURATION
  expectedNetworks: ['192.0.2.0/24', '2001:db8::/32'],
  expectedPrincipals: [stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'app' })],
});
