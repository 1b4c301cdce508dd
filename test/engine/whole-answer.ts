import type { StreamedAnswer } from '../../engine/query-engine';

/** A streamed answer with all of its rows. */
export async function wholeAnswer({ batches, ...answer }: StreamedAnswer) {
  const rows: unknown[][] = [];
  for await (const batch of batches) {
    rows.push(...batch.rows());
  }
  return { ...answer, rows };
}
