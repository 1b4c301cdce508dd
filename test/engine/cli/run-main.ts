import { main } from '../../../engine/cli/main';

interface NamedFile {
  path: string;
  reason: string;
}

export interface Answers {
  queries: {
    name: string;
    sql?: string;
    columns: string[];
    rows: unknown[][];
    filesRead: number;
    filesTotal: number;
  }[];
  failed: { name: string; reason: string }[];
  broken: NamedFile[];
  inPart: NamedFile[];
  passedOver: NamedFile[];
}

export function answersIn(stdout: string): () => Answers {
  return () => JSON.parse(stdout) as Answers;
}

/** What the process does, but in this one, which takes less time. */
export async function run(...args: string[]) {
  const output: unknown[] = [];
  const lines: unknown[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => output.push(text) > 0);
  const complain = jest.spyOn(console, 'error').mockImplementation((line) => void lines.push(`${line}\n`));
  try {
    const status = await main(args);
    const stdout = output.join('');
    return { status, stdout, stderr: lines.join(''), answers: answersIn(stdout) };
  } finally {
    write.mockRestore();
    complain.mockRestore();
  }
}

/** An error is one line, and nothing is printed before it. */
export async function expectError(args: string[], message: string): Promise<void> {
  const print = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const line = await main(args).then(
    () => 'no error',
    (error: Error) => error.message,
  );
  const calls = print.mock.calls;
  print.mockRestore();
  expect(`${line}\n`).toContain(message);
  expect(line.split('\n')).toHaveLength(1);
  expect(calls).toEqual([]);
}
