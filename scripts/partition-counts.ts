import { App, Duration, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditQuery, AuditedAccounts, AuditedRegions, LogLocation, S3Audit } from '../lib/index'; // not '../lib': see bin/
import { code } from './markdown';

const REGION = 'eu-west-1';
const ACCOUNTS = Array.from({ length: 1000 }, (_, index) => String(100_000_000_000 + index));
/** What an account has without opting into more. */
const BY_DEFAULT = [
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
  ...['ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1'],
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
];
const TWO = "AuditedRegions.of(['eu-west-1', 'us-east-1'])";

/** Ways to ask an organization of 1,000 accounts, and how many partitions a saved query then reads at most. */
export function partitionCounts(): string[][] {
  const all = AuditedAccounts.of(ACCOUNTS);
  const two = AuditedRegions.of([REGION, 'us-east-1']);
  const injected = (count: number) => AuditedAccounts.injected({ saved: ACCOUNTS.slice(0, count) });
  return [
    row('all accounts, 17 regions', code('AuditedAccounts.of([...])'), all),
    row('all accounts, two regions', `the same, with ${code(TWO)}`, all, two),
    row('all accounts, two regions, one day back', `the same, with ${code('window: Duration.days(1)')}`, all, two, 1),
    row('twenty accounts, 17 regions', code('AuditedAccounts.injected({ saved: [...] })'), injected(20)),
    row('one account, 17 regions', 'the same', injected(1)),
    row(
      'one account, 17 regions, a year',
      `the same, with ${code('window: Duration.days(364)')}`,
      injected(1),
      undefined,
      364,
    ),
  ];
}

function row(
  what: string,
  how: string,
  accounts: AuditedAccounts,
  regions = AuditedRegions.of(BY_DEFAULT),
  days = 7,
): string[] {
  const planned = plannedPartitions(accounts, regions, days);
  return [what, how, planned.toLocaleString('en-US'), `$${((planned / 1_000_000) * 5).toFixed(3)}`];
}

function plannedPartitions(accounts: AuditedAccounts, regions: AuditedRegions, days: number): number {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack', {
    env: { account: ACCOUNTS[0], region: REGION },
  });
  const bucket = s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
  const audit = new S3Audit(stack, 'Audit', {
    logs: [LogLocation.ofOrganization(bucket, 'o-a1b2c3d4e5', { accounts, regions })],
    window: Duration.days(days),
    queries: [AuditQuery.SIGV2_DAYS],
  });
  return audit.savedQueries[0].plannedPartitions!;
}
