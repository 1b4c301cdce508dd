import { Duration, type Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditWorkgroup,
  AuditedAccounts,
  AuditedRegions,
  DataEvents,
  LogStorage,
  QueryPack,
  QueryResults,
  type S3AuditTrailProps,
} from '../lib/index'; // not '../lib': see bin/

/** Audits as they may be deployed, whose templates are kept of each release. */
export const VARIANTS: Readonly<Record<string, (stack: Stack) => S3AuditTrailProps>> = {
  default: () => ({}),
  'management-events': () => ({
    managementEvents: cloudtrail.ReadWriteType.ALL,
    queries: [...QueryPack.CONFIGURATION, ...QueryPack.SIGNATURES],
  }),
  regions: (stack) => ({
    regions: AuditedRegions.of(['eu-west-1', 'us-east-1']),
    logStorage: LogStorage.newBucket({ retention: Duration.days(90) }),
    dataEvents: DataEvents.buckets([{ bucket: s3.Bucket.fromBucketName(stack, 'Invoices', 'amzn-s3-demo-invoices') }]),
    workgroup: new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.athenaManaged() }),
    trailName: 's3-audit',
  }),
  'all-yours': (stack) => ({
    logStorage: LogStorage.inBucket(new s3.Bucket(stack, 'Logs'), { prefix: 'audit' }),
    database: new glue.Database(stack, 'Glue', { databaseName: 'security' }),
    workgroup: AuditWorkgroup.fromWorkgroupName(
      new athena.CfnWorkGroup(stack, 'Athena', { name: 'security' }).ref,
      QueryResults.inBucket(new s3.Bucket(stack, 'Results')),
    ),
  }),
  organization: () => ({
    organizationId: 'o-a1b2c3d4e5',
    accounts: AuditedAccounts.of(['111122223333', '444455556666']),
  }),
};
