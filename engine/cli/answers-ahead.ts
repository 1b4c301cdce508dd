import type { StreamedAnswer } from '../query-engine';
import type { Execution } from './audit-run';

/**
 * Gives each answer in its turn, and has the next ones made meanwhile. Where one fails, it says so in its turn.
 *
 * @param ahead how many are made beside the one whose turn it is
 */
export function* answersAhead(
  executions: Execution[],
  ahead: number,
  ask: (execution: Execution) => Promise<StreamedAnswer>,
): Generator<[Execution, Promise<StreamedAnswer>]> {
  const asked: Promise<StreamedAnswer>[] = [];
  const others = [...executions];
  for (const execution of executions) {
    while (others.length > 0 && asked.length <= ahead) {
      const answer = ask(others.shift()!);
      answer.catch(() => undefined);
      asked.push(answer);
    }
    yield [execution, asked.shift()!];
  }
}
