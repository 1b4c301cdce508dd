import { App, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { QueryPack, S3AuditTrail } from '../../../lib/index';
import { inputsOf } from '../../answers/inputs';

/** The app of `bin/` with all queries, each with a value for its inputs. */
const { CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION } = process.env;
const stack = new Stack(new App(), 'S3AuditTrail');
new S3AuditTrail(stack, 'Audit', {
  managementEvents: cloudtrail.ReadWriteType.ALL,
  queries: QueryPack.ALL.map((query) => query.withInputs(inputsOf(query, [CDK_DEFAULT_ACCOUNT!], CDK_DEFAULT_REGION!))),
});
