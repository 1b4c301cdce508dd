import { App, Stack } from 'aws-cdk-lib';
import { AuditWorkgroup, QueryResults, S3AuditTrail } from '../../../lib/index';

/** An audit whose results go to a new bucket, or to Athena's own storage. */
const stack = new Stack(new App(), 'S3AuditTrail');
const results = process.env.RESULTS === 'athena' ? QueryResults.athenaManaged() : QueryResults.newBucket();
new S3AuditTrail(stack, 'Audit', { workgroup: new AuditWorkgroup(stack, 'Workgroup', { results }) });
