import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { S3AuditTrail } from '../../../lib/index';

/** An audit, someone who may run its queries, and someone who may not. */
const stack = new Stack(new App(), 'S3AuditTrail');
const audit = new S3AuditTrail(stack, 'Audit');
const assumedBy = new iam.AccountRootPrincipal();
audit.grants.runQueries(new iam.Role(stack, 'Analyst', { roleName: 'analyst', assumedBy }));
new iam.Role(stack, 'Visitor', { roleName: 'visitor', assumedBy });
