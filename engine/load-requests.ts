import type { QueryAnswer, QueryEngine } from './query-engine';
import { addDays } from './storage/projected-table';
import type { LoadTexts } from './template/load-texts';

/** As the state machine has it. */
export const DUPLICATE_DAYS = 3;

/**
 * Loads a day, as the state machine does, and enters it. It fails where the day's events are not all there, each once.
 *
 * @returns the answer of the statement that inserts
 */
export async function loadDay(engine: QueryEngine, texts: LoadTexts, day: string): Promise<QueryAnswer> {
  const around = [addDays(day, -DUPLICATE_DAYS), addDays(day, DUPLICATE_DAYS)];
  const inserted = await engine.run(texts.insertRequests, [day, day, ...around, day]);
  await engine.run(texts.enterDay, [day, day, day, ...around]);
  return inserted;
}
