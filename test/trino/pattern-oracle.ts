import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findJdk } from '../../engine/trino/jdk';

/** What a regular expression of Java's makes of a value. */
export interface PatternAnswer {
  /** Whether it takes the value; 'overflow' where the stack doesn't suffice. */
  readonly taken: boolean | 'overflow';
  /** How often it read a character. */
  readonly reads: number;
}

/** Asks Java's own regular expressions, each question a pattern and a value, on a stack of so many bytes. */
export async function askJava(questions: [string, string][], stackBytes: number): Promise<PatternAnswer[]> {
  const java = join(findJdk(), 'bin', 'java');
  const asked = promisify(execFile)(java, [join(__dirname, 'PatternOracle.java'), String(stackBytes)]);
  asked.child.stdin!.end(questions.map((question) => `${question.map(encodeURIComponent).join(' ')}\n`).join(''));
  const { stdout } = await asked;
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [taken, reads] = line.split(' ');
      return { taken: taken === 'overflow' ? taken : taken === 'true', reads: Number(reads) };
    });
}
