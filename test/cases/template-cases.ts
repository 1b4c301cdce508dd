import { generateLogFiles } from '../../engine/samples/log-generator';
import { type LogFile, writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { type DeployedTemplate, readTemplate } from '../../engine/template/template';
import { AuditQuery } from '../../lib';
import { TEMPLATES } from '../../templates';
import { PACKS } from '../../templates/query-parameters';
import { type FiledRecord, filedRecords } from '../answers/record';
import { type Inputs, type Window, isWithin } from '../answers/questions';
import { ENV } from '../util';
import { type QueryCase, answerOf } from './query-cases';

const OTHER = '444455556666';
/** It has logs, too, and no parameter names it. */
const STRANGER = '999988887777';
const REGIONS = [ENV.region, 'us-east-1', 'ap-southeast-1'];
const ORGANIZATION = 'o-a1b2c3d4e5';
const DAYS = 6;
/** Those that take what a parameter gives, and one of each other list. The texts of all are compared with the library's. */
const SAVED = [
  AuditQuery.SAMPLE_EVENTS,
  AuditQuery.SIGV2_REQUESTERS_IN_REGION,
  AuditQuery.REQUESTS_OUTSIDE_NETWORKS,
  AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS,
  AuditQuery.TOP_TALKERS,
  AuditQuery.TLS_BY_PRINCIPAL,
  AuditQuery.VERSION_DELETES,
  AuditQuery.BUCKET_CONFIGURATION_CHANGES,
  AuditQuery.DATA_EVENT_COSTS,
];

/** Parameters that save every query. */
export const EVERY_QUERY = {
  ...Object.fromEntries(PACKS.map(({ id }) => [`${id}Queries`, 'true'])),
  ExpectedNetworks: '10.0.0.0/8,172.16.0.0/12,192.0.2.0/24,203.0.113.64/29,2001:db8:aaaa::/48',
  ExpectedPrincipals: `anonymous,lifecycle.s3.amazonaws.com,arn:aws:iam::${ENV.account}:user/alice,${OTHER}`,
};

/** What a template, with these parameters, makes of logs. */
interface Deployment {
  readonly file: string;
  readonly parameters: Record<string, string>;
  /** Path of the accounts' folders. */
  readonly path: string;
  readonly accounts: string[];
  readonly regions: string[];
  readonly windowDays: number;
  /** So many days before today is the first that the table has. */
  readonly daysBack: number;
}

export const DEPLOYMENTS: Record<'audit' | 'existing logs', (today: string) => Deployment> = {
  audit: () => ({
    file: 's3-audit-trail.template.json',
    parameters: {
      ...EVERY_QUERY,
      ManagementEvents: 'ALL',
      Name: 'plain-2',
      RetentionDays: '30',
      WindowDays: '3',
      Regions: REGIONS.slice(0, 2).join(','),
    },
    path: 'AWSLogs',
    accounts: [ENV.account],
    regions: REGIONS.slice(0, 2),
    windowDays: 3,
    daysBack: 30,
  }),
  'existing logs': (today) => ({
    file: 's3-audit.template.json',
    parameters: {
      ...EVERY_QUERY,
      LogBucketName: 'amzn-s3-demo-logs',
      Prefix: 'audit/2',
      OrganizationId: ORGANIZATION,
      Accounts: [ENV.account, OTHER].join(','),
      FirstDay: addDays(today, -4),
      WindowDays: '30',
    },
    path: `audit/2/AWSLogs/${ORGANIZATION}`,
    accounts: [ENV.account, OTHER],
    regions: REGIONS,
    windowDays: 30,
    daysBack: 4,
  }),
};

/** A template with parameters, logs where they say that they lie, and what its queries have to answer. */
export class TemplateCases {
  public readonly template: DeployedTemplate;
  private readonly logFiles: LogFile[];
  private readonly events: FiledRecord[];

  /** @param today the day (UTC, 'yyyy/MM/dd') on which an engine runs the queries */
  constructor(
    private readonly today: string,
    private readonly deployment: Deployment,
  ) {
    const { file, parameters, accounts, regions } = deployment;
    this.template = readTemplate(TEMPLATES[file](), { ...ENV, parameters });
    const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS + 1));
    this.logFiles = [
      ...generateLogFiles({
        accounts: [ENV.account, OTHER, STRANGER],
        regions: REGIONS,
        days: [addDays(today, -31), ...days],
      }),
    ];
    this.events = filedRecords(
      this.logFiles.filter(
        ({ account, region, day }) => accounts.includes(account) && regions.includes(region) && this.hasDay(day),
      ),
    );
  }

  public write(folder: string): void {
    writeLogFiles(folder, this.logFiles, this.deployment.path);
    // Where they would lie without the parameters.
    if (this.deployment.path !== 'AWSLogs') {
      writeLogFiles(folder, this.logFiles.slice(-9), 'AWSLogs');
    }
  }

  /** Saved queries of every list, and a prepared statement over all days that there are, and more. */
  public all(): QueryCase[] {
    const everyDay = { firstDay: addDays(this.today, -40), lastDay: this.today };
    const saved = SAVED.map((query) => {
      const { sql } = this.template.savedQueries.find(({ name }) => name === query.queryName)!;
      return this.case(`saved: ${query.queryName}`, query, sql, this.window);
    });
    const prepared = AuditQuery.SIGV2_REQUESTS;
    const { sql } = this.template.preparedStatements.find(({ name }) => name === prepared.statementName)!;
    return [...saved, { ...this.case('prepared', prepared, sql, everyDay), parameters: Object.values(everyDay) }];
  }

  private get window(): Window {
    return { firstDay: addDays(this.today, -this.deployment.windowDays), lastDay: this.today };
  }

  private case(name: string, query: AuditQuery, sql: string, window: Window): QueryCase {
    const { path, accounts } = this.deployment;
    const inputs = inputsOfTemplate(query, ENV.region);
    const regions = this.deployment.regions.filter((region) => region === (inputs.region ?? region));
    const folders = accounts.flatMap((account) =>
      regions.flatMap((region) => this.daysIn(window).map((day) => `${path}/${account}/CloudTrail/${region}/${day}/`)),
    );
    return {
      name,
      sql,
      parameters: [],
      partitions: folders.sort(),
      ...answerOf(query, this.events, window, inputs),
    };
  }

  private daysIn(window: Window): string[] {
    const days = [...new Set(this.logFiles.map(({ day }) => day))];
    return days.filter((day) => isWithin(day, window) && this.hasDay(day));
  }

  private hasDay(day: string): boolean {
    return day >= addDays(this.today, -this.deployment.daysBack);
  }
}

/**
 * The values that a template gives to the inputs of a saved query.
 *
 * @param own of the audit's trail, if it has one
 */
export function inputsOfTemplate({ inputs }: AuditQuery, region: string, own: Inputs = {}): Record<string, string> {
  const { ExpectedNetworks: networks, ExpectedPrincipals: principals } = EVERY_QUERY;
  const values: Record<string, string | undefined> = { region, networks, principals, ...own };
  return Object.fromEntries(inputs.map(({ name, defaultValue }) => [name, values[name] ?? defaultValue!]));
}
