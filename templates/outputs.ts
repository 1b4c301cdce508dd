import { CfnOutput, Stack } from 'aws-cdk-lib';
import { AuditQuery, type S3Audit, type S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import type { QueryParameters } from './query-parameters';

/** What the app of `bin/` says, too, of an audit. */
export function addOutputs(audit: S3Audit | S3AuditTrail, queries: QueryParameters): void {
  const stack = Stack.of(audit);
  const { workgroupName } = audit.workgroup;
  const [table] = 'tables' in audit ? audit.tables : [audit.table];
  if ('trail' in audit) {
    new CfnOutput(stack, 'Trail', { value: audit.trail.trailName });
    new CfnOutput(stack, 'LogBucket', { value: audit.logBucket.bucketName });
  }
  new CfnOutput(stack, 'Workgroup', { value: workgroupName });
  new CfnOutput(stack, 'ResultsBucket', { value: audit.workgroup.resultsBucket!.bucketName });
  new CfnOutput(stack, 'Database', { value: audit.database.databaseName });
  new CfnOutput(stack, 'Table', { value: table.table.tableName });
  new CfnOutput(stack, 'SavedQueries', {
    description: 'The saved queries in the console (partition aws); choose the workgroup there',
    value: `https://${stack.region}.console.aws.amazon.com/athena/home?region=${stack.region}#/query-editor/saved-queries`,
  });
  new CfnOutput(stack, 'RunQuery', {
    description: 'Runs a query over today (UTC); aws athena get-query-results shows the answer',
    condition: queries.saves(AuditQuery.SIGV2_REQUESTS),
    value:
      `aws athena start-query-execution --region ${stack.region} --work-group ${workgroupName} ` +
      `--query-string "EXECUTE sigv2_requests USING '$(date -u +%Y/%m/%d)', '$(date -u +%Y/%m/%d)'"`,
  });
}
