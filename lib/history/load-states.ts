import { LoadStatements } from './load-statements';

/** What the state machine works with, and tells. */
export interface LoadParts {
  readonly partition: string;
  readonly statements: LoadStatements;
  readonly workgroupName: string;
  readonly lockTableName: string;
  readonly queueUrl: string;
  readonly stateMachineArn: string;
  readonly metric: { readonly namespace: string; readonly name: string; readonly dimensions: Record<string, string> };
}

/** A state, as Amazon States Language has it. */
export type State = Record<string, unknown>;

/** Athena ends a statement after 30 minutes, where its quota was not raised. Two of them fit into a lock. */
const STATEMENT_SECONDS = 60 * 60;

/** An expression in JSONata. */
export const expression = (text: string) => `{% ${text} %}`;
/** A text as a parameter of a statement: in quotes. */
export const parameter = (text: string) => expression(`"'" & ${text} & "'"`);
export const ANY_ERROR = ['States.ALL'];
/** That a day is one, as a whole time: not each implementation of JSONata takes a day alone. */
const timeOf = (day: string) => `$toMillis($replace(${day}, '/', '-') & 'T00:00:00.000Z')`;
/** The text of the day so many days behind another one. */
export const daysBehind = (day: string, days: number) =>
  `$fromMillis(${timeOf(day)} + ${days * 86_400_000}, '[Y0001]/[M01]/[D01]')`;
/** Of what changes nothing, a task that failed is tried again. */
export const RETRY = [
  { ErrorEquals: ANY_ERROR, IntervalSeconds: 30, MaxAttempts: 2, BackoffRate: 2, JitterStrategy: 'FULL' },
];

/** Runs a statement of Athena, and waits for its end. */
export function statement({ partition, workgroupName }: LoadParts, text: string, parameters: string[]): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::athena:startQueryExecution.sync`,
    TimeoutSeconds: STATEMENT_SECONDS,
    Arguments: { QueryString: text, WorkGroup: workgroupName, ExecutionParameters: parameters },
  };
}

/** Writes a message into the dead-letter queue; its body is an expression. */
export function message({ partition, queueUrl }: LoadParts, body: string): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::sqs:sendMessage`,
    Arguments: { QueueUrl: queueUrl, MessageBody: expression(`$string(${body})`) },
  };
}
