import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const PYTHON = process.env.PYTHON!;

/** What a script of this folder prints, as JSON, where it reads that of an input. */
export function runPython<T>(script: string, input: unknown = null): T {
  const output = execFileSync(PYTHON, [join(__dirname, script)], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as T;
}
