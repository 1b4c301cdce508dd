import { answersAhead } from '../../../engine/cli/answers-ahead';
import type { Execution } from '../../../engine/cli/audit-run';
import type { StreamedAnswer } from '../../../engine/query-engine';
import { QueryPack } from '../../../lib';

const EXECUTIONS: Execution[] = QueryPack.ALL.slice(0, 5).map((query) => ({
  query,
  sql: query.queryName,
  inputs: {},
  parameters: [],
}));
const NAMES = EXECUTIONS.map(({ sql }) => sql);

/** What has been asked at each turn, when all answers fail but the first. */
async function turns(ahead: number): Promise<string[][]> {
  const asked: string[] = [];
  const ask = ({ sql }: Execution): Promise<StreamedAnswer> => {
    asked.push(sql);
    return sql === NAMES[0]
      ? Promise.resolve({ columns: [sql] } as unknown as StreamedAnswer)
      : Promise.reject(new Error(sql));
  };
  const seen: string[][] = [];
  for (const [execution, answer] of answersAhead(EXECUTIONS, ahead, ask)) {
    seen.push([...asked]);
    // So that a failure that nobody looks at would be noticed.
    await new Promise(setImmediate);
    const told = await answer.then(
      ({ columns }) => columns[0],
      ({ message }: Error) => message,
    );
    expect(told).toBe(execution.sql);
  }
  return seen;
}

test('asks each query in its turn', async () => {
  expect(await turns(0)).toEqual(NAMES.map((_, index) => NAMES.slice(0, index + 1)));
});

test('asks so many ahead, each once, and fails in its turn', async () => {
  expect(await turns(2)).toEqual([NAMES.slice(0, 3), NAMES.slice(0, 4), NAMES, NAMES, NAMES]);
  expect(await turns(9)).toEqual(NAMES.map(() => NAMES));
});

test('has nothing to ask of nothing', () => {
  expect([...answersAhead([], 2, () => Promise.reject(new Error('asked')))]).toEqual([]);
});
