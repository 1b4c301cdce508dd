import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditQuery,
  AuditedAccounts,
  AuditedRegions,
  DataEvents,
  LogLocation,
  S3Audit,
  S3AuditProps,
  S3AuditTrailProps,
  S3ResourceType,
} from '../../lib';
import { ACCOUNT, newStack, synthAudit, warnings } from '../util';

const [SECOND, THIRD] = ['444455556666', '777788889999'];
/** An account that is only known at deployment. */
const TOKEN = Lazy.string({ produce: () => THIRD });
const US_GOV = AuditedRegions.of(['us-gov-west-1']);

/** What an audit with a trail warns of. */
const ofTrail = (props: S3AuditTrailProps, stack = newStack()) => warnings(synthAudit(props, stack).stack);

/** What an audit warns of that reads these places. */
function ofLogs(logs: (bucket: (name: string) => s3.IBucket) => LogLocation[], props: Partial<S3AuditProps> = {}) {
  const stack = newStack();
  new S3Audit(stack, 'Audit', { logs: logs((name) => s3.Bucket.fromBucketName(stack, name, name)), ...props });
  Template.fromStack(stack);
  return warnings(stack);
}

describe('regions that no query can see', () => {
  const unseen = (names: string) =>
    `The trail records the events of all regions, and no query can see those of ${names}. Leave 'regions' out to see them ` +
    'all. [ack: cdk-s3-audit-trail:regionsNotQueried]';

  test('are those of the stack’s partition', () => {
    const gov = (region = 'us-gov-east-1') => newStack({ env: { account: ACCOUNT, region } });
    expect(ofTrail({ regions: US_GOV }, gov())).toEqual([unseen('us-gov-east-1')]);
    // The CDK doesn't know the stack's own.
    expect(ofTrail({ regions: US_GOV }, gov('us-gov-west-9'))).toEqual([unseen('us-gov-east-1, us-gov-west-9')]);
    expect(ofTrail({ regions: AuditedRegions.of(['us-gov-west-1', 'us-gov-east-1']) }, gov())).toEqual([]);
  });

  test('are those of the first region’s, where the stack’s is only known at deployment', () => {
    expect(ofTrail({ regions: US_GOV }, newStack({}))).toEqual([unseen('us-gov-east-1')]);
    expect(ofTrail({}, newStack({}))).toEqual([]);
  });
});

describe('an account that no query can see', () => {
  const unseen =
    `The trail records the events of account ${ACCOUNT}, and no query can see them. Add it to 'accounts'. ` +
    '[ack: cdk-s3-audit-trail:accountNotQueried]';

  test('is the stack’s', () => {
    expect(ofTrail({ accounts: AuditedAccounts.of([SECOND]) })).toEqual([unseen]);
    expect(ofTrail({ accounts: AuditedAccounts.of([SECOND, ACCOUNT]) })).toEqual([]);
  });

  test('is none where that is only known at deployment, or each query names an account', () => {
    expect(ofTrail({ accounts: AuditedAccounts.of([SECOND]) }, newStack({}))).toEqual([]);
    expect(ofTrail({ accounts: AuditedAccounts.of([SECOND, TOKEN]) })).toEqual([]);
    expect(ofTrail({ accounts: AuditedAccounts.injected() })).toEqual([]);
  });
});

test('accounts that no saved query asks for are named, each once', () => {
  const places =
    (saved?: string[], accounts = [ACCOUNT, SECOND]) =>
    (bucket: (name: string) => s3.IBucket) => [
      LogLocation.ofAccounts(bucket('one'), { accounts: AuditedAccounts.of(accounts) }),
      LogLocation.ofAccounts(bucket('two'), { accounts: AuditedAccounts.of(accounts) }),
      LogLocation.ofAccounts(bucket('three'), { accounts: AuditedAccounts.injected({ saved }) }),
    ];
  expect(ofLogs(places([SECOND]))).toEqual([
    "The saved queries ask for the accounts of 'saved' alone, in all places of logs, and so not for " +
      `["${ACCOUNT}"]. Add them to 'saved', or ask for them by the prepared statements. ` +
      '[ack: cdk-s3-audit-trail:accountsNotSaved]',
  ]);
  expect(ofLogs(places([THIRD]))).toEqual([expect.stringContaining(`not for ["${ACCOUNT}","${SECOND}"]`)]);
  expect(ofLogs(places([ACCOUNT, SECOND]))).toEqual([]);
  expect(ofLogs(places())).toEqual([]);
  expect(ofLogs(places([SECOND], [ACCOUNT, TOKEN]))).toEqual([]);
  expect(ofLogs(places([SECOND, TOKEN]))).toEqual([]);
});

test('logs that have ended are no more what saved queries look at', () => {
  const places =
    (...lastDays: (string | undefined)[]) =>
    (bucket: (name: string) => s3.IBucket) =>
      lastDays.map((lastDay, index) => LogLocation.ofAccounts(bucket(`logs-${index}`), { lastDay }));
  expect(ofLogs(places('2025/06/30', '2025/07/31'))).toEqual([
    "Every place of logs has a 'lastDay', and saved queries look back from the day on which they run, so they find nothing " +
      'once their window is past it. Ask for days of then by the prepared statements. ' +
      '[ack: cdk-s3-audit-trail:logsHaveEnded]',
  ]);
  expect(ofLogs(places('2025/06/30', undefined))).toEqual([]);
});

test('many partitions are said with what to do about them', () => {
  const ofAccounts = (length: number) => (bucket: (name: string) => s3.IBucket) => {
    const accounts = AuditedAccounts.of(Array.from({ length }, (_, n) => String(1e11 + n)));
    return [LogLocation.ofAccounts(bucket('logs'), { accounts, regions: AuditedRegions.of(['eu-west-1']) })];
  };
  expect(ofLogs(ofAccounts(1250))).toEqual([]);
  expect(ofLogs(ofAccounts(1252))).toEqual([
    'A saved query plans up to 10016 partitions, days x regions x accounts: as many LISTs of S3, about $0.05 and some ' +
      "minutes each time. Narrow 'window', 'regions' or 'accounts', or have each query name accounts: " +
      "AuditedAccounts.injected(), with few of them 'saved'. [ack: cdk-s3-audit-trail:manyPartitions]",
  ]);
});

test('objects that are not recorded are said with what is recorded', () => {
  const dataEvents = DataEvents.allBuckets({
    resourceTypes: [S3ResourceType.VECTOR_INDEX, S3ResourceType.of('AWS::S3Express::Object')],
  });
  expect(ofTrail({ dataEvents, queries: [AuditQuery.SIGV2_DAYS] })).toContainEqual(
    'The trail records AWS::S3Vectors::Index, AWS::S3Express::Object and no requests to objects in general purpose buckets, ' +
      'so no query sees these. [ack: cdk-s3-audit-trail:objectsNotRecorded]',
  );
});

test.each<[ReadWriteType, ReadWriteType, string]>([
  [ReadWriteType.READ_ONLY, ReadWriteType.READ_ONLY, 'reads only and reads of management events'],
  [ReadWriteType.READ_ONLY, ReadWriteType.WRITE_ONLY, 'reads only and writes of management events'],
  [ReadWriteType.WRITE_ONLY, ReadWriteType.ALL, 'writes only and all management events'],
  [ReadWriteType.WRITE_ONLY, ReadWriteType.NONE, 'writes only and no management events'],
])(
  'what is recorded of data events (%s) and management events (%s) is said',
  (readWriteType, managementEvents, said) => {
    const props = { dataEvents: DataEvents.allBuckets({ readWriteType }), managementEvents };
    expect(ofTrail({ ...props, queries: [AuditQuery.SIGV2_DAYS, AuditQuery.SIGNATURE_MIX] })).toEqual([
      `The trail records ${said}. Answer in part: sigv2-days, signature-mix. [ack: cdk-s3-audit-trail:eventsNotRecorded]`,
    ]);
  },
);

test('lists of what is expected, and no query asks for, are errors that say which would', () => {
  const queries = [AuditQuery.COPIES];
  expect(() => synthAudit({ queries, expectedNetworks: ['10.0.0.0/8'] })).toThrow(
    "Invalid 'expectedNetworks': got \"10.0.0.0/8\", allowed is none where no query has an input 'networks'; add " +
      "AuditQuery.REQUESTS_OUTSIDE_NETWORKS to 'queries'.",
  );
  expect(() => synthAudit({ queries, expectedPrincipals: ['anonymous', 'CloudFront'] })).toThrow(
    "Invalid 'expectedPrincipals': got \"anonymous,CloudFront\", allowed is none where no query has an input 'principals'; " +
      "add AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS to 'queries'.",
  );
  const audit = { queries: [AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS], expectedPrincipals: ['anonymous'] };
  expect(() => synthAudit(audit)).not.toThrow();
});
