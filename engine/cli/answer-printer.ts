import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { literal } from '../duckdb/sql';
import type { StreamedAnswer } from '../query-engine';
import type { Execution } from './audit-run';
import { printable, printableJson } from './printable';
import { textTable } from './text-table';

/** Prints the answers of queries, one after another, while they are made. */
export interface AnswerPrinter {
  print(execution: Execution, answer: StreamedAnswer): Promise<void>;
  /** After the last one. */
  end(): Promise<void>;
}

/** Lines of a file or of a pipe, where nobody knows how wide they may be. */
const DEFAULT_WIDTH = 240;
const ROWS_SHOWN = 15;

/** Prints the statement of each query, and a table with the first rows of its answer. */
export class TablePrinter implements AnswerPrinter {
  constructor(private readonly output: Writable & { readonly columns?: number }) {}

  public async print({ query, sql, parameters }: Execution, answer: StreamedAnswer): Promise<void> {
    const rows: unknown[][] = [];
    let count = 0;
    for await (const batch of answer.batches) {
      if (rows.length < ROWS_SHOWN) {
        rows.push(...batch.rows().slice(0, ROWS_SHOWN - rows.length));
      }
      count += batch.count;
    }
    const using = parameters.length > 0 ? `\n-- USING ${printable(parameters.map(literal).join(', '))}` : '';
    const { columns: terminalWidth = 0 } = this.output;
    const width = terminalWidth > 0 ? terminalWidth : DEFAULT_WIDTH;
    const lines = [
      `== ${query.queryName}: ${query.title}`,
      `${sql.split('\n').map(printable).join('\n')}${using}\n`,
      `${textTable(answer.columns, rows, { width, rows: ROWS_SHOWN }, count)}\n`,
      `${count} row${count === 1 ? '' : 's'}, read ${answer.filesRead} of ${answer.filesTotal} log files\n\n`,
    ];
    await write(this.output, lines.join('\n'));
  }

  public end(): Promise<void> {
    return Promise.resolve();
  }
}

/** Prints one JSON document with all rows, of which it holds a few at a time. An answer that breaks off says so. */
export class JsonPrinter implements AnswerPrinter {
  private isFirst = true;

  constructor(private readonly output: Writable) {}

  public async print({ query }: Execution, { columns, batches, filesRead, filesTotal }: StreamedAnswer): Promise<void> {
    const head = { name: query.queryName, columns };
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
    await write(this.output, `],${fields({ filesRead, filesTotal }).slice(1)}}`);
  }

  public async end(): Promise<void> {
    await write(this.output, `${this.isFirst ? '{"queries":[' : ''}]}\n`);
  }
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
