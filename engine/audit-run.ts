import { RegionInfo } from 'aws-cdk-lib/region-info';
import { type Question, synthesizeAudit } from './audit-app';
import type { CommandLine } from './command-line';
import { generateLogFiles } from './log-generator';
import { scanLogFolder, writeLogFiles } from './log-files';
import { addDays } from './projected-table';
import type { GlueTable } from './template';

/** A statement to run for a question. */
export interface Execution {
  readonly question: Question;
  /** As it stands in the template. */
  readonly sql: string;
  /** One for each `?` in it. */
  readonly parameters: string[];
}

/** Statements to run over the tables of one template. */
export interface AuditRun {
  readonly tables: GlueTable[];
  readonly executions: Execution[];
  /** 'yyyy/MM/dd' */
  readonly today: string;
  /** What was decided for the user. */
  readonly notes: string[];
}

const SAMPLE_ACCOUNTS = ['111122223333', '444455556666'];
const SAMPLE_REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];
/** More than the saved queries look back, so that there is something to leave out. */
const SAMPLE_DAYS = 14;

/** Lays out sample logs in a folder, for the saved queries of an audit that covers them. */
export function sampleRun(folder: string, today: string, commandLine: CommandLine): AuditRun {
  const [accounts, regions] = [SAMPLE_ACCOUNTS, SAMPLE_REGIONS];
  const days = Array.from({ length: SAMPLE_DAYS }, (_, index) => addDays(today, index + 1 - SAMPLE_DAYS));
  writeLogFiles(folder, generateLogFiles({ accounts, regions, days }));
  const { questions, template } = synthesizeAudit(accounts[0], regions[0], {
    accounts,
    expectedNetworks: ['10.0.0.0/8', '192.0.2.0/24', '2001:db8:aaaa::/48'],
    expectedPrincipals: [`arn:aws:iam::${accounts[0]}:user/alice`, `arn:aws:iam::${accounts[0]}:role/fn-role`],
  });
  const executions = selected(questions, commandLine.queries).map((question) => ({
    question,
    sql: named(template.savedQueries, question.name).sql,
    parameters: [],
  }));
  return { tables: template.tables, executions, today, notes: [] };
}

/** For the logs in a folder, the prepared statements of an audit that covers their accounts, regions and days. */
export function logsRun(folder: string, today: string, commandLine: CommandLine): AuditRun {
  const { accounts, regions, days } = scanLogFolder(folder);
  if (days.length === 0) {
    throw new Error(
      `${folder} holds no log files; they are looked for as AWSLogs/<account>/CloudTrail/<region>/yyyy/MM/dd/*.json.gz`,
    );
  }
  const lastDay = days[days.length - 1];
  const bounds = [commandLine.from ?? days[0], commandLine.to ?? lastDay];
  // An empty answer would look like nothing had happened.
  if (!days.some((day) => bounds[0] <= day && day <= bounds[1])) {
    throw new Error(`${folder} holds no log files from ${bounds.join(' to ')}, only from ${days[0]} to ${lastDay}`);
  }
  if (commandLine.inputs.region !== undefined && !regions.includes(commandLine.inputs.region)) {
    throw new Error(
      `${folder} holds no log files of region ${commandLine.inputs.region}, only of ${regions.join(', ')}`,
    );
  }
  const known = regions.filter((region) => RegionInfo.regions.some(({ name }) => name === region));
  const unknown = regions.filter((region) => !known.includes(region));
  const { questions, template } = synthesizeAudit(accounts[0], regions[0], {
    accounts,
    regions: known.length > 0 ? known : undefined,
    additionalRegions: unknown.length > 0 ? unknown : undefined,
    firstDay: days[0],
  });

  const inputs: Record<string, string> = { region: regions[0], ...commandLine.inputs };
  const inputNames = new Set(questions.flatMap((question) => question.inputs));
  const stranger = Object.keys(commandLine.inputs).find((name) => !inputNames.has(name));
  if (stranger !== undefined) {
    throw new Error(`No query has the input ${stranger}, only ${[...inputNames].join(', ')}`);
  }

  const notes: string[] = [];
  const executions: Execution[] = [];
  for (const question of selected(questions, commandLine.queries)) {
    const missing = question.inputs.filter((name) => inputs[name] === undefined);
    const options = missing.map((name) => `--input ${name}=...`).join(' ');
    if (missing.length === 0) {
      const { sql } = named(template.preparedStatements, question.statementName);
      executions.push({ question, sql, parameters: [...bounds, ...question.inputs.map((name) => inputs[name])] });
    } else if (commandLine.queries.length > 0) {
      throw new Error(`${question.name} needs ${options}`);
    } else {
      notes.push(`${question.name} is left out; it needs ${options}`);
    }
  }
  if (
    commandLine.inputs.region === undefined &&
    executions.some(({ question }) => question.inputs.includes('region'))
  ) {
    notes.push(`the input region is ${regions[0]}, which has the most log files; --input region=... takes another`);
  }
  // The clock of whoever wrote the logs may be ahead of ours.
  return { tables: template.tables, executions, today: lastDay > today ? lastDay : today, notes };
}

function selected(questions: Question[], names: string[]): Question[] {
  const unknown = names.find((name) => !questions.some((question) => question.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no query ${unknown}, only ${questions.map(({ name }) => name).join(', ')}`);
  }
  return names.length === 0 ? questions : questions.filter(({ name }) => names.includes(name));
}

function named<Item extends { readonly name: string }>(items: Item[], name: string): Item {
  const item = items.find((candidate) => candidate.name === name);
  if (!item) {
    throw new Error(`The template has no ${name}, only ${items.map((other) => other.name).join(', ')}`);
  }
  return item;
}
