import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type { QueryEngine } from '../../engine/query-engine';
import type { CloudTrailRecord, LogFile } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { type DeployedTemplate, readTemplate } from '../../engine/template/template';
import { AuditQuery, AuditedAccounts, AuditedRegions, QueryPack } from '../../lib';
import { inputsOf } from '../answers/inputs';
import { ENV, synthAudit } from '../util';

const { account: ACCOUNT, region: REGION } = ENV;

/** Records of services that are not S3, as they are found in public. */
const OTHERS = (
  JSON.parse(readFileSync(join(__dirname, 'other-services.json'), 'utf8')) as {
    readonly origin: string;
    readonly records: CloudTrailRecord[];
  }[]
).flatMap(({ records }) => records);

/** The version of the record format in which each field came. CloudTrail's documentation says so. */
const SINCE: Record<string, number> = {
  requestID: 1,
  eventID: 1,
  readOnly: 1,
  resources: 1,
  eventType: 2,
  apiVersion: 1,
  recipientAccountId: 2,
  sharedEventID: 3,
  vpcEndpointId: 4,
  serviceEventDetails: 5,
  managementEvent: 6,
  eventCategory: 7,
  tlsDetails: 8,
  sessionCredentialFromConsole: 8,
  vpcEndpointAccountId: 9,
};
/** AWS's samples of the first version have 1.0, and its documentation 1.00. */
const VERSIONS = [
  '1.0',
  '1.00',
  ...Array.from({ length: 11 }, (_, index) => `1.${String(index + 1).padStart(2, '0')}`),
];

/** A download with all fields that a version has. S3 itself is recorded since 1.03, so older ones never were. */
function download(version: string): CloudTrailRecord {
  const minor = Number(version.split('.')[1]);
  const key = `of version ${version}`;
  const record: CloudTrailRecord = {
    eventVersion: version,
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/v${version}`, accountId: ACCOUNT },
    eventTime: '2026-11-01T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: REGION,
    sourceIPAddress: '192.0.2.1',
    userAgent: '[aws-cli/1.11.1]',
    requestParameters: { bucketName: 'amzn-s3-demo-bucket', key },
    responseElements: null,
    additionalEventData: { SignatureVersion: 'SigV4', AuthenticationMethod: 'AuthHeader' },
    requestID: `R${version}`,
    eventID: `version-${version}`,
    readOnly: true,
    resources: [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::amzn-s3-demo-bucket/${key}` }],
    eventType: 'AwsApiCall',
    apiVersion: '2006-03-01',
    recipientAccountId: ACCOUNT,
    sharedEventID: `shared-${version}`,
    vpcEndpointId: 'vpce-1a2b3c4d',
    serviceEventDetails: { a: 1 },
    managementEvent: false,
    eventCategory: 'Data',
    tlsDetails: { tlsVersion: 'TLSv1.3' },
    sessionCredentialFromConsole: 'true',
    vpcEndpointAccountId: ACCOUNT,
  };
  return Object.fromEntries(Object.entries(record).filter(([name]) => (SINCE[name] ?? 0) <= minor));
}

const DOWNLOADS = VERSIONS.map(download);
const COLUMNS = ['object_key', 'event_id', 'principal', 'source_ip', 'bucket', 'action', 'tls_version', 'vpc_endpoint'];
const VERSIONS_QUERY = AuditQuery.fromText(
  'versions',
  `SELECT ${COLUMNS.join(', ')} FROM s3_requests ORDER BY object_key`,
);
/** Questions about other services, too. */
const NOT_OF_S3 = ['audit-changes', 'file-system-access'];
const QUERIES = QueryPack.ALL.filter(({ queryName }) => !NOT_OF_S3.includes(queryName));

/** What has a day of its own. */
const KINDS = {
  nothing: [],
  otherServices: OTHERS,
  /** The same, were they of S3: so that nobody finds no row for another reason. */
  disguised: OTHERS.map((record) => ({ ...record, eventSource: 's3.amazonaws.com' })),
  /** Downloads of each version, with what isn't S3's beside them. */
  versions: [...DOWNLOADS, ...OTHERS],
};
type Kind = keyof typeof KINDS;

/** Records of each version of their format, and of other services. */
export class OddRecords {
  public readonly template: DeployedTemplate;
  public readonly logFiles: LogFile[];
  public readonly queryNames = QUERIES.map(({ queryName }) => queryName);
  private readonly days: Record<Kind, string>;

  /** @param lastDay the day ('yyyy/MM/dd') of the last records */
  constructor(lastDay: string) {
    const kinds = Object.keys(KINDS) as Kind[];
    this.days = Object.fromEntries(
      kinds.map((kind, index) => [kind, addDays(lastDay, -30 * index)]),
    ) as typeof this.days;
    this.logFiles = kinds.map((kind) => ({
      account: ACCOUNT,
      region: REGION,
      day: this.days[kind],
      records: KINDS[kind],
    }));
    this.template = readTemplate(
      synthAudit({
        accounts: AuditedAccounts.of([ACCOUNT]),
        regions: AuditedRegions.of([REGION]),
        firstDay: addDays(lastDay, -30 * kinds.length),
        managementEvents: ReadWriteType.ALL,
        queries: [...QUERIES, VERSIONS_QUERY],
      }).template.toJSON(),
      ENV,
    );
  }

  /** The services whose records there are. */
  public get otherServices(): string[] {
    return [...new Set(OTHERS.map(({ eventSource }) => String(eventSource)))];
  }

  /** A query answers of a day with other services' records what it answers of a day without any record. */
  public async expectNoneOfOthers(engine: QueryEngine, name: string): Promise<void> {
    const query = QUERIES.find(({ queryName }) => queryName === name)!;
    const nothing = await this.rows(engine, query, 'nothing');
    expect(await this.rows(engine, query, 'otherServices')).toEqual(nothing);
  }

  /** How many queries would answer something, were the records S3's. */
  public async answeredIfDisguised(engine: QueryEngine): Promise<string[]> {
    const names: string[] = [];
    for (const query of QUERIES) {
      const [rows, none] = [await this.rows(engine, query, 'disguised'), await this.rows(engine, query, 'nothing')];
      if (JSON.stringify(rows) !== JSON.stringify(none)) {
        names.push(query.queryName);
      }
    }
    return names;
  }

  /** Each version's record is a row, with what the record holds, and nothing else is one. */
  public async expectVersions(engine: QueryEngine): Promise<void> {
    const expected = DOWNLOADS.map((record) => {
      const { key } = record.requestParameters as { key: string };
      const { arn } = record.userIdentity as { arn: string };
      const { tlsVersion = null } = (record.tlsDetails ?? {}) as { tlsVersion?: string };
      const [id, endpoint] = [record.eventID ?? null, record.vpcEndpointId ?? null];
      return [key, id, arn, '192.0.2.1', 'amzn-s3-demo-bucket', 'GetObject', tlsVersion, endpoint];
    });
    const rows = await this.rows(engine, VERSIONS_QUERY, 'versions');
    expect(rows).toEqual(expected);
    expect(rows).toHaveLength(13);
  }

  private async rows(engine: QueryEngine, query: AuditQuery, kind: Kind): Promise<unknown[][]> {
    const { sql } = this.template.preparedStatements.find(({ name }) => name === query.statementName)!;
    const inputs = Object.values(inputsOf(query, [ACCOUNT], REGION));
    const { rows } = await engine.run(sql, [this.days[kind], this.days[kind], ...inputs]);
    return rows;
  }
}
