import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { sqlFile } from '../../engine/query-themes';
import { AuditQuery, QueryPack } from '../../lib';
import { queriesToSave } from '../../lib/queries/query-list';
import { filesUnder, newStack, preparedText, savedText, synthAudit } from '../util';

const { ALL, REQUEST_IDENTIFICATION, ...THEMES } = QueryPack as unknown as Record<string, AuditQuery[]>;
const names = (queries: AuditQuery[]) => queries.map(({ queryName }) => queryName);

const ROOT = join(__dirname, '../..');
/** The columns with which every row begins that is a request, and the one with which it ends. */
const LEADING = 'event_time, account, region, principal, source_ip, action, bucket, object_key';

test('every .sql file is a query, and in the pack', () => {
  const files = filesUnder('lib/queries', /\.sql$/).map((file) => basename(file, '.sql'));
  const queries = Object.values(AuditQuery).filter((value) => value instanceof AuditQuery);
  expect(names(queries).sort()).toEqual(files.sort());
  expect(names(ALL).sort()).toEqual(files);
});

test('no .sql file is read before a query is used, and each only once', () => {
  const folder = join(ROOT, 'lib/queries');
  const script = `
    const fs = require('node:fs');
    const read = fs.readFileSync;
    const files = [];
    fs.readFileSync = (file, ...rest) => (/\\.sql$/.test(file) && files.push(file), read(file, ...rest));
    const { AuditQuery, QueryPack } = require(${JSON.stringify(join(ROOT, 'lib/index.ts'))});
    const counts = [files.length];
    AuditQuery.COPIES.queryName;
    counts.push(files.length);
    AuditQuery.COPIES.title;
    AuditQuery.COPIES.withInputs({}).inputs;
    counts.push(files.length);
    QueryPack.ALL.forEach(({ title }) => title);
    counts.push(files.length);
    console.log(JSON.stringify(counts));`;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', '--eval', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(JSON.parse(printed)).toEqual([0, 0, 1, ALL.length]);
});

test('names stay what they are: users execute statements by them', () => {
  expect(names(ALL).sort().join(' ')).toBe(
    [
      'acl-required-requests anonymous-requests audit-changes bucket-configuration-changes bucket-users',
      'bucket-volume bulk-deletes copies cross-account-key-requests cross-account-requests customer-key-requests',
      'data-event-costs delete-object-requests denied-requests encryption-by-bucket extortion-pattern',
      'file-system-access get-object-requests listings new-networks new-principals object-history object-requests',
      'presigned-requests principal-activity probing put-object-requests requests-outside-networks',
      'requests-outside-principals requests-outside-vpc-endpoints requests-without-tls-details sample-events signature-mix',
      'sigv2-buckets sigv2-clients sigv2-days sigv2-presigned-requests sigv2-requesters',
      'sigv2-requesters-in-region sigv2-requests tls-by-principal top-talkers version-deletes',
    ].join(' '),
  );
});

test('every query but the sample has one theme', () => {
  const themed = Object.values(THEMES).flat();
  expect(names([AuditQuery.SAMPLE_EVENTS, ...themed]).sort()).toEqual(names(ALL).sort());
});

test.each(ALL)('$queryName says all of itself', (query) => {
  const { title, question, row, finding, see } = query;
  const text = readFileSync(join(ROOT, sqlFile(query)), 'utf8');
  expect(title).toMatch(/^[A-Z].*[^.?]$/);
  expect(question).toMatch(/^[A-Z].*\?/);
  expect(row).toMatch(/^(a|an) .*[^.]$/);
  expect(finding).toMatch(/^\S.*\.$/);
  expect(see).toMatch(/^https:\/\/(docs\.aws\.amazon\.com\/.*\.html|aws\.amazon\.com\/.*)$/);
  expect(text.match(/^-- input:.*$/gm) ?? []).toHaveLength(query.inputs.length);
  for (const { name } of query.inputs) {
    expect(text).toMatch(
      new RegExp(`^-- input: ${name} \\((string|list|cidrs|integer|decimal)( = \\S+)?\\) - \\S`, 'm'),
    );
  }
});

test('a row that is a request has the same leading columns, and its id at the end', () => {
  const { template } = synthAudit({ queries: ALL, managementEvents: ReadWriteType.ALL });
  const statements = Object.values(template.findResources('AWS::Athena::PreparedStatement')).map((resource) =>
    JSON.stringify((resource as { Properties: { QueryStatement: unknown } }).Properties.QueryStatement),
  );
  expect(statements).toHaveLength(ALL.length);
  const rowsOfRequests = statements.filter((sql) => /SELECT\\n {2}event_time/.test(sql));
  expect(rowsOfRequests.length).toBeGreaterThan(20);
  rowsOfRequests.forEach((sql) => {
    expect(sql).toContain(`SELECT\\n  ${LEADING},`);
    expect(sql).toMatch(/\bevent_id\\nFROM (s3|aws)_requests\\nWHERE /);
  });
});

describe('the whole pack', () => {
  const audit = { queries: ALL, managementEvents: ReadWriteType.ALL };

  test('fits into a template with room for the rest of an app', () => {
    // GIVEN an input for each, so that none is left out
    const inputs = (query: AuditQuery) =>
      Object.fromEntries(query.inputs.map(({ name }) => [name, name === 'networks' ? '192.0.2.0/24' : '1']));
    const queries = ALL.map((query) => query.withInputs(inputs(query)));
    // WHEN
    const { template } = synthAudit({ ...audit, queries }, newStack({}));
    // THEN CloudFormation takes 1 MB and 500 resources
    expect(Buffer.byteLength(JSON.stringify(template.toJSON(), undefined, 1))).toBeLessThan(450_000);
    expect(Object.keys(template.findResources('AWS::Athena::NamedQuery'))).toHaveLength(ALL.length);
    expect(Object.keys(template.toJSON().Resources as object).length).toBeLessThanOrEqual(2 * ALL.length + 15);
  });

  test('is prepared; and is saved where each input has a value', () => {
    const { template, audit: built } = synthAudit(audit);
    template.resourceCountIs('AWS::Athena::PreparedStatement', ALL.length);
    const unsaved = built.savedQueries.filter(({ namedQuery }) => !namedQuery).map(({ query }) => query.queryName);
    expect(unsaved).toEqual([
      'requests-outside-networks',
      'requests-outside-principals',
      'object-history',
      'object-requests',
      'principal-activity',
      'bucket-users',
    ]);
  });
});

test('lists may be added to one another: a query that is in two of them is saved once', () => {
  const { audit } = synthAudit({
    queries: [...QueryPack.REQUEST_IDENTIFICATION, ...QueryPack.SIGNATURES, AuditQuery.SIGV2_REQUESTS],
  });
  const saved = audit.savedQueries.map(({ query }) => query.queryName);
  expect(saved).toHaveLength(new Set(saved).size);
  expect(saved).toHaveLength(REQUEST_IDENTIFICATION.length + 5);
});

const PATIENT = AuditQuery.BULK_DELETES.withInputs({ threshold: '500' });

test.each([
  ['after', [...QueryPack.DELETION, PATIENT]],
  ['before', [AuditQuery.OBJECT_DELETE_REQUESTS, PATIENT, ...QueryPack.DELETION]],
  ['twice beside', [AuditQuery.OBJECT_DELETE_REQUESTS, PATIENT, PATIENT, ...QueryPack.DELETION]],
])('a query may be given inputs %s the list that has it', (_, queries) => {
  const { audit, template } = synthAudit({ queries });
  expect(audit.savedQueries.map(({ query }) => query.queryName)).toEqual(
    QueryPack.DELETION.map(({ queryName }) => queryName),
  );
  const texts = JSON.stringify(template.findResources('AWS::Athena::NamedQuery'));
  expect(texts).toContain("requests >= CAST('500' AS bigint)");
  expect(texts).not.toContain("requests >= CAST('100' AS bigint)");
});

test('a query with two sets of inputs fails', () => {
  const queries = [PATIENT, ...QueryPack.DELETION, AuditQuery.BULK_DELETES.withInputs({ threshold: '1000' })];
  expect(() => synthAudit({ queries })).toThrow(
    'Invalid \'queries\': got "bulk-deletes", allowed is each name once, with one set of inputs.',
  );
});

test('a list of no queries fails', () => {
  expect(() => queriesToSave([])).toThrow(
    "Invalid 'queries': got [], allowed is a list with at least one query; leave 'queries' out for the default.",
  );
});

test('those about configuration need management events, and no others', () => {
  expect(names(ALL.filter(({ needsManagementEvents }) => needsManagementEvents))).toEqual(
    names(QueryPack.CONFIGURATION),
  );
});

test('nothing is created that was not asked for', () => {
  const { template } = synthAudit({ queries: [AuditQuery.OBJECT_HISTORY, AuditQuery.TOP_TALKERS] });
  template.resourceCountIs('AWS::Athena::NamedQuery', 1);
  template.resourceCountIs('AWS::Athena::PreparedStatement', 2);
});

test('the changes of the audit are those of its own trail and log bucket', () => {
  const { template, audit } = synthAudit({
    queries: [AuditQuery.AUDIT_CHANGES],
    managementEvents: ReadWriteType.ALL,
  });
  const [query] = Object.values(template.findResources('AWS::Athena::NamedQuery')) as {
    Properties: { QueryString: unknown };
  }[];
  const text = JSON.stringify(query.Properties.QueryString);
  expect(text).toContain(`trail = regexp_extract('${audit.trail.trailName}', `);
  const logBucket = Object.keys(template.findResources('AWS::S3::Bucket')).find((id) => id.includes('LogBucket'));
  expect(text).toMatch(new RegExp(`bucket = '",.*${logBucket}`));
});

test('no saved query of the package has a question mark, for which a console may ask a value', () => {
  for (const query of ALL) {
    const inputs = Object.fromEntries(query.inputs.map(({ name }) => [name, '1']));
    expect(savedText(query, '"db"."logs"', '7', inputs)).not.toContain('?');
  }
});

test('no query of the package asks IN for columns, which Trino answers wrong', () => {
  const lists = ALL.flatMap((query) => [...preparedText(query, '"db"."logs"').matchAll(/\bIN \(\s*(\S)/g)]);
  expect(lists.length).toBeGreaterThan(10);
  expect(lists.filter(([, first]) => first !== "'").map(([list]) => list)).toEqual([]);
});
