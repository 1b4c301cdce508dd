import { Aws, type CfnParameter, CfnRule } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { JsonObject } from '../engine/template/json';
import { AuditedAccounts, LogLocation, QueryPack, S3Audit } from '../lib/index'; // not '../lib': see bin/
import {
  forRegion,
  giveNames,
  given,
  givenOr,
  isGiven,
  nameParameter,
  regionsParameter,
  windowParameter,
} from './audit-parameters';
import { eitherTemplate } from './either-template';
import { addOutputs } from './outputs';
import { PATTERNS } from './patterns';
import { QueryParameters } from './query-parameters';
import { TemplateStack } from './template-stack';

const LOGS = 'The log files';

/** What the path of the log files consists of. */
interface Path {
  readonly hasPrefix: boolean;
  readonly hasOrganization: boolean;
}

/** The template of an audit over log files that exist. */
export function existingLogsTemplate(): JsonObject {
  const [with_, without] = [true, false].map((hasOrganization) =>
    eitherTemplate(
      'HasPrefix',
      variant({ hasPrefix: true, hasOrganization }),
      variant({ hasPrefix: false, hasOrganization }),
    ),
  );
  return eitherTemplate('HasOrganizationId', with_, without);
}

/** The audit, as it is with such a path. */
function variant({ hasPrefix, hasOrganization }: Path): JsonObject {
  const stack = new TemplateStack(
    'Who touched which object in S3, how, and with which signature, by log files that exist',
  );
  const name = nameParameter(stack, 's3-audit', 'workgroup, and of its database, with underscores');
  const bucketName = stack.parameter('LogBucketName', {
    group: LOGS,
    label: 'Bucket',
    description: 'Name of the bucket that a trail delivers to, of this account or another.',
    allowedPattern: `^${PATTERNS.bucketName}$`,
    constraintDescription: "must be the name of a bucket, without 's3://' or 'arn:'",
  });
  const prefix = stack.parameter('Prefix', {
    group: LOGS,
    label: 'Prefix',
    description:
      "What the trail puts before AWSLogs/ in the bucket, empty for none. Control Tower's puts the id of the organization there.",
    default: '',
    allowedPattern: PATTERNS.prefix,
    maxLength: 200,
    constraintDescription:
      "must be letters, digits and !-_.'() with single slashes between them, none at its ends, and no AWSLogs",
  });
  const organizationId = stack.parameter('OrganizationId', {
    group: LOGS,
    label: 'Organization',
    description:
      "The organization whose trail delivers, such as o-a1b2c3d4e5. Empty where an account's own trail does.",
    default: '',
    allowedPattern: PATTERNS.organizationId,
    constraintDescription: "must be an organization's id, such as o-a1b2c3d4e5",
  });
  const accounts = stack.parameter('Accounts', {
    group: LOGS,
    label: 'Accounts',
    description:
      'Accounts whose events queries can see, with commas and no spaces between them, 315 at most: CloudFormation takes no ' +
      "longer text. Empty for the stack's own; of an organization they must be given.",
    default: '',
    allowedPattern: PATTERNS.accounts,
    constraintDescription: 'must be ids of 12 digits, each once, with commas and no spaces between them',
  });
  const firstDay = stack.parameter('FirstDay', {
    group: LOGS,
    label: 'First day',
    description:
      "The first day (UTC) that queries can see. By default the one on which CloudTrail's data events for S3 began.",
    default: '2016/11/21',
    allowedPattern: PATTERNS.day,
    constraintDescription: 'must be a day of the calendar from 2000 to 2099, as yyyy/MM/dd',
  });
  isGiven(stack, prefix);
  isGiven(stack, organizationId);
  requireAccounts(stack, organizationId, accounts);
  const regions = regionsParameter(stack);
  const window = windowParameter(stack);
  const queries = new QueryParameters(stack);
  const bucket = s3.Bucket.fromBucketName(stack, 'Logs', bucketName.valueAsString);
  const options = {
    prefix: hasPrefix ? prefix.valueAsString : undefined,
    accounts: AuditedAccounts.of([givenOr(stack, accounts, Aws.ACCOUNT_ID)]),
    regions: regions.audited,
    firstDay: firstDay.valueAsString,
  };
  const audit = new S3Audit(stack, 'Audit', {
    logs: [
      hasOrganization
        ? LogLocation.ofOrganization(bucket, organizationId.valueAsString, options)
        : LogLocation.ofAccounts(bucket, options),
    ],
    window,
    expectedNetworks: queries.expectedNetworks,
    expectedPrincipals: queries.expectedPrincipals,
    queries: forRegion(QueryPack.ALL, regions.asked),
  });
  giveNames(audit, name);
  queries.decide(audit.savedQueries);
  addOutputs(audit, queries);
  return stack.toTemplate();
}

/** An organization's accounts aren't known to the template; the stack's own would be one of many. */
function requireAccounts(stack: TemplateStack, organizationId: CfnParameter, accounts: CfnParameter): void {
  new CfnRule(stack, 'OrganizationHasAccounts', {
    ruleCondition: given(organizationId),
    assertions: [
      { assert: given(accounts), assertDescription: 'OrganizationId needs Accounts: those that queries see' },
    ],
  });
}
