import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findJdk } from '../../engine/trino/jdk';

/** Asks a Java program of this folder, which answers lines by lines. */
export async function askProgram(
  program: string,
  questions: string[],
  { args = [], options = [] }: { args?: string[]; options?: string[] },
): Promise<string[]> {
  const java = join(findJdk(), 'bin', 'java');
  const asked = promisify(execFile)(java, [...options, join(__dirname, program), ...args], { maxBuffer: 1 << 28 });
  asked.child.stdin!.end(questions.map((question) => `${question}\n`).join(''));
  return (await asked).stdout.trimEnd().split('\n');
}
