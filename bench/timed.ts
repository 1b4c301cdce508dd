import { performance } from 'node:perf_hooks';

/** What an action gives, and how long it took. */
export async function timed<Result>(action: () => Promise<Result>): Promise<Result & { seconds: number }> {
  const start = performance.now();
  const result = await action();
  return { ...result, seconds: (performance.now() - start) / 1000 };
}
