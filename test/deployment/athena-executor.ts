import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Account } from './account';

/** What is run in Athena: the text of a prepared statement in place of its name, and what stands for each `?`. */
export interface Statement {
  readonly statement: string;
  /** As SQL has them: a text stands in quotes. */
  readonly parameters: string[];
  readonly workgroup: string;
}

export interface Answer {
  readonly columns: string[];
  readonly rows: (string | null)[][];
  /** How many rows were written, by a statement that writes some. */
  readonly updateCount?: number;
}

/** Answers what an account asks Athena, for the emulator, which computes nothing. */
export class AthenaExecutor {
  /** @param answer to a statement; what it throws is the sentence that the query fails with */
  public static async start(
    account: Account,
    answer: (statement: Statement) => Answer | Promise<Answer>,
  ): Promise<AthenaExecutor> {
    const statements: Statement[] = [];
    const server = createServer((request, response) => {
      void (async (): Promise<void> => {
        const statement = (await json(request)) as Statement;
        statements.push(statement);
        response.setHeader('content-type', 'application/json').end(JSON.stringify(await answerOrError(statement)));
      })();
    });
    async function answerOrError(statement: Statement): Promise<Answer | { error: string }> {
      try {
        return await answer(statement);
      } catch (error) {
        return { error: (error as Error).message };
      }
    }
    await once(server.listen(0, '127.0.0.1'), 'listening');
    await account.answerQueriesBy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return new AthenaExecutor(account, server, statements);
  }

  private constructor(
    private readonly account: Account,
    private readonly server: Server<typeof IncomingMessage>,
    /** All that was asked so far. */
    public readonly statements: Statement[],
  ) {}

  public async stop(): Promise<void> {
    await this.account.answerQueriesBy(null);
    this.server.close();
    this.server.closeAllConnections();
  }
}
