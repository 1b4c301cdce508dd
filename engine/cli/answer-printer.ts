import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { literal } from '../duckdb/sql';
import type { StreamedAnswer } from '../query-engine';
import type { Execution } from './audit-run';
import type { Gaps } from './gaps';
import { bytesInWords, printable, printableJson } from './printable';
import { textTable, wholeTable, wrapped } from './text-table';

/** Prints the answers of queries, one after another, while they are made. */
export interface AnswerPrinter {
  print(execution: Execution, answer: StreamedAnswer): Promise<void>;
  /** After the last one. */
  end(): Promise<void>;
}

/** Narrower terminals show lines that are broken. */
const NARROWEST = 80;
const ROWS_SHOWN = 15;

/**
 * Prints the title and the question of each query, and its answer as a table: the first rows, cut to the width of a terminal;
 * all of them, as they are, into a file or a pipe.
 */
export class TablePrinter implements AnswerPrinter {
  constructor(
    private readonly output: Writable & { readonly columns?: number },
    private readonly withSql = false,
  ) {}

  public async print(execution: Execution, answer: StreamedAnswer): Promise<void> {
    const { columns: terminalWidth = 0 } = this.output;
    const width = terminalWidth > 0 ? Math.max(NARROWEST, terminalWidth) : undefined;
    const count = await (width === undefined
      ? this.printWhole(execution, answer)
      : this.printFitted(execution, answer, width));
    await write(this.output, `\n${count} row${count === 1 ? '' : 's'}, read ${readInWords(answer)}\n\n\n`);
  }

  public end(): Promise<void> {
    return Promise.resolve();
  }

  private async printFitted(execution: Execution, answer: StreamedAnswer, width: number): Promise<number> {
    const rows: unknown[][] = [];
    let count = 0;
    for await (const batch of answer.batches) {
      if (rows.length < ROWS_SHOWN) {
        rows.push(...batch.rows().slice(0, ROWS_SHOWN - rows.length));
      }
      count += batch.count;
    }
    const table = textTable(answer.columns, rows, { width, rows: ROWS_SHOWN }, count);
    await write(this.output, `${this.heading(execution, width)}${table}\n`);
    return count;
  }

  /** A batch at a time; the first one says how wide the columns are. */
  private async printWhole(execution: Execution, { columns, batches }: StreamedAnswer): Promise<number> {
    let table: ReturnType<typeof wholeTable> | undefined;
    let count = 0;
    for await (const batch of batches) {
      const rows = batch.rows();
      if (!table) {
        table = wholeTable(columns, rows);
        await write(this.output, `${this.heading(execution)}${table.head.join('\n')}\n`);
      }
      await write(this.output, `${rows.map(table.line).join('\n')}\n`);
      count += batch.count;
    }
    if (!table) {
      await write(this.output, `${this.heading(execution)}(no rows)\n`);
    }
    return count;
  }

  private heading({ query, sql, inputs, parameters }: Execution, width = Infinity): string {
    const given = Object.entries(inputs).map(([name, value]) => `${name} = ${printable(value)}`);
    const using = parameters.length > 0 ? `\n-- USING ${printable(parameters.map(literal).join(', '))}` : '';
    const statement = this.withSql ? [`${sql.split('\n').map(printable).join('\n')}${using}`, ''] : [];
    const question = query.question === query.title ? [] : wrapped(printable(query.question), width);
    const values = given.length > 0 ? wrapped(`With ${given.join(', ')}.`, width) : [];
    return [`== ${query.queryName}: ${printable(query.title)}`, ...question, ...values, '', ...statement, ''].join(
      '\n',
    );
  }
}

/**
 * Prints one JSON document with all rows, of which it holds a few at a time, and with what they are without. An answer that
 * breaks off says so.
 */
export class JsonPrinter implements AnswerPrinter {
  private isFirst = true;

  constructor(
    private readonly output: Writable,
    private readonly gaps: Gaps,
    private readonly withSql = false,
  ) {}

  public async print({ query, sql, parameters }: Execution, answer: StreamedAnswer): Promise<void> {
    const { columns, batches } = answer;
    const head = { name: query.queryName, ...(this.withSql ? { sql, parameters } : {}), columns };
    await write(this.output, `${this.isFirst ? '{"queries":[' : ','}${fields(head)},"rows":[`);
    this.isFirst = false;
    let separator = '';
    try {
      for await (const batch of batches) {
        await write(this.output, separator + batch.rows().map(printableJson).join(','));
        separator = ',';
      }
    } catch (error) {
      await write(this.output, '],"incomplete":true}');
      throw error;
    }
    await write(this.output, `],${fields(readOf(answer)).slice(1)}}`);
  }

  public async end(): Promise<void> {
    const { failed, broken, inPart, passedOver } = this.gaps;
    const missing = fields({ failed, broken, inPart, passedOver }).slice(1);
    await write(this.output, `${this.isFirst ? '{"queries":[' : ''}],${missing}}\n`);
  }
}

/** What was read for an answer, whose rows are. */
function readOf({ filesRead, filesTotal, sides }: StreamedAnswer): Record<string, number> {
  if (!sides) {
    return { filesRead, filesTotal };
  }
  const { logs, table } = sides();
  return {
    filesRead: logs.files,
    filesTotal: logs.total,
    bytesRead: logs.bytes,
    tableFilesRead: table.files,
    tableFilesTotal: table.total,
    tableBytesRead: table.bytes,
  };
}

function readInWords({ filesRead, filesTotal, sides }: StreamedAnswer): string {
  if (!sides) {
    return `${filesRead} of ${filesTotal} log files`;
  }
  const { logs, table } = sides();
  return (
    `${logs.files} of ${logs.total} log files (${bytesInWords(logs.bytes)}) and ` +
    `${table.files} of ${table.total} Parquet files of the request table (${bytesInWords(table.bytes)})`
  );
}

/** An object as JSON without its end. */
function fields(value: object): string {
  return printableJson(value).slice(0, -1);
}

/** Writes, and waits where whoever reads is slower. */
async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) {
    await once(output, 'drain');
  }
}
