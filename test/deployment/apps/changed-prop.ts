import { App, Stack } from 'aws-cdk-lib';
import { S3AuditTrail } from '../../../lib/index';
import { changeNamed } from '../../../updates/changed-props';

/** The audit before a change, or after it. */
const stack = new Stack(new App(), 'S3AuditTrail');
const { before, after } = changeNamed(process.env.CHANGE!);
new S3AuditTrail(stack, 'Audit', (process.env.WHEN === 'after' ? after : before)(stack));
