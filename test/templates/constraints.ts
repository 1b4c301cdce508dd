import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { JsonObject } from '../../engine/template/json';
import {
  type AccountLogOptions,
  AuditedAccounts,
  AuditedRegions,
  DataEvents,
  LogBucket,
  LogLocation,
  S3Audit,
  type S3AuditOptions,
} from '../../lib';
import { auditTrailTemplate } from '../../templates/audit-trail-template';
import { existingLogsTemplate } from '../../templates/existing-logs-template';
import { PACKS } from '../../templates/query-parameters';
import { newStack } from '../util';

export const BUCKET = 'amzn-s3-demo-logs';
export const ACCOUNT = '111122223333';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const LISTS = PACKS.map(({ id }) => `${id}Queries`);
const OTHER = '444455556666';

export const trailTemplate = auditTrailTemplate();
export const logsTemplate = existingLogsTemplate();

/** As many accounts as given, each another one. */
const accounts = (count: number) => Array.from({ length: count }, (_, index) => String(111122223333 + index)).join(',');

/** An audit with such options, which throws what the library itself says of a value. */
function audit(logs: AccountLogOptions, options: S3AuditOptions = {}): void {
  const stack = newStack({});
  const bucket = s3.Bucket.fromBucketName(stack, 'Logs', BUCKET);
  new S3Audit(stack, 'Audit', { ...options, logs: [LogLocation.ofAccounts(bucket, logs)] });
}

/** Values of a parameter, and whether it takes them. */
export interface Constraint {
  readonly template: JsonObject;
  readonly name: string;
  readonly good: string[];
  /** What the library refuses, too. */
  readonly bad: string[];
  /** What it takes, and a template doesn't. */
  readonly stricter?: string[];
  /** What the library says of a value. It has no rule of its own where this is left out. */
  readonly check?: (value: string) => void;
}

/** Of each parameter. */
export const CONSTRAINTS: Constraint[] = [
  {
    template: trailTemplate,
    name: 'RetentionDays',
    good: ['30', '99', '100', '365', '9999', '10000', '29999', '36499', '36500'],
    bad: ['36501', '40000', '100000', '30.5'],
    stricter: ['-30', '29', '1', '030', '3e2', '+30', ' 30', ''],
    check: (value) => new LogBucket(newStack(), 'Logs', { retention: Duration.days(Number(value)) }),
  },
  {
    template: logsTemplate,
    name: 'WindowDays',
    good: ['0', '1', '7', '9', '10', '29', '30'],
    bad: ['7.5', '40000'],
    stricter: ['-1', '31', '100', '07', '7e0', ' 7', ''],
    check: (value) => audit({}, { window: Duration.days(Number(value)) }),
  },
  {
    template: logsTemplate,
    name: 'Regions',
    good: ['eu-west-1', 'eu-west-1,us-east-1', 'us-gov-west-1', 'cn-north-1,cn-northwest-1'],
    bad: ['eu-west', 'eu-west-1,', ',eu-west-1', 'eu-west-1,,us-east-1', 'eu-west-1, us-east-1', 'xx-west-1'].concat(
      ...['eu-west-1,us-east-1,eu-west-1', 'eu-west-1,eu-west-1', 'eu-west-1;us-east-1', 'EU-WEST-1', ' ', ','],
    ),
    check: (value) => audit({ regions: AuditedRegions.of(value.split(',')) }),
  },
  {
    template: logsTemplate,
    name: 'Accounts',
    good: [ACCOUNT, `${ACCOUNT},${OTHER}`, accounts(315)],
    bad: ['11112222333', '1111222233334', `${ACCOUNT},`, `,${ACCOUNT}`, `${ACCOUNT}, ${OTHER}`, 'me', '*', ' '].concat(
      ...[`${ACCOUNT},${ACCOUNT}`, `${ACCOUNT},${OTHER},${ACCOUNT}`, `${ACCOUNT} ${OTHER}`, `${ACCOUNT},,${OTHER}`],
    ),
    stricter: [accounts(316)],
    check: (value) => audit({ accounts: AuditedAccounts.of(value.split(',')) }),
  },
  {
    template: logsTemplate,
    name: 'Prefix',
    good: ['a', 'a/b', "A-Z_!.'()", 'x'.repeat(200), `${'a/'.repeat(99)}a`, 'AWSLogsOfUs', 'a.b/..c', ORGANIZATION],
    bad: [
      '/',
      'a/',
      '/a',
      'a//b',
      'a b',
      'AWSLogs',
      'a/AWSLogs',
      'AWSLogs/a',
      '..',
      '.',
      'a/../b',
      'a/.',
      '*',
      '${x}',
    ].concat(...['x'.repeat(201), 'ä', 'a\n', 'a?b', 'a\'b"', 's3://a']),
    check: (value) => audit({ prefix: value }),
  },
  {
    template: logsTemplate,
    name: 'FirstDay',
    good: ['2000/01/01', '2016/11/21', '2024/02/29', '2026/04/30', '2099/12/31', '2000/02/29'],
    bad: [
      '2026/02/29',
      '2026/02/30',
      '2026/04/31',
      '2026/13/01',
      '2026/00/01',
      '2026/1/1',
      '1999/12/31',
      '2100/01/01',
    ].concat(
      ...['2026/01/32', '2026/01/00', 'yesterday', 'NOW', '2026/01/01 ', '', '2026/01', '20260101', '01/01/2026'],
    ),
    stricter: ['2026-01-01'],
    check: (value) => audit({ firstDay: value }),
  },
  {
    template: logsTemplate,
    name: 'ExpectedNetworks',
    good: ['192.0.2.0/24', '0.0.0.0/0', '192.0.2.1/32,2001:db8::/32', '::/0', '10.0.0.0/8,172.16.0.0/12'].concat(
      ...['2001:DB8:0:0:0:0:0:1/128', '1:2:3:4:5:6:7::/112', '::2:3:4:5:6:7:8/128', '2001:db8::1:0:0:0/80'],
    ),
    bad: [
      '192.0.2.0',
      '192.0.2.0/33',
      '192.0.2/24',
      '256.0.2.0/24',
      '2001:db8::/129',
      'x',
      '10.0.0.0/8,',
      '/8',
      ' ',
    ].concat(
      ...['10.0.0.0/8,10.0.0.0/8', '10.0.0.0/8, 11.0.0.0/8', '10.0.0.0/08', '010.0.0.0/8', '::ffff:192.0.2.0/120'],
      ...[':::::/8', '1:2/8', '1::2::/64', '1:2:3:4:5:6:7/128', '1:2:3:4::5:6:7:8/128', '12345::/16', '::g/128'],
    ),
    stricter: ['64:ff9b::192.0.2.0/120'],
    check: (value) => audit({}, { expectedNetworks: value.split(',') }),
  },
  {
    template: logsTemplate,
    name: 'ExpectedPrincipals',
    good: [
      'anonymous',
      `arn:aws:iam::${ACCOUNT}:role/a,arn:aws:iam::${ACCOUNT}:user/b`,
      'athena.amazonaws.com,AWS Internal,AWS Internal/3,CloudFront',
      `${'a.'.repeat(2047)}a`,
      ACCOUNT,
    ],
    bad: [
      'me',
      `arn:aws:iam::${ACCOUNT}:role/*`,
      'anonymous,',
      'anonymous,anonymous',
      'anonymous, CloudFront',
      '1234',
      ' ',
    ],
    check: (value) => audit({}, { expectedPrincipals: value.split(',') }),
  },
  {
    template: logsTemplate,
    name: 'OrganizationId',
    good: [ORGANIZATION, `o-${'a'.repeat(32)}`],
    bad: ['o-a1', 'o-A1B2C3D4E5', `o-${'a'.repeat(33)}`, 'a1b2c3d4e5', `${ORGANIZATION}/`, 'r-a1b2c3d4e5', ' '],
    check: (value) => {
      const bucket = s3.Bucket.fromBucketName(newStack(), 'Logs', BUCKET);
      LogLocation.ofOrganization(bucket, value, { accounts: AuditedAccounts.of([ACCOUNT]) });
    },
  },
  {
    template: logsTemplate,
    name: 'LogBucketName',
    good: [BUCKET, 'a.b', 'abc', 'x'.repeat(63), '1.2.3', '1.2.3.4.5', '1.2.3.1234'],
    bad: ['s3://a-bucket', 'arn:aws:s3:::a-bucket', 'ab', 'a-bucket/', 'x'.repeat(64), '-ab', 'ab-', "a'b"].concat(
      ...['192.168.0.1', '1.2.3.999', 'a..b', 'a.-b', 'a-.b', '.ab'],
    ),
    stricter: ['', 'A-bucket', 'a_b'],
    check: (value) => s3.Bucket.fromBucketName(newStack(), 'Logs', value),
  },
  {
    template: trailTemplate,
    name: 'ExcludedBucket',
    good: [BUCKET, 'a.b', 'x'.repeat(63)],
    bad: [
      's3://a-bucket',
      'arn:aws:s3:::a-bucket',
      'ab',
      'a-bucket/',
      'a b',
      'a,b',
      'a*',
      'a--eu-x--x-s3',
      'a-b-s3alias',
    ],
    stricter: ['A-bucket', 'x'.repeat(64), 'a-', '192.168.0.1', 'a..b'],
    check: (value) => DataEvents.allBuckets({ excludeBucketNames: [value] }),
  },
  {
    template: trailTemplate,
    name: 'Name',
    good: ['a', 's3-audit', 'a1-b2', 'x'.repeat(64), `${'a-'.repeat(31)}a`],
    bad: ['', 'A', 'a_b', 'a--b', '-a', 'a-', '1a', 'a b', 'a"b', 'x'.repeat(65), 'a.b'],
  },
  {
    template: trailTemplate,
    name: 'ManagementEvents',
    good: ['NONE', 'WRITE_ONLY', 'ALL'],
    bad: ['READ_ONLY', 'all', ''],
  },
  ...LISTS.map((name) => ({
    template: logsTemplate,
    name,
    good: ['true', 'false'],
    bad: ['', 'True', 'yes', '1', 'true,false'],
  })),
];
