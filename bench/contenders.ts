import { synthesizeAudit } from '../engine/cli/audit-app';
import { addDays } from '../engine/storage/projected-table';
import type { GlueTable } from '../engine/template/template';
import { AuditedAccounts, AuditedRegions } from '../lib/index'; // not '../lib': see bin/
import { ACCOUNTS, DAYS, FIRST_DAY, REGIONS } from './corpus';

/** A span of the corpus that a question is asked of. */
export interface Span {
  readonly name: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly region?: string;
}

/** A way to answer who still sends Signature Version 2, and how often. */
export interface Contender {
  readonly name: string;
  readonly table: GlueTable;
  readonly ask: (span: Span) => { sql: string; parameters: string[] };
  /** LIST requests to S3, given the folders that were read. S3 answers 1,000 keys a request. */
  readonly lists: (folders: number, filesTotal: number) => number;
}

const LAST_DAY = DAYS[DAYS.length - 1];

export const SPANS: Span[] = [
  { name: 'one region, one day', firstDay: LAST_DAY, lastDay: LAST_DAY, region: REGIONS[0] },
  { name: 'last 7 days', firstDay: addDays(LAST_DAY, -6), lastDay: LAST_DAY },
  { name: 'all 30 days', firstDay: FIRST_DAY, lastDay: LAST_DAY },
];

/** AWS's page has the first two tables, to be made by hand; the third is that of the construct. */
export function contenders(): Contender[] {
  const { template } = synthesizeAudit(ACCOUNTS[0], REGIONS[0], {
    accounts: AuditedAccounts.of(ACCOUNTS),
    regions: AuditedRegions.of(REGIONS),
    firstDay: FIRST_DAY,
  });
  const ours = template.tables[0];
  const statement = (name: string) => template.preparedStatements.find((prepared) => prepared.name === name)!.sql;
  return [
    {
      name: 'unpartitioned',
      table: { ...ours, name: 'unpartitioned', partitionKeys: [], parameters: {} },
      ask: (span) => ({ sql: handWritten('unpartitioned', span, eventTimes(span)), parameters: [] }),
      lists: (_, filesTotal) => Math.ceil(filesTotal / 1000),
    },
    {
      name: 'by hand, one region',
      // The folders of the 30 partitions that ALTER TABLE would add for one region of one account.
      table: { ...ours, name: 'by_hand', parameters: { ...ours.parameters, ...onlyFirst() } },
      ask: (span) => ({ sql: handWritten('by_hand', span, partitions(span)), parameters: [] }),
      lists: (folders) => folders,
    },
    {
      name: '**this construct**',
      table: ours,
      ask: ({ firstDay, lastDay, region }) =>
        region === undefined
          ? { sql: statement('sigv2_requesters'), parameters: [firstDay, lastDay] }
          : { sql: statement('sigv2_requesters_in_region'), parameters: [firstDay, lastDay, region] },
      lists: (folders) => folders,
    },
  ];

  function handWritten(table: string, { region }: Span, bounds: string): string {
    return `SELECT useridentity.arn, count(requestid) AS requests FROM "${ours.database}"."${table}"
      WHERE eventsource = 's3.amazonaws.com' AND json_extract_scalar(additionaleventdata, '$.SignatureVersion') = 'SigV2'
      AND ${bounds}${region === undefined ? '' : ` AND awsregion = '${region}'`} GROUP BY useridentity.arn`;
  }
}

function onlyFirst(): Record<string, string> {
  return { 'projection.account.values': ACCOUNTS[0], 'projection.region.values': REGIONS[0] };
}

function eventTimes({ firstDay, lastDay }: Span): string {
  const time = (day: string) => `'${day.replaceAll('/', '-')}T00:00:00Z'`;
  return `eventtime >= ${time(firstDay)} AND eventtime < ${time(addDays(lastDay, 1))}`;
}

function partitions({ firstDay, lastDay }: Span): string {
  return `day BETWEEN '${firstDay}' AND '${lastDay}'`;
}
