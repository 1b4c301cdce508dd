import type { QueryEngine } from '../../engine/query-engine';
import { type LogFile, writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import type { GlueTable } from '../../engine/template/template';
import { AuditQuery } from '../../lib';
import { preparedStatement } from '../../lib/queries/compose-query';
import { unboundedRequests } from '../../lib/relation/relation-rows';
import { type RequestSource, fromSource } from '../../lib/relation/request-source';
import { glueTable } from '../engine/template/glue-table';

const ACCOUNTS = ['111122223333', '444455556666'];
const REGIONS = ['us-east-1', 'eu-west-1'];
const QUERY = AuditQuery.fromText(
  'events-of-a-region',
  `-- input: region - AWS region
   SELECT event_id FROM s3_requests WHERE region = :region ORDER BY event_id`,
);
const LOGS = AuditQuery.fromText('logs', 'SELECT eventid FROM cloudtrail_logs ORDER BY eventid');

/**
 * A history in two places: a trail of before, whose logs are read until a day, and one of today, read from the next day on.
 * Both have log files of all days, so that what isn't to be read would be seen.
 */
export class SourceCases {
  public readonly tables: GlueTable[];
  public readonly source: RequestSource;
  private readonly days: string[];

  constructor(today: string) {
    this.days = [3, 2, 1, 0].map((back) => addDays(today, -back));
    const [, lastOfBefore, firstOfToday] = this.days;
    this.tables = ['before', 'today'].map((name) => ({
      ...glueTable({ 'storage.location.template': `s3://${name}/AWSLogs/\${account}/CloudTrail/\${region}/\${day}/` }),
      name,
      location: `s3://${name}/AWSLogs/`,
    }));
    this.source = {
      tables: [
        { sqlName: '"audit"."before"', lastDay: lastOfBefore },
        { sqlName: '"audit"."today"', firstDay: firstOfToday },
      ],
    };
  }

  /** Writes the log files of a bucket, one for each account, region and day, each with one event. */
  public write(bucket: string, folder: string): void {
    writeLogFiles(folder, this.logFiles(bucket));
  }

  /** Checks what a query over both is answered, and that it reads no file but those of the days of each. */
  public async expectAnswers(engine: QueryEngine): Promise<void> {
    const [first, second, third, last] = this.days;
    const all = await engine.run(preparedStatement(QUERY, this.source), [first, last, 'eu-west-1']);
    expect(all.rows.flat()).toEqual(
      [...this.ids('before', [first, second]), ...this.ids('today', [third, last])].sort(),
    );
    expect(all.scan.files).toHaveLength(8);

    const narrow = await engine.run(preparedStatement(QUERY, this.source), [second, third, 'eu-west-1']);
    expect(narrow.rows.flat()).toEqual([...this.ids('before', [second]), ...this.ids('today', [third])].sort());
    expect(narrow.scan.files).toHaveLength(4);

    const raw = await engine.run(preparedStatement(LOGS, this.source), [third, third]);
    expect(raw.rows.flat()).toEqual(this.ids('today', [third], REGIONS).sort());
    expect(raw.scan.files).toHaveLength(4);

    const view = await engine.run(
      `SELECT count(*) AS requests FROM (${unboundedRequests(this.source)}) AS v WHERE day = '${second}'`,
    );
    expect(view.rows).toEqual([[4]]);
    expect(view.scan.files).toHaveLength(4);

    const alone = { tables: [{ sqlName: '"audit"."before"', firstDay: second, lastDay: second }] };
    const one = await engine.run(preparedStatement(QUERY, alone), [first, last, 'us-east-1']);
    expect(one.rows.flat()).toEqual(this.ids('before', [second], ['us-east-1']).sort());
    expect(one.scan.files).toHaveLength(2);
  }

  private ids(bucket: string, days: string[], regions = ['eu-west-1']): string[] {
    return ACCOUNTS.flatMap((account) =>
      regions.flatMap((region) => days.map((day) => [bucket, account, region, day].join(' '))),
    );
  }

  private *logFiles(bucket: string): Generator<LogFile> {
    for (const account of ACCOUNTS) {
      for (const region of REGIONS) {
        for (const day of this.days) {
          const eventID = [bucket, account, region, day].join(' ');
          const record = { eventID, eventName: 'GetObject', eventSource: 's3.amazonaws.com', awsRegion: region };
          yield { account, region, day, records: [record] };
        }
      }
    }
  }
}

/** A source of one table reads it as it is, so that no deployed text changes. */
export function textOfOne(): string {
  return fromSource({ tables: [{ sqlName: 't' }] }, ['a', 'b']).join('\n');
}
