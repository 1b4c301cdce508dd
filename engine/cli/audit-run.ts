import { join } from 'node:path';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { type AuditQuery, AuditedAccounts, AuditedRegions } from '../../lib/index'; // not '../lib': see bin/
import { generateLogFiles } from '../samples/log-generator';
import { sampleInputs } from '../samples/sample-inputs';
import { writeLogFiles } from '../storage/log-files';
import { type LogFolder, type PassedOverFile, scanLogFolder } from '../storage/log-folder';
import { addDays } from '../storage/projected-table';
import type { DeployedTemplate, GlueTable } from '../template/template';
import { type Question, synthesizeAudit } from './audit-app';
import type { CommandLine } from './command-line';
import { type QueryChoice, chosenQueries } from './query-choice';

/** A statement to run for a query. */
export interface Execution {
  readonly query: AuditQuery;
  /** As it stands in the template. */
  readonly sql: string;
  /** The values of its inputs. */
  readonly inputs: Record<string, string>;
  /** One for each `?` in it. */
  readonly parameters: string[];
}

/** Statements to run over the tables of one template. */
export interface AuditRun {
  readonly tables: GlueTable[];
  readonly executions: Execution[];
  /** 'yyyy/MM/dd' */
  readonly today: string;
  /** Which logs there are. */
  readonly logs: Pick<LogFolder, 'accounts' | 'regions' | 'days'>;
  /** What was decided for the user. */
  readonly notes: string[];
  /** Log files that no statement reads. */
  readonly passedOver: PassedOverFile[];
}

/** The accounts, regions and days of the sample logs. */
export const SAMPLES = {
  accounts: ['111122223333', '444455556666'],
  regions: ['us-east-1', 'eu-west-1', 'ap-southeast-1'],
  /** More than the saved queries look back, so that there is something to leave out. */
  days: 14,
  /** In each file, besides what the queries are to find. */
  everydayRequests: 40,
};
/** So that the queries about changes of the configuration are allowed. */
const managementEvents = ReadWriteType.ALL;

/** Lays out sample logs in a folder, for the saved queries of an audit that covers them. */
export function sampleRun(folder: string, today: string, choice: QueryChoice): AuditRun {
  const { accounts, regions } = SAMPLES;
  const queries = chosenQueries(choice);
  const asked = queries.map((query) => {
    const ofSamples = Object.fromEntries(sampleInputs(query, accounts[0], regions[0]));
    return { query, inputs: inputsOf(query, { ...ofSamples, ...choice.inputs }) };
  });
  // It checks the values.
  const withInputs = asked.map(({ query, inputs }) => query.withInputs(inputs));
  requireRegion('The samples hold', regions, choice);
  const days = Array.from({ length: SAMPLES.days }, (_, index) => addDays(today, index + 1 - SAMPLES.days));
  writeLogFiles(folder, generateLogFiles({ accounts, regions, days, everydayRequests: SAMPLES.everydayRequests }));
  const { template } = synthesizeAudit(accounts[0], regions[0], {
    accounts: AuditedAccounts.of(accounts),
    managementEvents,
    queries: withInputs,
  });
  const executions = asked.map(({ query, inputs }) => ({
    query,
    sql: named(template.savedQueries, query.queryName).sql,
    inputs,
    parameters: [],
  }));
  return { tables: template.tables, executions, today, logs: { accounts, regions, days }, notes: [], passedOver: [] };
}

/** For the logs in a folder, the prepared statements of an audit that covers their accounts, regions and days. */
export function logsRun(folder: string, today: string, commandLine: CommandLine): AuditRun {
  const queries = chosenQueries(commandLine);
  const { accounts, regions, days, passedOver } = scanLogFolder(folder);
  if (days.length === 0) {
    const [{ path, reason } = { path: '', reason: '' }] = passedOver;
    const others = passedOver.length > 0 ? `, but ${passedOver.length} elsewhere, such as ${path}: ${reason}` : '';
    throw new Error(
      `${folder} holds no log files where they are looked for, AWSLogs/<account>/CloudTrail/<region>/yyyy/MM/dd/*.json.gz${others}${otherFolder(folder, path)}`,
    );
  }
  const lastDay = days[days.length - 1];
  const bounds = [commandLine.from ?? days[0], commandLine.to ?? lastDay];
  // An empty answer would look like nothing had happened.
  if (!days.some((day) => bounds[0] <= day && day <= bounds[1])) {
    throw new Error(`${folder} holds no log files from ${bounds.join(' to ')}, only from ${days[0]} to ${lastDay}`);
  }
  requireRegion(`${folder} holds`, regions, commandLine);
  const known = regions.filter((region) => RegionInfo.regions.some(({ name }) => name === region));
  const unknown = regions.filter((region) => !known.includes(region));
  const { questions, template } = synthesizeAudit(accounts[0], regions[0], {
    accounts: AuditedAccounts.of(accounts),
    regions: known.length > 0 ? AuditedRegions.of(known, unknown) : AuditedRegions.all(unknown),
    firstDay: days[0],
    managementEvents,
    queries,
  });

  const { executions, notes } = preparedExecutions(questions, template, regions[0], bounds, commandLine);
  const asksForRegion = executions.some(({ query }) => query.inputs.some(({ name }) => name === 'region'));
  if (commandLine.inputs.region === undefined && asksForRegion) {
    notes.push(`the input region is ${regions[0]}, which has the most log files; --input region=... takes another`);
  }
  // The clock of whoever wrote the logs may be ahead of ours.
  const logs = { accounts, regions, days };
  return { tables: template.tables, executions, today: lastDay > today ? lastDay : today, logs, notes, passedOver };
}

/**
 * The prepared statements that have a value for each input; and a note for each that has not.
 *
 * @throws if that is one that was asked for by its name
 */
function preparedExecutions(
  questions: Question[],
  template: DeployedTemplate,
  region: string,
  bounds: string[],
  choice: QueryChoice,
): Pick<AuditRun, 'executions' | 'notes'> {
  const notes: string[] = [];
  const executions: Execution[] = [];
  for (const { query, statementName } of questions) {
    const inputs = inputsOf(query, { region, ...defaultsOf(query), ...choice.inputs });
    const missing = query.inputs.filter(({ name }) => inputs[name] === undefined);
    const options = missing.map(({ name }) => `--input ${name}=...`).join(' ');
    if (missing.length === 0) {
      const { sql } = named(template.preparedStatements, statementName);
      // It checks the values.
      query.withInputs(inputs);
      executions.push({ query, sql, inputs, parameters: [...bounds, ...query.inputs.map(({ name }) => inputs[name])] });
    } else if (choice.queries.includes(query.queryName)) {
      throw new Error(`${query.queryName} needs ${options}`);
    } else {
      notes.push(`${query.queryName} is left out; it needs ${options}`);
    }
  }
  return { executions, notes };
}

/** Those of the values that are for inputs of the query. */
function inputsOf(query: AuditQuery, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => query.inputs.some(({ name }) => name === key)));
}

function requireRegion(holder: string, regions: string[], { inputs: { region } }: QueryChoice): void {
  if (region !== undefined && !regions.includes(region)) {
    throw new Error(`${holder} no log files of region ${region}, only of ${regions.join(', ')}`);
  }
}

function named<Item extends { readonly name: string }>(items: Item[], name: string): Item {
  const item = items.find((candidate) => candidate.name === name);
  if (!item) {
    throw new Error(`The template has no ${name}, only ${items.map((other) => other.name).join(', ')}`);
  }
  return item;
}

function defaultsOf({ inputs }: AuditQuery): { [name: string]: string } {
  return Object.fromEntries(
    inputs.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
  );
}

/** Which folder to give, where the logs lie right from there. */
function otherFolder(folder: string, path: string): string {
  const whole = join(folder, path);
  const [, right] = /^(.*)\/AWSLogs\/\d{12}\/CloudTrail\/[a-z\d-]+\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/.exec(whole) ?? [];
  return right === undefined ? '' : `. Try --logs ${right}`;
}
