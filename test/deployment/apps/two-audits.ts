import { App, Stack } from 'aws-cdk-lib';
import { S3AuditTrail } from '../../../lib/index';

/** Two audits in two stacks, and three in one, of which two share a database. */
const app = new App();
new S3AuditTrail(new Stack(app, 'One'), 'Audit');
new S3AuditTrail(new Stack(app, 'Two'), 'Audit');
const both = new Stack(app, 'Both');
const { database } = new S3AuditTrail(both, 'First');
new S3AuditTrail(both, 'Second');
new S3AuditTrail(both, 'Third', { database });
