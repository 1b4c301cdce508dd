const DAY_MS = 24 * 60 * 60_000;

/**
 * Today in UTC, 'yyyy/MM/dd', which it will be for so many minutes: close to midnight, this waits. Trino has no other
 * clock.
 */
export function todayForAWhile(minutes = 5): string {
  const left = DAY_MS - (Date.now() % DAY_MS);
  if (left < minutes * 60_000) {
    // Jest collects tests synchronously.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, left + 1000);
  }
  return new Date().toISOString().slice(0, 10).replaceAll('-', '/');
}
