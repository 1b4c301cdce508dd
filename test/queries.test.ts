import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBEngine } from '../engine/duckdb/engine';
import { LogFile, writeLogFiles } from '../engine/log-files';
import { generateLogFiles } from '../engine/log-generator';
import { readTemplate } from '../engine/template';
import { AuditQuery, QueryPack } from '../lib';
import { comparableRows } from './comparable-rows';
import { isSampleOfEvents, referenceAnswers } from './reference-answers';
import { referenceInputs } from './reference-inputs';
import { FiledRecord } from './reference-request';
import { ENV, synthAudit } from './util';

const ACCOUNTS = [ENV.account, '444455556666'];
const REGIONS = [ENV.region, 'us-east-1', 'ap-southeast-1'];
/** The days of the logs; the first ones lie before every window. */
const DAYS = Array.from({ length: 12 }, (_, index) => `2026/11/${String(index + 8).padStart(2, '0')}`);
const TODAY = '2026/11/18';
const LAST_WEEK = { firstDay: '2026/11/11', lastDay: TODAY };
const FILES_A_DAY = ACCOUNTS.length * REGIONS.length;

const inputs = referenceInputs(ACCOUNTS, ENV.region);
const folder = mkdtempSync(join(tmpdir(), 'queries-'));
const files: LogFile[] = [...generateLogFiles({ accounts: ACCOUNTS, regions: REGIONS, days: DAYS })];
const events: FiledRecord[] = files.flatMap(({ records, ...file }) => records.map((record) => ({ ...file, record })));

const template = readTemplate(
  synthAudit({
    accounts: ACCOUNTS,
    regions: REGIONS,
    expectedNetworks: inputs.networks.split(',').map((network) => network.trim()),
    expectedPrincipals: inputs.principals.split(','),
    queries: [
      ...QueryPack.REQUEST_IDENTIFICATION,
      AuditQuery.fromText('all-fields', 'SELECT * FROM s3_requests'),
      AuditQuery.fromText(
        'requests-a-day',
        'SELECT day, count(*) AS requests FROM s3_requests GROUP BY day ORDER BY day',
      ),
      AuditQuery.fromText(
        'busiest-bucket',
        `-- Whoever reads this: a query of one's own may have comments,
         WITH buckets AS ( /* queries of its own */
           SELECT bucket, sum(bytes_out) AS bytes, count(*) AS requests FROM s3_requests GROUP BY bucket
         )
         SELECT bucket, bytes, requests FROM buckets ORDER BY requests DESC, bucket LIMIT 1; -- and an end`,
      ),
    ],
  }).template.toJSON(),
  ENV,
);
const sqlOf = (name: string) => template.savedQueries.find((query) => query.name === name)!.sql;
const statementOf = (name: string) =>
  template.preparedStatements.find((statement) => statement.name === name.replace(/-/g, '_'))!.sql;

let engine: DuckDBEngine;
beforeAll(async () => {
  writeLogFiles(folder, files);
  engine = await DuckDBEngine.open({ tables: template.tables, folderOf: () => folder, today: TODAY });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

describe('every shipped query answers as a filter over the raw records does, and reads no file besides', () => {
  const listings = QueryPack.REQUEST_IDENTIFICATION.filter((query) => query !== AuditQuery.SAMPLE_EVENTS);

  test.each(listings)('saved: $queryName', async ({ queryName, inputs: ownInputs }) => {
    const { columns, rows } = referenceAnswers[queryName];
    const expected = rows(events, LAST_WEEK, inputs);
    const answer = await engine.run(sqlOf(queryName));
    expect(expected).not.toHaveLength(0);
    expect(answer.columns).toEqual(columns);
    expect(comparableRows(columns, answer.rows)).toEqual(comparableRows(columns, expected));
    const inRegion = ownInputs.some((input) => input.name === 'region');
    expect(answer.filesRead).toBe(8 * (inRegion ? ACCOUNTS.length : FILES_A_DAY));
  });

  test.each(listings.flatMap((query) => [['/', query] as const, ['-', query] as const]))(
    'prepared, with days as 2026%s11: %o',
    async (separator, { queryName, inputs: ownInputs }) => {
      const window = { firstDay: '2026/11/09', lastDay: '2026/11/10' };
      const days = Object.values(window).map((day) => day.replaceAll('/', separator));
      const parameters = ownInputs.map((input) => inputs[input.name as keyof typeof inputs]);
      const { columns, rows } = referenceAnswers[queryName];
      const answer = await engine.run(statementOf(queryName), [...days, ...parameters]);
      expect(comparableRows(columns, answer.rows)).toEqual(comparableRows(columns, rows(events, window, inputs)));
      expect(answer.filesRead).toBe(
        2 * (ownInputs.some((input) => input.name === 'region') ? ACCOUNTS.length : FILES_A_DAY),
      );
    },
  );

  test.each(['saved', 'prepared'])('%s: sample-events', async (form) => {
    const answer =
      form === 'saved'
        ? await engine.run(sqlOf('sample-events'))
        : await engine.run(statementOf('sample-events'), ['2026/11/11', TODAY, ENV.region]);
    const ids = answer.rows.map((row) => String(row[answer.columns.indexOf('eventid')]));
    expect(ids).toHaveLength(2);
    expect(isSampleOfEvents(ids, events, LAST_WEEK, inputs)).toBe(true);
    expect(answer.filesRead).toBe(8 * ACCOUNTS.length);
  });
});

test.each(['2026/11/9x', 'yesterday', '2026/02/30', ''])('a day that is none fails: "%s"', async (day) => {
  await expect(engine.run(statementOf('sigv2-requests'), [day, TODAY])).rejects.toThrow();
});

test('a day with one digit is understood', async () => {
  const answer = await engine.run(statementOf('sigv2-requesters'), ['2026/11/9', '2026-11-9']);
  expect(answer.rows).toEqual((await engine.run(statementOf('sigv2-requesters'), ['2026/11/09', '2026/11/09'])).rows);
});

describe('queries of one’s own', () => {
  const s3Events = () =>
    events.filter(
      ({ day, record }) =>
        day >= LAST_WEEK.firstDay &&
        day <= LAST_WEEK.lastDay &&
        /^s3(express|-outposts|-object-lambda)?\.amazonaws\.com$/.test(String(record.eventSource)),
    );

  test('count each event once, under the first day that it was filed', async () => {
    const firstDays = new Map<unknown, string>();
    s3Events().forEach(({ day, record }) =>
      firstDays.set(record.eventID, [firstDays.get(record.eventID) ?? day, day].sort()[0]),
    );
    const requests = new Map<string, number>();
    firstDays.forEach((day) => requests.set(day, (requests.get(day) ?? 0) + 1));
    const answer = await engine.run(sqlOf('requests-a-day'));
    expect(answer.rows).toEqual([...requests].sort());
    expect(answer.filesRead).toBe(8 * FILES_A_DAY);
  });

  test('may have queries, comments and an end of their own', async () => {
    const byBucket = new Map<string, Map<unknown, number>>();
    for (const { record } of s3Events()) {
      const bucket = (record.requestParameters as { bucketName?: string } | null)?.bucketName;
      const bytes = Number(
        (record.additionalEventData as { bytesTransferredOut?: unknown } | null)?.bytesTransferredOut ?? 0,
      );
      if (bucket !== undefined) {
        byBucket.set(bucket, (byBucket.get(bucket) ?? new Map<unknown, number>()).set(record.eventID, bytes));
      }
    }
    const [[bucket, sizes]] = [...byBucket].sort(([, a], [, b]) => b.size - a.size);
    const answer = await engine.run(sqlOf('busiest-bucket'));
    expect(answer.columns).toEqual(['bucket', 'bytes', 'requests']);
    expect(answer.rows).toEqual([[bucket, [...sizes.values()].reduce((sum, size) => sum + size, 0), sizes.size]]);
  });
});
