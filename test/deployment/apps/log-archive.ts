import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** The account that keeps all logs, and the statements that others have asked it for. */
const stack = new Stack(new App(), 'LogArchive');
const bucket = new s3.Bucket(stack, 'Logs', {
  bucketName: process.env.LOG_BUCKET,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
for (const statement of JSON.parse(process.env.STATEMENTS ?? '[]') as object[]) {
  bucket.addToResourcePolicy(iam.PolicyStatement.fromJson(statement));
}
