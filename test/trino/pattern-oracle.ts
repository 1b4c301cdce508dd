import { askProgram } from './ask-program';

/** What a regular expression of Java's makes of a value. */
export interface PatternAnswer {
  /** Whether it takes the value; 'overflow' where the stack doesn't suffice. */
  readonly taken: boolean | 'overflow';
  /** How often it read a character. */
  readonly reads: number;
}

/** Asks Java's own regular expressions, each question a pattern and a value, on a stack of so many bytes. */
export async function askJava(questions: [string, string][], stackBytes: number): Promise<PatternAnswer[]> {
  const lines = questions.map((question) => question.map(encodeURIComponent).join(' '));
  const answers = await askProgram('PatternOracle.java', lines, { args: [String(stackBytes)] });
  return answers.map((line) => {
    const [taken, reads] = line.split(' ');
    return { taken: taken === 'overflow' ? taken : taken === 'true', reads: Number(reads) };
  });
}
