import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Scan } from '../query-engine';
import type { JsonObject } from '../template/json';
import type { GlueTable, GlueView } from '../template/template';
import { AccessLog } from './access-log';
import { AwsError, GlueApi } from './glue-api';
import { S3Api } from './s3-api';

export interface AwsStandInOptions {
  readonly tables: GlueTable[];
  readonly views?: GlueView[];
  /** Gives the local folder that stands for a bucket. */
  readonly folderOf: (bucket: string) => string;
}

/** As much of AWS Glue and Amazon S3 as Trino needs, on a port of this machine that nobody else reaches. */
export class AwsStandIn {
  public static async start({ tables, views, folderOf }: AwsStandInOptions): Promise<AwsStandIn> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new AwsStandIn(server, new GlueApi(tables, views), new S3Api(folderOf));
  }

  private open = 0;

  private constructor(
    private readonly server: Server,
    private readonly glue: GlueApi,
    private readonly s3: S3Api,
  ) {
    server.on('request', (request, response) => {
      this.open++;
      response.once('close', () => this.open--);
      void this.answer(request, response);
    });
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Does something, and tells what S3 was asked for until it was done, and until nothing is asked any more. */
  public async observe<Result>(action: () => Promise<Result>): Promise<[Result, Scan]> {
    const log = new AccessLog();
    this.s3.log = log;
    try {
      const result = await action();
      // A query with a LIMIT ends before its last reads do.
      do {
        await new Promise((resolve) => setTimeout(resolve, 20));
      } while (this.open > 0);
      return [result, log.scan];
    } finally {
      this.s3.log = undefined;
    }
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, action] = /^AWSGlue\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
    try {
      if (action === undefined) {
        this.s3.answer(request, response);
      } else {
        const answer = this.glue.answer(action, JSON.parse(await text(request)) as JsonObject);
        response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify(answer));
      }
    } catch (error) {
      const { code, status } = error instanceof AwsError ? error : { code: 'InvalidRequest', status: 400 };
      const { message } = error as Error;
      response.statusCode = status;
      response.end(
        action === undefined
          ? `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message.replace(/[<&]/g, ' ')}</Message></Error>`
          : JSON.stringify({ __type: code, Message: message }),
      );
    }
  }
}
