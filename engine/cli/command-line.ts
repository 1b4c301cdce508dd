import { parseArgs } from 'node:util';
import { isDay } from '../storage/log-files';
import { didYouMean } from './nearest';

/** What `npm start` was asked for. */
export interface CommandLine {
  readonly help: boolean;
  readonly list: boolean;
  readonly json: boolean;
  /** Whether the statements are printed, too. */
  readonly sql: boolean;
  /** Whether queries are asked of a request table. */
  readonly requestTable: boolean;
  /** Folders that stand for log buckets. Without any, samples are laid out. */
  readonly logs: string[];
  /** 'yyyy/MM/dd' */
  readonly from?: string;
  /** 'yyyy/MM/dd' */
  readonly to?: string;
  /** Names of queries. @default - with no themes either, those that an audit saves by default */
  readonly queries: string[];
  readonly themes: string[];
  /** Paths of files with queries of the user's own. */
  readonly sqlFiles: string[];
  readonly inputs: Record<string, string>;
}

export const HELP = `Runs the saved queries of an S3 audit, as they stand in its CloudFormation template, without AWS.

npm start
    lays out sample CloudTrail logs as S3 would hold them, and runs the queries that an audit saves by default over
    today and seven days before.

npm start --silent -- --logs DIR
    runs the prepared statements over your own logs, read where they lie:
    DIR/[prefix/]AWSLogs/[<organization>/]<account>/CloudTrail/<region>/yyyy/MM/dd/*.json.gz or *.json,
    all of them together, of any account, organization and partition. Nothing else in DIR is read.

  --logs DIR          folder that stands for a log bucket; may be repeated, for a history in several buckets. An event
                      that lies in two places counts once
  --from DAY          first day, such as 2026/11/01 or 2026-11-01; by default the first one in DIR
  --to DAY            last day; by default the last one in DIR
  --query NAME        runs this query, instead; may be repeated
  --theme NAME        runs the queries of a theme: signatures, access, exposure, protection, deletion, configuration,
                      cost-and-volume or all; may be repeated
  --sql-file FILE     runs a query of your own, as AuditQuery.fromFile takes it; may be repeated
  --list              prints the names of all queries, by theme, with their inputs; --json, too
  --input NAME=VALUE  value for an input of the queries, such as bucket=my-bucket or networks=10.0.0.0/8,2001:db8::/32;
                      may be repeated. The samples have a value for each. With --logs, the region is by default the one
                      with the most log files, and a query of a theme whose other inputs are missing is left
                      out, which is said.
  --request-table     loads the days of the window until yesterday into a request table of Parquet files in a temporary
                      folder, as addRequestTable() does in AWS, and answers from it and from the logs of the last two
                      days. What it does not have is answered from the logs, which is said
  --sql               prints the statement of each query, too, as it stands in the template
  --json              prints one JSON document and nothing else:
                      {"queries":[{"name","columns":[...],"rows":[[...]],"filesRead":n,"filesTotal":n}],
                      "failed":[{"name","reason"}],"broken":[{"path","reason"}],"inPart":[...],"passedOver":[...]}
                      and, with --sql, "sql" and "parameters" of each query; and, of one that reads the request table,
                      "bytesRead" of these log files, and "tableFilesRead", "tableFilesTotal" and "tableBytesRead" of
                      its Parquet files; with times as ISO 8601 in UTC, and counts as numbers. "failed" are the queries
                      without an answer, or with a part of one; the last three are the log files that the answers are
                      without, or have in part
  --help              prints this

Days are those under which CloudTrail filed an event, in UTC. On a terminal, tables show 15 rows and cut wide texts;
into a file or a pipe they are whole, as with --json.

The exit code is 0 where every log file was read and every query answered. It is 1 where something is missing: a log
file that is broken or lies where no query looks, a value that is not of CloudTrail's type, a query that fails. Each is
named on stderr, and the rest is answered. It is 1, too, without an answer, for a wrong option, and where no log file
can be read.
`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h', default: false },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  sql: { type: 'boolean', default: false },
  'request-table': { type: 'boolean', default: false },
  logs: { type: 'string', multiple: true, default: [] as string[] },
  from: { type: 'string' },
  to: { type: 'string' },
  query: { type: 'string', multiple: true, default: [] as string[] },
  'sql-file': { type: 'string', multiple: true, default: [] as string[] },
  theme: { type: 'string', multiple: true, default: [] as string[] },
  input: { type: 'string', multiple: true, default: [] as string[] },
} as const;
/** What newer releases of npm take an option for, since its own begins with it. */
const NAMES_IN_NPM: Record<string, string[] | undefined> = { to: ['token_description'] };
const OPTION_NAMES = Object.keys(OPTIONS).map((name) => `--${name}`);

/**
 * Without `--`, npm takes options for its own, and leaves them in the environment. Samples would be asked in place of one's logs,
 * or other days than those that were meant.
 *
 * @throws if it has taken one that nobody sets for npm, as --json and what it makes of --sql may be
 */
export function refuseTakenByNpm(environment: NodeJS.ProcessEnv): void {
  const namesOf = (option: string) => [option.replaceAll('-', '_'), ...(NAMES_IN_NPM[option] ?? [])];
  const taken = Object.keys(OPTIONS).find(
    (option) => option !== 'json' && namesOf(option).some((name) => environment[`npm_config_${name}`] !== undefined),
  );
  if (taken !== undefined) {
    throw new Error(
      `npm has taken --${taken} for an option of its own. Options stand behind --: npm start -- --${taken}`,
    );
  }
}

/** @throws if an option is unknown, or a value isn't one that it takes */
export function parseCommandLine(args: string[]): CommandLine {
  const values = parsed(args);
  const { help, list, json, sql, logs, query: queries, theme: themes } = values;
  const from = values.from === undefined ? undefined : day('from', values.from);
  const to = values.to === undefined ? undefined : day('to', values.to);
  const sqlFiles = values['sql-file'];
  const requestTable = values['request-table'];
  const asked = [...queries, ...themes, ...sqlFiles, ...logs];
  if (list && (asked.length > 0 || requestTable || sql)) {
    throw new Error('--list prints all queries, and takes no other option than --json');
  }
  const inputs = inputsOf(values.input);
  if (logs.length === 0 && (from !== undefined || to !== undefined)) {
    throw new Error('--from and --to need --logs: a saved query has its days in its text');
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new Error(`--from ${values.from} is after --to ${values.to}`);
  }
  return { help, list, json, sql, requestTable, logs, from, to, queries, themes, sqlFiles, inputs };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, unknown = ''] = /'(--?[^\s'=]+)/.exec(message) ?? [];
    const hints: Record<string, string | undefined> = {
      ERR_PARSE_ARGS_UNKNOWN_OPTION: didYouMean(unknown, OPTION_NAMES),
      ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL:
        ' npm takes options for its own before --, as in npm start -- --query NAME.',
    };
    const hint = hints[code ?? ''] ?? '';
    throw new Error(`${message.split('. ')[0].replace(/\.$/, '')}.${hint} --help tells the options`);
  }
}

function day(option: string, value: string): string {
  const text = value.replaceAll('-', '/');
  if (!isDay(text)) {
    throw new Error(`--${option} ${value} is no day of the calendar, such as 2026/11/01 or 2026-11-01`);
  }
  return text;
}

/** @throws if one is given twice: an answer would be to one of both */
function inputsOf(assignments: string[]): Record<string, string> {
  const inputs = assignments.map(input);
  const twice = inputs.find(([name], index) => inputs.findIndex(([other]) => other === name) !== index);
  if (twice !== undefined) {
    throw new Error(`--input ${twice[0]} is given twice. A list is one value, with commas`);
  }
  return Object.fromEntries(inputs);
}

function input(assignment: string): [name: string, value: string] {
  const [, name, value] = /^(\w+)=(.+)$/s.exec(assignment) ?? [];
  if (name === undefined) {
    throw new Error(`--input ${assignment} is no NAME=VALUE`);
  }
  return [name, value];
}
