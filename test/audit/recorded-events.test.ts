import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AuditQuery, DataEvents, LogStorage, QueryPack, S3AuditTrail } from '../../lib';
import { newStack, synthAudit, warnings } from '../util';

const { ALL, READ_ONLY, WRITE_ONLY, NONE } = ReadWriteType;
const only = (readWriteType: ReadWriteType) => DataEvents.allBuckets({ readWriteType });
const own = (text: string) => AuditQuery.fromText('own-query', text);

/** Over logs of the user's own, which is never an error. */
function warningsOverOwnLogs(props: object): string[] {
  const stack = newStack();
  return warnings(synthAudit({ logStorage: LogStorage.inBucket(new Bucket(stack, 'Logs')), ...props }, stack).stack);
}

describe('a query that is asked for and can only be empty is an error', () => {
  test.each<[string, AuditQuery, object, string]>([
    ['reads where writes are recorded', AuditQuery.OBJECT_GET_REQUESTS, { dataEvents: only(WRITE_ONLY) }, 'READ_ONLY'],
    ['listings where writes are recorded', AuditQuery.LISTINGS, { dataEvents: only(WRITE_ONLY) }, 'READ_ONLY'],
    [
      'listings where writes of all kinds are recorded',
      AuditQuery.LISTINGS,
      { dataEvents: only(WRITE_ONLY), managementEvents: WRITE_ONLY },
      'READ_ONLY',
    ],
    ['writes where reads are recorded', AuditQuery.OBJECT_PUT_REQUESTS, { dataEvents: only(READ_ONLY) }, 'WRITE_ONLY'],
    ['deletes where reads are recorded', AuditQuery.BULK_DELETES, { dataEvents: only(READ_ONLY) }, 'WRITE_ONLY'],
    [
      'one of the user’s own that says so',
      own('-- needs: writes\nSELECT bucket FROM s3_requests'),
      { dataEvents: only(READ_ONLY) },
      'WRITE_ONLY',
    ],
  ])('%s', (_, query, props, other) => {
    const message = new RegExp(
      `Invalid 'dataEvents': got "(Read|Write)Only", allowed is ReadWriteType.ALL or ReadWriteType.${other} with the query ${query.queryName}, `,
    );
    expect(() => synthAudit({ queries: [query], ...props })).toThrow(message);
    expect(() => synthAudit(props).audit.addQuery(own('SELECT 1 FROM s3_requests'))).not.toThrow();
    if (!QueryPack.REQUEST_IDENTIFICATION.includes(query)) {
      const { audit } = synthAudit(props);
      expect(() => audit.addQuery(query)).toThrow(message);
    }
  });

  test.each([undefined, NONE, READ_ONLY])('changes of the configuration where %s is recorded', (managementEvents) => {
    expect(() => synthAudit({ queries: QueryPack.CONFIGURATION, managementEvents })).toThrow(
      `Invalid 'managementEvents': got "${managementEvents ?? 'None'}", allowed is ReadWriteType.ALL or ReadWriteType.WRITE_ONLY with the query bucket-configuration-changes`,
    );
    const { audit } = synthAudit({ managementEvents });
    expect(() => audit.addQuery(AuditQuery.AUDIT_CHANGES)).toThrow(/with the query audit-changes/);
  });

  test.each([ALL, WRITE_ONLY])('changes of the configuration are saved where %s is recorded', (managementEvents) => {
    const { template, stack } = synthAudit({ queries: QueryPack.CONFIGURATION, managementEvents });
    template.resourceCountIs('AWS::Athena::NamedQuery', QueryPack.CONFIGURATION.length);
    expect(warnings(stack)).toEqual([]);
  });
});

describe('one warning names what can only be empty, and what answers in part', () => {
  test('of the queries that are saved by default', () => {
    const { stack, audit } = synthAudit({ dataEvents: only(WRITE_ONLY) });
    expect(audit.savedQueries).toHaveLength(QueryPack.REQUEST_IDENTIFICATION.length);
    expect(warnings(stack)).toEqual([
      expect.stringMatching(
        /^The trail records writes only and no management events\. Can only be empty: get-object-requests\. Answer in part: sigv2-requests, sigv2-requesters, .*, requests-outside-principals\. \[ack: cdk-s3-audit-trail:eventsNotRecorded\]$/,
      ),
    ]);
    expect(warnings(stack)[0]).not.toMatch(/sample-events|put-object-requests|delete-object-requests/);
  });

  test('of the other kind', () => {
    const { stack } = synthAudit({ dataEvents: only(READ_ONLY) });
    expect(warnings(stack)).toEqual([
      expect.stringContaining(
        'reads only and no management events. Can only be empty: put-object-requests, delete-object-requests. ',
      ),
    ]);
  });

  test('of queries that are added later', () => {
    const stack = newStack();
    const props = { dataEvents: only(WRITE_ONLY), queries: [AuditQuery.COPIES] };
    new S3AuditTrail(stack, 'Audit', props).addQuery(AuditQuery.PROBING);
    expect(warnings(stack)).toEqual([expect.stringContaining('no management events. Answer in part: probing.')]);
    expect(warnings(synthAudit(props).stack)).toEqual([]);
  });

  test('of listings, of which those of buckets are there', () => {
    const { stack } = synthAudit({
      dataEvents: only(WRITE_ONLY),
      managementEvents: ALL,
      queries: [AuditQuery.LISTINGS, AuditQuery.AUDIT_CHANGES],
    });
    expect(warnings(stack)).toEqual([
      expect.stringContaining('writes only and all management events. Answer in part: listings.'),
    ]);
  });

  test('over logs of the user’s own, to which another trail may deliver: nothing is an error there', () => {
    expect(warningsOverOwnLogs({ queries: [...QueryPack.CONFIGURATION, AuditQuery.COPIES] })).toEqual([
      expect.stringContaining(
        'The trail records all data events and no management events. Can only be empty: bucket-configuration-changes, audit-changes, file-system-access. Of other events these find what another trail delivers to the log bucket.',
      ),
    ]);
    expect(warningsOverOwnLogs({ dataEvents: only(READ_ONLY), queries: [AuditQuery.COPIES] })).toHaveLength(1);
  });

  test('and there is none where all is recorded, or all that is asked for', () => {
    expect(warnings(synthAudit().stack)).toEqual([]);
    const queries = [...QueryPack.DELETION, AuditQuery.SAMPLE_EVENTS, AuditQuery.DATA_EVENT_COSTS];
    expect(warnings(synthAudit({ dataEvents: only(WRITE_ONLY), queries }).stack)).toEqual([]);
  });
});
