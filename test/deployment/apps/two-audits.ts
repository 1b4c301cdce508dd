import { App, Stack } from 'aws-cdk-lib';
import { S3AuditTrail } from '../../../lib/index';

/** Two audits in two stacks, and two in one. */
const app = new App();
new S3AuditTrail(new Stack(app, 'One'), 'Audit');
new S3AuditTrail(new Stack(app, 'Two'), 'Audit');
const both = new Stack(app, 'Both');
new S3AuditTrail(both, 'First');
new S3AuditTrail(both, 'Second');
