import { randomUUID } from 'node:crypto';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Account } from './account';

/** Starts a state machine, and gives the execution's ARN. */
export async function startExecution(account: Account, stateMachineArn: string, input: object): Promise<string> {
  const request = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
  return (await account.stepFunctions.send(request)).executionArn!;
}

export async function endOf(account: Account, executionArn: string): Promise<DescribeExecutionOutput> {
  for (;;) {
    const execution = await account.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') {
      return execution;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Calls a service by a task of Step Functions, in place of a client.
 *
 * @param action as `aws-sdk` of Step Functions has it: `dynamodb:getItem`
 */
export async function callByTask(account: Account, role: string, action: string, Arguments: object): Promise<unknown> {
  const Task = { Type: 'Task', Resource: `arn:aws:states:::aws-sdk:${action}`, Arguments, End: true };
  const request = new CreateStateMachineCommand({
    name: randomUUID(),
    roleArn: `arn:aws:iam::${account.id}:role/${role}`,
    definition: JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Task', States: { Task } }),
  });
  const { stateMachineArn } = await account.stepFunctions.send(request);
  const { status, output, cause } = await endOf(account, await startExecution(account, stateMachineArn!, {}));
  if (status !== 'SUCCEEDED') {
    throw new Error(`${action} fails: ${cause}`);
  }
  return JSON.parse(output!) as unknown;
}
