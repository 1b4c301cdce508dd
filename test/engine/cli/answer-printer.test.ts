import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AnswerPrinter, JsonPrinter, TablePrinter } from '../../../engine/cli/answer-printer';
import type { Execution } from '../../../engine/cli/audit-run';
import type { RowBatch, StreamedAnswer } from '../../../engine/query-engine';
import { QueryPack } from '../../../lib';

const EXECUTION: Execution = {
  query: QueryPack.REQUEST_IDENTIFICATION[0],
  sql: 'SELECT a,\n  b FROM t WHERE c = ?',
  inputs: { c: "it's" },
  parameters: ["it's"],
};
const NAME = EXECUTION.query.queryName;
const NO_GAPS = { failed: [], broken: [], inPart: [], passedOver: [] };

/** Takes its time for each piece, and holds one at a time. */
class SlowStream extends Writable {
  public text = '';
  /** The most that ever waited to be written. */
  public mostWaiting = 0;
  public columns?: number;

  constructor() {
    super({ highWaterMark: 1, decodeStrings: false });
  }

  public override write(...args: [any]): boolean {
    const result = super.write(...args);
    this.mostWaiting = Math.max(this.mostWaiting, this.writableLength);
    return result;
  }

  public override _write(piece: string, _: unknown, done: () => void): void {
    setTimeout(() => {
      this.text += piece;
      done();
    }, 1);
  }
}

let output: SlowStream;
beforeEach(() => {
  output = new SlowStream();
});

function batchOf(rows: unknown[][]): RowBatch {
  return { count: rows.length, rows: () => rows };
}

/** An answer whose rows come in such batches, the last of which may be an error. */
function answerOf(...batches: (unknown[][] | Error)[]): StreamedAnswer {
  async function* generate(): AsyncGenerator<RowBatch> {
    for (const batch of batches) {
      await sleep(0);
      if (batch instanceof Error) {
        throw batch;
      }
      // Whoever asks for more has printed what came before.
      expect(output.writableLength).toBe(0);
      yield batchOf(batch);
    }
  }
  return { columns: ['a', 'b'], filesRead: 1, filesTotal: 2, batches: generate() };
}

/** The same, of a request table. What was read is known only at its end. */
function loadedAnswerOf(...batches: unknown[][][]): StreamedAnswer {
  const answer = answerOf(...batches);
  let hasEnded = false;
  async function* untilEnd(): AsyncGenerator<RowBatch> {
    yield* answer.batches;
    hasEnded = true;
  }
  const sides = () => {
    expect(hasEnded).toBe(true);
    return { logs: { files: 3, total: 4, bytes: 5000 }, table: { files: 6, total: 7, bytes: 1 } };
  };
  return { ...answer, batches: untilEnd(), sides };
}

async function printed(printer: AnswerPrinter, ...answers: StreamedAnswer[]): Promise<string> {
  for (const answer of answers) {
    await printer.print(EXECUTION, answer);
  }
  await printer.end();
  return output.text;
}

describe('JsonPrinter', () => {
  test('prints one document', async () => {
    const first = answerOf([['x', 1]], [[null, { c: [2] }]], [['y', 0.5]]);
    const text = await printed(new JsonPrinter(output, NO_GAPS), first, answerOf());
    expect(text.endsWith(']}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual({
      ...NO_GAPS,
      queries: [
        {
          name: NAME,
          columns: ['a', 'b'],
          rows: [
            ['x', 1],
            [null, { c: [2] }],
            ['y', 0.5],
          ],
          filesRead: 1,
          filesTotal: 2,
        },
        { name: NAME, columns: ['a', 'b'], rows: [], filesRead: 1, filesTotal: 2 },
      ],
    });
  });

  test('tells what was read on either side of a request table', async () => {
    const text = await printed(new JsonPrinter(output, NO_GAPS), loadedAnswerOf([['x', 1]]));
    expect(JSON.parse(text).queries).toEqual([
      {
        name: NAME,
        columns: ['a', 'b'],
        rows: [['x', 1]],
        filesRead: 3,
        filesTotal: 4,
        bytesRead: 5000,
        tableFilesRead: 6,
        tableFilesTotal: 7,
        tableBytesRead: 1,
      },
    ]);
  });

  test('prints a document without any answer', async () => {
    expect(await printed(new JsonPrinter(output, NO_GAPS))).toBe(
      '{"queries":[],"failed":[],"broken":[],"inPart":[],"passedOver":[]}\n',
    );
  });

  test('tells the statements, too, where they are asked for', async () => {
    const { sql, parameters } = EXECUTION;
    const text = await printed(new JsonPrinter(output, NO_GAPS, true), answerOf([['x', 1]]));
    expect(JSON.parse(text).queries).toMatchObject([{ name: NAME, sql, parameters, rows: [['x', 1]] }]);
  });

  test('ends with the queries that fail, and the log files that the answers are without', async () => {
    const file = (path: string) => [{ path, reason: '\u001b[2J' }];
    const failed = [{ name: 'copies', reason: '\u001b[2J' }];
    const gaps = { failed, broken: file('a'), inPart: file('b'), passedOver: file('c') };
    const text = await printed(new JsonPrinter(output, gaps), answerOf([['x', 1]]));
    expect(JSON.parse(text)).toMatchObject(gaps);
    expect(text).toMatch(/^[\x20-\x7e]*\n$/);
  });

  test('waits for whoever reads, and holds one batch at a time', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => [index, 'x'.repeat(100)]);
    const batches = Array.from({ length: 20 }, () => rows);
    await printed(new JsonPrinter(output, NO_GAPS), answerOf(...batches));
    expect(JSON.parse(output.text).queries[0].rows).toHaveLength(400);
    expect(output.mostWaiting).toBeLessThanOrEqual(JSON.stringify(rows).length);
  });

  test('says where an answer breaks off, and goes on', async () => {
    const printer = new JsonPrinter(output, NO_GAPS);
    await expect(printer.print(EXECUTION, answerOf([['x', 1]], new Error('broken')))).rejects.toThrow('broken');
    expect(JSON.parse(await printed(printer, answerOf([['y', 2]])))).toEqual({
      ...NO_GAPS,
      queries: [
        { name: NAME, columns: ['a', 'b'], rows: [['x', 1]], incomplete: true },
        { name: NAME, columns: ['a', 'b'], rows: [['y', 2]], filesRead: 1, filesTotal: 2 },
      ],
    });
  });

  test('says so where an answer breaks off before its first row', async () => {
    const printer = new JsonPrinter(output, NO_GAPS);
    await expect(printer.print(EXECUTION, answerOf(new Error('broken')))).rejects.toThrow('broken');
    expect(JSON.parse(await printed(printer))).toEqual({
      ...NO_GAPS,
      queries: [{ name: NAME, columns: ['a', 'b'], rows: [], incomplete: true }],
    });
  });

  test('escapes control characters', async () => {
    const key = '\u001b[2J\u009b\u202e\u2028\ufeff';
    const text = await printed(new JsonPrinter(output, NO_GAPS), answerOf([[key, { [key]: key }]]));
    expect(text).toMatch(/^[\x20-\x7e]*\n$/);
    expect(JSON.parse(text).queries[0].rows).toEqual([[key, { [key]: key }]]);
  });

  test('fails with its output', async () => {
    output.destroy(new Error('closed'));
    output.on('error', () => undefined);
    await expect(new JsonPrinter(output, NO_GAPS).print(EXECUTION, answerOf([['x', 1]]))).rejects.toThrow();
  });
});

describe('TablePrinter', () => {
  test.each([undefined, 100])('tells what was read on either side of a request table, %s wide', async (columns) => {
    output.columns = columns;
    const text = await printed(new TablePrinter(output), loadedAnswerOf([['x', 1]]));
    expect(text).toContain(
      '\n1 row, read 3 of 4 log files (5,000 bytes) and 6 of 7 Parquet files of the request table (1 byte)\n\n\n',
    );
  });

  const question = [
    `== ${NAME}: ${EXECUTION.query.title}`,
    'Does the table find the log files of this region, and what do events hold?',
    "With c = it's.",
    '',
    '',
  ].join('\n');

  test('prints title, question and rows', async () => {
    expect(await printed(new TablePrinter(output), answerOf([['x', 1]], [['y', null]]))).toBe(
      `${question}a  b\n-  -\nx  1\ny  -\n\n2 rows, read 1 of 2 log files\n\n\n`,
    );
    expect(await printed(new TablePrinter(output), answerOf())).toContain(
      `${question}(no rows)\n\n0 rows, read 1 of 2`,
    );
  });

  test('prints the statement where it is asked for', async () => {
    expect(await printed(new TablePrinter(output, true), answerOf([['x', 1]]))).toContain(
      `${question}SELECT a,\n  b FROM t WHERE c = ?\n-- USING 'it''s'\n\na  b\n`,
    );
  });

  test('on a terminal keeps the first rows, and counts the rest without making rows of it', async () => {
    output.columns = 80;
    const made = jest.fn(() => Array.from({ length: 10 }, (_, index) => [index, 'b']));
    async function* batches(): AsyncGenerator<RowBatch> {
      for (let index = 0; index < 100; index++) {
        await sleep(0);
        yield { count: 10, rows: made };
      }
    }
    const text = await printed(new TablePrinter(output), { ...answerOf(), batches: batches() });
    expect(made).toHaveBeenCalledTimes(2);
    expect(text).toContain('\n4  b\n... and 985 more rows\n\n1000 rows, read 1 of 2 log files\n');
  });

  test('into a pipe prints all rows, none cut, and holds one batch at a time', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => [index, 'x'.repeat(300)]);
    const text = await printed(new TablePrinter(output), answerOf(...Array.from({ length: 20 }, () => rows)));
    expect(text.match(/^\d+ +x{300}$/gm)).toHaveLength(400);
    expect(output.mostWaiting).toBeLessThan(rows.length * 400);
  });

  test('is as wide as the terminal, and 80 columns at least', async () => {
    const rows = [['x'.repeat(200), 'y'.repeat(200)]];
    for (const [columns, width] of [
      [30, 80],
      [80, 80],
      [132, 132],
    ]) {
      output = new SlowStream();
      output.columns = columns;
      const [line] = /^x.*/m.exec(await printed(new TablePrinter(output), answerOf(rows)))!;
      expect(line).toMatch(/^x+…x+ {2}y+…y+$/);
      expect(line).toHaveLength(width);
    }
  });

  test('on a terminal prints nothing of an answer that breaks off', async () => {
    output.columns = 80;
    const printer = new TablePrinter(output);
    await expect(printer.print(EXECUTION, answerOf([['x', 1]], new Error('broken')))).rejects.toThrow('broken');
    expect(await printed(printer)).toBe('');
  });

  test('replaces control characters', async () => {
    const key = '\u001b[2J\u009b\u202e\u2028\n';
    await new TablePrinter(output, true).print(
      { ...EXECUTION, sql: `SELECT '${key.slice(0, -1)}'\nFROM t`, parameters: [key] },
      answerOf([[key, { [key]: key }]]),
    );
    expect(output.text).toMatch(/^[\x20-\x7e\n\ufffd]*$/);
    expect(output.text).toContain(
      "\nSELECT '\ufffd[2J\ufffd\ufffd\ufffd'\nFROM t\n-- USING '\ufffd[2J\ufffd\ufffd\ufffd\ufffd'\n",
    );
  });
});
