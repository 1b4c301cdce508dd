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
/** A day as a parameter of a statement: in quotes. */
export const dayParameter = (day: string) => expression(`"'" & ${day} & "'"`);
export const ANY_ERROR = ['States.ALL'];

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
