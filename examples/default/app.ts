import { App, Stack } from 'aws-cdk-lib';
import { S3AuditTrail } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit');
new S3AuditTrail(stack, 'Audit');
app.synth();
