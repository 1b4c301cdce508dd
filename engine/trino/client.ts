import { sqlString } from '../../lib/sql/quoting';
import { DeadlineError, within } from './deadline';
import { type TypeSignature, plainValue } from './plain-value';

/** The answer to a statement. */
export interface Answer {
  readonly columns: string[];
  readonly rows: unknown[][];
}

/** What an answer took, whose rows nobody keeps. */
export interface Effort {
  readonly rows: number;
  /** That were read of files, of any table. */
  readonly bytes: number;
}

/** A page of an answer, as Trino's protocol has it. */
interface Page {
  readonly nextUri?: string;
  readonly columns?: { readonly name: string; readonly typeSignature: TypeSignature }[];
  readonly data?: unknown[][];
  readonly stats?: { readonly physicalInputBytes: number };
  readonly error?: { readonly errorName: string; readonly message: string };
}

/** Trino says that it has started some seconds before it can run a query. */
const NOT_YET = 'NO_NODES_AVAILABLE';
const PATIENCE_MS = 60_000;
/** A query that reaches a server too early may wait for a node for good, where the next one is answered at once. */
const FIRST_ANSWER_MS = 5_000;

/**
 * Runs statements by Trino's protocol.
 *
 * @see https://trino.io/docs/current/develop/client-protocol.html
 */
export class TrinoClient {
  constructor(private readonly url: string) {}

  /** Waits until the server runs a query. */
  public async ready(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        await within(FIRST_ANSWER_MS, (signal) => this.execute('', 'SELECT 1 FROM (VALUES 1)', [], undefined, signal));
        return;
      } catch (error) {
        const isEarly = error instanceof DeadlineError || (error as Error).message.startsWith(NOT_YET);
        if (Date.now() > deadline || !isEarly) {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Runs a statement, as a prepared one where it has parameters. */
  public async run(statement: string, parameters: string[] = []): Promise<Answer> {
    let columns: NonNullable<Page['columns']> = [];
    const rows: unknown[][] = [];
    await this.execute('', statement, parameters, (page) => {
      columns = page.columns ?? columns;
      const types = columns.map(({ typeSignature }) => typeSignature);
      rows.push(...(page.data ?? []).map((row) => row.map((value, index) => plainValue(value, types[index]))));
    });
    return { columns: columns.map(({ name }) => name), rows };
  }

  /** Runs a statement for what it takes. */
  public async effortOf(statement: string): Promise<Effort> {
    let [rows, bytes] = [0, 0];
    await this.execute('', statement, [], (page) => {
      rows += page.data?.length ?? 0;
      bytes = page.stats?.physicalInputBytes ?? bytes;
    });
    return { rows, bytes };
  }

  /** @throws if a function, a type or a column in the statement doesn't exist */
  public async validate(statement: string, parameters: string[] = []): Promise<void> {
    await this.execute('EXPLAIN (TYPE VALIDATE) ', statement, parameters);
  }

  private async execute(
    command: string,
    statement: string,
    parameters: string[],
    onPage?: (page: Page) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const prepared = parameters.length > 0;
    let page = await this.request('/v1/statement', {
      method: 'POST',
      signal,
      headers: {
        'x-trino-user': 'test',
        'x-trino-catalog': 'awsdatacatalog',
        'x-trino-time-zone': 'UTC',
        ...(prepared && { 'x-trino-prepared-statement': `statement=${encodeURIComponent(statement)}` }),
      },
      body: command + (prepared ? `EXECUTE statement USING ${parameters.map(sqlString).join(', ')}` : statement),
    });
    for (;;) {
      if (page.error) {
        throw new Error(`${page.error.errorName}: ${page.error.message}`);
      }
      onPage?.(page);
      if (page.nextUri === undefined) {
        return;
      }
      page = await this.request(page.nextUri, { signal });
    }
  }

  private async request(path: string, options: RequestInit = {}): Promise<Page> {
    const response = await fetch(new URL(path, this.url), options);
    if (!response.ok) {
      throw new Error(`Trino answers ${response.status}: ${await response.text()}`);
    }
    return (await response.json()) as Page;
  }
}
