import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditQuery, LogStorage, RequestStorage, type RequestTable, S3AuditTrail } from '../../../lib/index';

/**
 * An audit whose queries ask for all of nine days, from the logs and, where it has a request table, from that, too. The
 * table is a new one, or one that a deployment before left. Beside it is a role that looks at what the load wrote.
 */
const { TABLE, FIRST_DAY, LOG_BUCKET, TABLE_BUCKET, DATABASE, FORBIDDEN } = process.env;
const ALL = 'SELECT * FROM s3_requests ORDER BY event_id';
const app = new App();
const stack = new Stack(app, 'S3AuditTrail');
const audit = new S3AuditTrail(stack, 'Audit', {
  logStorage: LOG_BUCKET ? LogStorage.inBucket(s3.Bucket.fromBucketName(stack, 'Logs', LOG_BUCKET)) : undefined,
  queries: [AuditQuery.fromText('from-logs', ALL)],
  window: Duration.days(9),
});
if (TABLE !== 'none') {
  const requestTable = audit.addRequestTable({ firstDay: FIRST_DAY, storage: TABLE === 'kept' ? kept() : undefined });
  audit.addQuery(AuditQuery.fromText('from-table', ALL), { reads: requestTable });
  forbid(requestTable);
}

function kept(): RequestStorage {
  return RequestStorage.ofDatabase(DATABASE!, s3.Bucket.fromBucketName(stack, 'Requests', TABLE_BUCKET!));
}

/** Takes what allows the actions of a service away from the role of the load. */
function forbid({ stateMachine }: RequestTable): void {
  const policy = (stateMachine.role as iam.Role).node.findChild('DefaultPolicy') as iam.Policy;
  const { Statement } = policy.document.toJSON() as { Statement: { Action: string | string[] }[] };
  (policy.node.defaultChild as iam.CfnPolicy).policyDocument = {
    Version: '2012-10-17',
    Statement: Statement.filter(({ Action }) => ![Action].flat().some((action) => action.startsWith(`${FORBIDDEN}:`))),
  };
}

const observer = new Stack(app, 'Observer');
new iam.Role(observer, 'Role', {
  roleName: 'observer',
  assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
  inlinePolicies: {
    Look: new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({
          actions: [
            'cloudwatch:GetMetricStatistics',
            'dynamodb:GetItem',
            'dynamodb:UpdateItem',
            'sqs:DeleteMessage',
            'sqs:ReceiveMessage',
          ],
          resources: ['*'],
        }),
      ],
    }),
  },
});
