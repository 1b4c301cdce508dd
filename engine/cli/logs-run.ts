import type { AuditQuery } from '../../lib/index'; // not '../lib': see bin/
import type { DeployedTemplate } from '../template/template';
import { type Question, synthesizeLogAudit } from './audit-app';
import { type AuditRun, type Execution, inputsOf, named, requireRegion } from './audit-run';
import type { CommandLine } from './command-line';
import { type LogHistory, holders, scanLogFolders } from './log-folders';
import { isOfRequests, notesOfOthers } from './loaded-queries';
import { logLocations } from './log-locations';
import { type QueryChoice, chosenQueries } from './query-choice';
import { requestLoad } from './request-load';

/** For the logs in some folders, the prepared statements of an audit that covers their accounts, regions and days. */
export function logsRun(folders: string[], today: string, commandLine: CommandLine): AuditRun {
  const queries = chosenQueries(commandLine);
  const history = scanLogFolders(folders);
  const { buckets, accounts, regions, days, passedOver } = history;
  const bounds = boundsIn(history, commandLine);
  requireRegion(holders(folders), regions, commandLine);
  const { questions, template } = synthesizeLogAudit(
    accounts[0],
    regions[0],
    (stack) => logLocations(stack, buckets),
    queries,
    commandLine.requestTable,
  );

  const { executions, notes } = preparedExecutions(questions, template, regions[0], bounds, commandLine);
  const asksForRegion = executions.some(({ query }) => query.inputs.some(({ name }) => name === 'region'));
  if (commandLine.inputs.region === undefined && asksForRegion) {
    notes.push(`the input region is ${regions[0]}, which has the most log files; --input region=... takes another`);
  }
  const lastDay = days[days.length - 1];
  // The clock of whoever wrote the logs may be ahead of ours.
  const latest = lastDay > today ? lastDay : today;
  const load =
    commandLine.requestTable && executions.some(({ query }) => isOfRequests(query))
      ? requestLoad(template, bounds, latest)
      : undefined;
  if (commandLine.requestTable) {
    notes.push(...notesOfOthers(executions.map(({ query }) => query)));
  }
  return {
    tables: template.tables,
    folderOf: (bucket) => buckets.find(({ bucketName }) => bucketName === bucket)!.folder,
    executions,
    load,
    today: latest,
    logs: { accounts, regions, days, places: template.tables.length, buckets: buckets.length },
    notes,
    passedOver,
  };
}

/** @throws if there are no logs of the days that are asked for: an empty answer would look like nothing had happened */
function boundsIn({ buckets, days }: LogHistory, { from, to }: CommandLine): string[] {
  const lastDay = days[days.length - 1];
  const bounds = [from ?? days[0], to ?? lastDay];
  if (!days.some((day) => bounds[0] <= day && day <= bounds[1])) {
    const folders = buckets.map(({ folder }) => folder);
    throw new Error(`${holders(folders)} no log files from ${bounds.join(' to ')}, only from ${days[0]} to ${lastDay}`);
  }
  return bounds;
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

function defaultsOf({ inputs }: AuditQuery): { [name: string]: string } {
  return Object.fromEntries(
    inputs.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
  );
}
