import { App, Stack } from 'aws-cdk-lib';
import { changeNamed } from '../../../updates/changed-props';

/** The audit before a change, or after it. */
const stack = new Stack(new App(), 'S3AuditTrail');
const { before, after } = changeNamed(process.env.CHANGE!);
(process.env.WHEN === 'after' ? after : before)(stack);
