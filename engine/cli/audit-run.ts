import { Duration } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { type AuditQuery, AuditedAccounts } from '../../lib/index'; // not '../lib': see bin/
import { generateLogFiles } from '../samples/log-generator';
import { sampleInputs } from '../samples/sample-inputs';
import { writeLogFiles } from '../storage/log-files';
import type { PassedOverFile } from '../storage/log-folder';
import { addDays } from '../storage/projected-table';
import type { GlueTable } from '../template/template';
import { synthesizeAudit } from './audit-app';
import type { CommandLine } from './command-line';
import { isOfRequests, notesOfOthers } from './loaded-queries';
import { type QueryChoice, chosenQueries } from './query-choice';
import { type RequestLoad, requestLoad } from './request-load';

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

/** Which logs there are, in all places together. */
export interface AuditedLogs {
  readonly accounts: string[];
  readonly regions: string[];
  /** 'yyyy/MM/dd', sorted. */
  readonly days: string[];
  /** How many tables there are over them, and in how many buckets they lie. */
  readonly places: number;
  readonly buckets: number;
}

/** Statements to run over the tables of one template. */
export interface AuditRun {
  readonly tables: GlueTable[];
  /** Gives the folder that stands for a bucket. */
  readonly folderOf: (bucket: string) => string;
  readonly executions: Execution[];
  /** What is to be loaded before, where they read a request table. */
  readonly load?: RequestLoad;
  /** 'yyyy/MM/dd' */
  readonly today: string;
  /** Which logs there are. */
  readonly logs: AuditedLogs;
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
  /** That the saved queries look back. */
  windowDays: 7,
  /** In each file, besides what the queries are to find. */
  everydayRequests: 40,
};
/** So that the queries about changes of the configuration are allowed. */
const managementEvents = ReadWriteType.ALL;

/** Lays out sample logs in a folder, for the saved queries of an audit that covers them. */
export function sampleRun(
  folder: string,
  today: string,
  choice: QueryChoice & Partial<Pick<CommandLine, 'requestTable'>>,
): AuditRun {
  const { accounts, regions } = SAMPLES;
  const queries = chosenQueries(choice);
  const asked = queries.map((query) => ({
    query,
    inputs: Object.fromEntries(sampleInputs(query, accounts[0], regions[0], choice.inputs)),
  }));
  // It checks the values.
  const withInputs = asked.map(({ query, inputs }) => query.withInputs(inputs));
  requireRegion('The samples hold', regions, choice);
  const days = Array.from({ length: SAMPLES.days }, (_, index) => addDays(today, index + 1 - SAMPLES.days));
  writeLogFiles(folder, generateLogFiles({ accounts, regions, days, everydayRequests: SAMPLES.everydayRequests }));
  const window = Duration.days(SAMPLES.windowDays);
  const props = { accounts: AuditedAccounts.of(accounts), managementEvents, queries: withInputs, window };
  const { template } = synthesizeAudit(accounts[0], regions[0], props, choice.requestTable);
  const executions = asked.map(({ query, inputs }) => ({
    query,
    sql: named(template.savedQueries, query.queryName).sql,
    inputs,
    parameters: [],
  }));
  const logs = { accounts, regions, days, places: 1, buckets: 1 };
  const load = choice.requestTable
    ? requestLoad(template, [addDays(today, -SAMPLES.windowDays), today], today)
    : undefined;
  const notes = load ? notesOfOthers(queries) : [];
  return { tables: template.tables, folderOf: () => folder, executions, load, today, logs, notes, passedOver: [] };
}

/** Whether a query is answered from the log files alone. */
export function readsLogs({ load }: AuditRun, { query }: Execution): boolean {
  return load === undefined || !isOfRequests(query);
}

/** Those of the values that are for inputs of the query. */
export function inputsOf(query: AuditQuery, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => query.inputs.some(({ name }) => name === key)));
}

/** @throws if a region is asked for, and there are no log files of it */
export function requireRegion(holder: string, regions: string[], { inputs: { region } }: QueryChoice): void {
  if (region !== undefined && !regions.includes(region)) {
    throw new Error(`${holder} no log files of region ${region}, only of ${regions.join(', ')}`);
  }
}

/** @throws if there is none */
export function named<Item extends { readonly name: string }>(items: Item[], name: string): Item {
  const item = items.find((candidate) => candidate.name === name);
  if (!item) {
    throw new Error(`The template has no ${name}, only ${items.map((other) => other.name).join(', ')}`);
  }
  return item;
}
