import { App, CfnOutput, Stack } from 'aws-cdk-lib';
// The file and not its folder, which would stand for what was last compiled.
import { S3AuditTrail } from '../lib/index';

const stack = new Stack(new App(), 'S3AuditTrail', {
  description: 'Who touched which object in S3, how, and with which signature',
});
const audit = new S3AuditTrail(stack, 'Audit');
const { workgroupName } = audit.workgroup;

new CfnOutput(stack, 'Trail', { value: audit.trail.trailName });
new CfnOutput(stack, 'LogBucket', { value: audit.logBucket.bucketName });
new CfnOutput(stack, 'Workgroup', { value: workgroupName });
new CfnOutput(stack, 'ResultsBucket', { value: audit.workgroup.resultsBucket!.bucketName });
new CfnOutput(stack, 'Database', { value: audit.database.databaseName });
new CfnOutput(stack, 'Table', { value: audit.table.table.tableName });
new CfnOutput(stack, 'SavedQueries', {
  description: 'The saved queries in the console (partition aws); choose the workgroup there',
  value: `https://${stack.region}.console.aws.amazon.com/athena/home?region=${stack.region}#/query-editor/saved-queries`,
});
new CfnOutput(stack, 'RunQuery', {
  description: 'Runs a query over today (UTC); aws athena get-query-results shows the answer',
  value:
    `aws athena start-query-execution --region ${stack.region} --work-group ${workgroupName} ` +
    `--query-string "EXECUTE sigv2_requests USING '$(date -u +%Y/%m/%d)', '$(date -u +%Y/%m/%d)'"`,
});
