import { GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import type { Account } from './account';

/**
 * Runs a statement in a workgroup. The emulator computes no answer, but writes a result, and keeps the history.
 *
 * @param parameters for its `?`, each as SQL has it
 */
export async function runQuery(
  account: Account,
  workgroup: string,
  statement: string,
  parameters?: string[],
): Promise<string> {
  const request = { WorkGroup: workgroup, QueryString: statement, ExecutionParameters: parameters };
  const { QueryExecutionId } = await account.athena.send(new StartQueryExecutionCommand(request));
  for (;;) {
    const answer = await account.athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = answer.QueryExecution!.Status!;
    if (State === 'SUCCEEDED') {
      return QueryExecutionId!;
    }
    if (State === 'FAILED' || State === 'CANCELLED') {
      throw new Error(StateChangeReason);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
