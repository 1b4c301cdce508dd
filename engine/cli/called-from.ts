import { resolve } from 'node:path';

/** A path as it was meant where npm was called: npm runs scripts in the package's folder. */
export function calledFrom(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}
