import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, CfnPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Intrinsics } from '../engine/template/intrinsics';
import type { JsonObject } from '../engine/template/json';
import { S3AuditTrail } from '../lib/index'; // not '../lib': see bin/

/** What a plain template calls the resources that the policy is about: outputs, or names that are always the same. */
const NAMES: [logicalId: RegExp, name: string][] = [
  [/^AuditLogBucket/, 'LOG_BUCKET'],
  [/^AuditWorkgroupResults/, 'RESULTS_BUCKET'],
  [/^AuditWorkgroup/, 'WORKGROUP'],
  [/^AuditDatabase/, 'DATABASE'],
  [/^AuditTable/, 'cloudtrail_logs'],
  [/^AuditRequestsView/, 's3_requests'],
];

/** The policy of somebody who runs the queries of a plain template: what `grants.runQueries` grants. */
export function analystPolicy(): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const role = new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() });
  new S3AuditTrail(stack, 'Audit').grants.runQueries(role);
  const template = Template.fromStack(stack);
  const [policy] = Object.values(template.findResources(CfnPolicy.CFN_RESOURCE_TYPE_NAME)) as {
    Properties: { PolicyDocument: JsonObject };
  }[];
  const intrinsics = new Intrinsics(template.toJSON(), { account: 'ACCOUNT', region: 'REGION' }, reference);
  return JSON.stringify(intrinsics.resolve(policy.Properties.PolicyDocument), undefined, 2);
}

function reference(id: string, attribute?: string): string {
  const [, name] = NAMES.find(([logicalId]) => logicalId.test(id)) ?? [];
  if (name === undefined) {
    throw new Error(`The policy names ${id}, for which a plain template has no name`);
  }
  return attribute === 'Arn' ? `arn:aws:s3:::${name}` : name;
}
