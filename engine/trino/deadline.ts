/** That something took too long. */
export class DeadlineError extends Error {}

/**
 * What the work gives, or an error once its time is over. The work is told by the signal, but not waited for: with
 * `AbortSignal.timeout` alone, a start on a busy machine took longer than all timeouts together, and why isn't known.
 */
export async function within<Result>(ms: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(`Nothing came of it within ${ms} ms`));
      controller.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
