import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { requireSamePlace } from '../core/same-place';
import { invalid } from '../core/validation';

/**
 * The role by which CloudTrail writes a trail's events to a log group: to the streams of this account, or organization, alone.
 *
 * @throws if the log group is in another account or region, or of a class that takes no events
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function logGroupRole(trail: Construct, logGroup: logs.ILogGroup, organizationId?: string): iam.Role {
  const stack = Stack.of(trail);
  requireSamePlace('logGroup', logGroup, trail);
  const resource = logGroup.node.defaultChild;
  if (logs.CfnLogGroup.isCfnLogGroup(resource) && resource.logGroupClass === logs.LogGroupClass.DELIVERY.toString()) {
    invalid(
      'logGroup',
      `${logGroup.node.path} of class DELIVERY`,
      'a log group of class STANDARD or INFREQUENT_ACCESS',
    );
  }
  const role = new iam.Role(trail, 'LogGroupRole', {
    assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
    description: 'Writes the events of a trail to CloudWatch Logs',
  });
  const streams = [
    `${stack.account}_CloudTrail_${stack.region}*`,
    ...(organizationId === undefined ? [] : [`${organizationId}_*`]),
  ];
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: streams.map((stream) =>
        stack.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: `${logGroup.logGroupName}:log-stream:${stream}`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ),
    }),
  );
  return role;
}
