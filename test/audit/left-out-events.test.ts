import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AuditQuery,
  DataEvents,
  DataEventsOptions,
  LogStorage,
  QueryPack,
  S3AuditTrail,
  S3ResourceType,
} from '../../lib';
import { newStack, warnings } from '../util';

const own = (text: string) => AuditQuery.fromText('own-query', text);

function warningsOf(options: DataEventsOptions, queries: AuditQuery[], later: AuditQuery[] = [], ofOwnLogs = false) {
  const stack = newStack();
  const logStorage = ofOwnLogs ? LogStorage.inBucket(new Bucket(stack, 'Logs')) : undefined;
  const audit = new S3AuditTrail(stack, 'Audit', { dataEvents: DataEvents.allBuckets(options), queries, logStorage });
  later.forEach((query) => audit.addQuery(query));
  return warnings(stack);
}

/** The queries that a warning names, of one that is there alone. */
function blinded(options: DataEventsOptions, query: AuditQuery): boolean {
  const all = warningsOf(options, [query]);
  expect(all.length).toBeLessThanOrEqual(1);
  return all.some((warning) => warning.includes(`and don't see them: ${query.queryName}.`));
}

describe('the deletes of each key of a batch', () => {
  const options = { perKeyDeletes: false };
  const withoutManagement = QueryPack.ALL.filter((query) => !query.needsManagementEvents);

  test('are what these queries of the pack ask for', () => {
    const names = withoutManagement.filter((query) => blinded(options, query)).map(({ queryName }) => queryName);
    expect(names.sort()).toEqual([
      'bulk-deletes',
      'delete-object-requests',
      'extortion-pattern',
      'object-history',
      'object-requests',
      'version-deletes',
    ]);
  });

  test('are one warning with all of them, also of those that are added later', () => {
    expect(warningsOf(options, [AuditQuery.BULK_DELETES], [AuditQuery.COPIES, AuditQuery.OBJECT_HISTORY])).toEqual([
      'The trail leaves out the DeleteObject that S3 adds to a DeleteObjects for each of its keys. Queries that ask for ' +
        "them, and don't see them: bulk-deletes, object-history. [ack: cdk-s3-audit-trail:perKeyDeletesLeftOut]",
    ]);
  });

  test('may come from another trail', () => {
    expect(warningsOf(options, [AuditQuery.BULK_DELETES], [], true)).toEqual([
      expect.stringContaining('bulk-deletes. Of other events these find what another trail delivers'),
    ]);
  });

  test.each<[boolean, string]>([
    [true, "SELECT 1 FROM s3_requests WHERE event_type = 'AwsServiceEvent'"],
    [true, "SELECT 1 FROM aws_requests WHERE action IN ('GetObject', 'DeleteObject')"],
    [true, "SELECT 1 FROM cloudtrail_logs WHERE eventname = 'DeleteObject'"],
    [true, "SELECT 1 FROM s3_requests WHERE (starts_with(object_key, 'a/')) GROUP BY action"],
    [true, "WITH a AS (SELECT 1 FROM s3_requests WHERE object_key = 'a') SELECT action FROM a"],
    [true, "SELECT 1 FROM s3_requests WHERE action LIKE 'Delete%'"],
    [true, "SELECT 1 FROM s3_requests WHERE action LIKE 'Delete_bject' AND object_key = 'a'"],
    [true, "SELECT 1 FROM s3_requests WHERE regexp_like(action, '^(Put|Delete)Object$')"],
    [true, "SELECT 1 FROM cloudtrail_logs WHERE regexp_like(eventname, 'Object')"],
    [true, "SELECT 1 FROM s3_requests WHERE NOT (bucket = 'a') AND action = 'DeleteObject'"],
    [true, "SELECT 1 FROM s3_requests WHERE bucket NOT IN ('a', 'b') AND action IN ('DeleteObject')"],
    [true, "SELECT 1 FROM s3_requests WHERE bucket <> 'a' AND action = 'DeleteObject'"],
    [true, "SELECT 1 FROM s3_requests WHERE bucket IN (SELECT b FROM t GROUP BY b) AND object_key = 'a'"],
    [
      true,
      "SELECT 1 FROM s3_requests WHERE action = 'a' UNION SELECT 1 FROM s3_requests WHERE object_key = 'DeleteObject'",
    ],
    [true, "SELECT 1 FROM s3_requests WHERE object_key = 'a' HAVING max(action) = 'b'"],
    [true, "SELECT 1 FROM s3_requests WHERE object_key = 'a' ORDER BY action"],
    [true, "SELECT 1 FROM s3_requests WHERE object_key = 'a' UNION SELECT action FROM s3_requests"],
    [true, "SELECT bucket FROM s3_requests WHERE bucket = 'a' AND (object_key = 'b' OR object_key = 'c')"],
    [false, "SELECT 1 FROM s3_requests WHERE action LIKE 'elete%'"],
    [false, "SELECT 1 FROM s3_requests WHERE action LIKE 'Delete'"],
    [false, "SELECT 1 FROM s3_requests WHERE action LIKE 'Delete.bject'"],
    [false, "SELECT 1 FROM s3_requests WHERE action = 'Delete%'"],
    [false, "SELECT 1 FROM s3_requests WHERE action = 'DeleteObjects'"],
    [false, "SELECT 1 FROM s3_requests WHERE action = 'a DeleteObject'"],
    [false, "SELECT 1 FROM s3_requests WHERE regexp_like(bucket, 'Delete')"],
    [false, "SELECT 1 FROM s3_requests WHERE starts_with(action, 'Delete')"],
    [false, "SELECT 1 FROM s3_requests WHERE action = '''DeleteObject'"],
    [false, "SELECT 1 FROM s3_requests WHERE object_key = 'a' AND (action = 'GetObject' OR bucket = 'b')"],
    [false, "SELECT 1 FROM (SELECT bucket FROM s3_requests WHERE bucket = 'a') ORDER BY object_key"],
    [false, "SELECT 1 FROM s3_requests WHERE action LIKE 'Put%'"],
    [false, "SELECT 1 FROM s3_requests WHERE action NOT LIKE 'Delete%'"],
    [false, "SELECT 1 FROM s3_requests WHERE action NOT IN ('GetObject', 'DeleteObject')"],
    [false, "SELECT 1 FROM s3_requests WHERE action NOT IN ('DeleteObject') AND bucket IN ('a')"],
    [false, "SELECT 1 FROM s3_requests WHERE action = 'Delete.Object'"],
    [false, 'SELECT count(*) AS "DeleteObject" FROM s3_requests'],
    [false, "SELECT 1 FROM s3_requests WHERE NOT regexp_like(action, '^Delete')"],
    [false, "SELECT 1 FROM s3_requests WHERE regexp_like(action, '^Delete$')"],
    [false, "SELECT 1 FROM s3_requests WHERE regexp_like(action, '(?<a')"],
    [false, "SELECT 1 FROM s3_requests WHERE event_type <> 'AwsServiceEvent'"],
    [false, "SELECT 1 FROM s3_requests WHERE action != 'DeleteObject'"],
    [false, "SELECT 1 FROM s3_requests WHERE action = 'GetObject' AND object_key = 'a'"],
    [false, "SELECT object_key FROM s3_requests WHERE bucket = 'a' GROUP BY object_key"],
    [false, 'SELECT count(*) FILTER (WHERE error_code IS NULL), count(object_key) FROM s3_requests'],
    [false, "SELECT 'Delete' || 'Object', \"object_key\" FROM s3_requests -- WHERE action = 'DeleteObject'"],
  ])('are asked for (%p) by %s', (expected, text) => {
    expect(blinded(options, own(text))).toBe(expected);
  });
});

describe('events that are left out by name', () => {
  test('are named with the queries that name them', () => {
    const excludeEventNames = ['HeadObject', 'CopyObject', 'PostObject'];
    const queries = [AuditQuery.OBJECT_PUT_REQUESTS, AuditQuery.OBJECT_GET_REQUESTS, AuditQuery.SIGV2_REQUESTS];
    expect(warningsOf({ excludeEventNames }, queries, [AuditQuery.COPIES])).toEqual([
      "The trail leaves out the events CopyObject, PostObject. Queries that ask for them, and don't see them: " +
        'put-object-requests, copies. [ack: cdk-s3-audit-trail:eventNamesLeftOut]',
    ]);
  });

  test('are none that a query doesn’t want', () => {
    expect(warningsOf({ excludeEventNames: ['PreflightRequest'] }, [AuditQuery.ANONYMOUS_REQUESTS])).toEqual([]);
  });

  test('and by type are two warnings, each of which can be acknowledged', () => {
    const options = { excludeEventNames: ['DeleteObjects'], perKeyDeletes: false };
    expect(
      warningsOf(options, [AuditQuery.OBJECT_DELETE_REQUESTS]).map((text) => /\[ack: (.*)\]/.exec(text)![1]),
    ).toEqual(['cdk-s3-audit-trail:eventNamesLeftOut', 'cdk-s3-audit-trail:perKeyDeletesLeftOut']);
  });
});

test('nothing is left out by default, and principals blind no query', () => {
  expect(warningsOf({}, [AuditQuery.BULK_DELETES])).toEqual([]);
  const excludePrincipals = ['arn:aws:iam::111122223333:role/scanner'];
  expect(warningsOf({ excludePrincipals }, [AuditQuery.BULK_DELETES])).toEqual([]);
});

test('a trail without objects says that no query sees them', () => {
  const { VECTOR_INDEX, OBJECT } = S3ResourceType;
  expect(warningsOf({ resourceTypes: [VECTOR_INDEX] }, [AuditQuery.SIGV2_DAYS])).toEqual([
    expect.stringMatching(/records AWS::S3Vectors::Index and no requests to objects.*objectsNotRecorded/s),
  ]);
  expect(warningsOf({ resourceTypes: [VECTOR_INDEX, OBJECT] }, [AuditQuery.SIGV2_DAYS])).toEqual([]);
});

test('a type that this release doesn’t know may be none of CloudTrail’s', () => {
  const resourceTypes = [S3ResourceType.OBJECT, S3ResourceType.of('AWS::S3Files::FileSystem')];
  expect(warningsOf({ resourceTypes }, [AuditQuery.SIGV2_DAYS])).toEqual([
    expect.stringMatching(
      /doesn't know the resource type AWS::S3Files::FileSystem, .*Known are AWS::S3::Object, .*unknownResourceType/s,
    ),
  ]);
});
