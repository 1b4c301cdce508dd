import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { S3AuditTrail } from '../../../lib/index';

/** An audit, one who may run its queries, one who may read its logs, one who may read how it is set up, and one who may not. */
const stack = new Stack(new App(), 'S3AuditTrail');
const audit = new S3AuditTrail(stack, 'Audit');
const assumedBy = new iam.AccountRootPrincipal();
audit.grants.runQueries(new iam.Role(stack, 'Analyst', { roleName: 'analyst', assumedBy }));
audit.grants.readLogs(new iam.Role(stack, 'Investigator', { roleName: 'investigator', assumedBy }));
audit.grants.readConfiguration(new iam.Role(stack, 'Auditor', { roleName: 'auditor', assumedBy }));
new iam.Role(stack, 'Visitor', { roleName: 'visitor', assumedBy });
