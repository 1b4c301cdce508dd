import * as iam from 'aws-cdk-lib/aws-iam';
import { DataEventTrail } from './data-event-trail';

/**
 * What reads how a trail is set up, and whether it delivers.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_cloudtrail.html
 */
const READ_TRAIL_ACTIONS = [
  'cloudtrail:GetEventConfiguration',
  'cloudtrail:GetEventSelectors',
  'cloudtrail:GetInsightSelectors',
  'cloudtrail:GetTrail',
  'cloudtrail:GetTrailStatus',
  'cloudtrail:ListTags',
];

/** Lets somebody read how a trail is set up, and of no other one. */
export function grantReadTrail(trail: DataEventTrail, grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee, actions: READ_TRAIL_ACTIONS, resourceArns: [trail.trailArn] });
}

/**
 * Lets somebody look up what `aws cloudtrail validate-logs` does besides files: the trail among all of them, the public keys
 * that digests are signed with, and of an organization its id. IAM knows no resource for any of it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html
 */
export function grantValidate(grantee: iam.IGrantable, ofOrganization: boolean): iam.Grant {
  const actions = [
    'cloudtrail:DescribeTrails',
    'cloudtrail:ListPublicKeys',
    ...(ofOrganization ? ['organizations:DescribeOrganization'] : []),
  ];
  return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: ['*'] });
}
