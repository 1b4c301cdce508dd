import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Scan } from '../../../engine/query-engine';
import { trinoViewText } from '../../../engine/template/athena-view';
import { AwsStandIn } from '../../../engine/trino/aws-stand-in';
import { glueTable } from '../template/glue-table';

const KEYS = ['AWSLogs/1/a.json', 'AWSLogs/1/b & c.json', 'AWSLogs/1/d/e.json', 'AWSLogs/2/f.json'];
const VIEW = {
  database: 'audit',
  name: 's3_requests',
  columns: [{ name: 'event_id', type: 'string' }],
  parameters: { presto_view: 'true' },
  definition: {
    originalSql: 'SELECT eventid AS event_id FROM audit.cloudtrail_logs',
    catalog: 'awsdatacatalog',
    schema: 'audit',
    columns: [{ name: 'event_id', type: 'varchar' }],
  },
};
const CONTENT = '{"Records":[{"a":1},{"a":2}]}';

const folder = mkdtempSync(join(tmpdir(), 'aws-'));
let aws: AwsStandIn;
beforeAll(async () => {
  for (const key of KEYS) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), CONTENT);
  }
  aws = await AwsStandIn.start({ tables: [glueTable()], views: [VIEW], folderOf: () => folder });
});
afterAll(async () => {
  await aws.close();
  rmSync(folder, { recursive: true });
});

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly scan: Scan;
}

async function ask(path: string, options: RequestInit = {}): Promise<Answered> {
  const [answer, scan] = await aws.observe(async () => {
    const response = await fetch(`${aws.url}${path}`, options);
    return { status: response.status, text: await response.text() };
  });
  return { ...answer, scan };
}

async function glue(action: string, request: object): Promise<Answered & { json: any }> {
  const answer = await ask('/', {
    method: 'POST',
    headers: { 'x-amz-target': `AWSGlue.${action}` },
    body: JSON.stringify(request),
  });
  return { ...answer, json: JSON.parse(answer.text) };
}

const listed = (text: string) => [...text.matchAll(/<(Key|Prefix)>(.*?)<\/\1>/g)].map(([, , name]) => name);

describe('S3', () => {
  test('lists what begins with a prefix', async () => {
    const { text, scan } = await ask('/logs?list-type=2&prefix=AWSLogs/1/');
    expect(listed(text)).toEqual(['AWSLogs/1/', 'AWSLogs/1/a.json', 'AWSLogs/1/b &amp; c.json', 'AWSLogs/1/d/e.json']);
    expect(text).toContain('<Size>16</Size>');
    expect(text).toContain('<IsTruncated>false</IsTruncated>');
    expect(scan).toEqual({ partitions: ['AWSLogs/1/'], files: [], bytes: 0 });
  });

  test('folds what has the delimiter behind the prefix', async () => {
    const { text } = await ask('/logs?list-type=2&prefix=AWSLogs/&delimiter=/');
    expect(listed(text)).toEqual(['AWSLogs/', 'AWSLogs/1/', 'AWSLogs/2/']);
  });

  test('lists page by page', async () => {
    const pages: string[] = [];
    for (let token: string | undefined = ''; token !== undefined;) {
      const { text } = await ask(
        `/logs?list-type=2&prefix=AWSLogs/&max-keys=3&encoding-type=url${token && `&continuation-token=${encodeURIComponent(token)}`}`,
      );
      pages.push(...listed(text).slice(1).map(decodeURIComponent));
      token = /<NextContinuationToken>(.*)<\/NextContinuationToken>/.exec(text)?.[1].replace('&amp;', '&');
    }
    expect(pages).toEqual(KEYS);
  });

  test('hands out an object, one record a line, or a part of it', async () => {
    const path = '/logs/AWSLogs/1/b%20%26%20c.json';
    expect(await ask(path)).toEqual({
      status: 200,
      text: '{"a":1}\n{"a":2}\n',
      scan: { partitions: [], files: ['AWSLogs/1/b & c.json'], bytes: 16 },
    });
    expect(await ask(path, { headers: { range: 'bytes=8-14' } })).toMatchObject({
      status: 206,
      text: '{"a":2}',
      scan: { bytes: 7 },
    });
    expect(await ask(path, { headers: { range: 'bytes=-3' } })).toMatchObject({ text: '2}\n' });
    expect(await ask(path, { method: 'HEAD' })).toMatchObject({ status: 200, scan: { files: [], bytes: 0 } });
  });

  test.each<[string, string, RequestInit, number]>([
    ['an object that is not there', '/logs/nowhere', {}, 404],
    ['a write', '/logs/new', { method: 'PUT', body: 'x' }, 501],
    ['an older list', '/logs?prefix=', {}, 501],
  ])('fails on %s', async (_, path, options, status) => {
    expect((await ask(path, options)).status).toBe(status);
  });
});

describe('Glue', () => {
  test('has the table with its parameters, and another format', async () => {
    const { json } = await glue('GetTable', { DatabaseName: 'audit', Name: 'cloudtrail_logs' });
    expect(json.Table.Parameters).toEqual(glueTable().parameters);
    expect(json.Table.StorageDescriptor.InputFormat).toBe('org.apache.hadoop.mapred.TextInputFormat');
    expect(json.Table.PartitionKeys.map(({ Name }: any) => Name)).toEqual(['account', 'region', 'day']);
  });

  test('has a view beside it, with what Trino asks for', async () => {
    const { json } = await glue('GetTable', { DatabaseName: 'audit', Name: 's3_requests' });
    const { ViewOriginalText, ...view } = json.Table;
    expect(view).toMatchObject({ TableType: 'VIRTUAL_VIEW', Parameters: { presto_view: 'true' }, PartitionKeys: [] });
    expect(ViewOriginalText).toBe(trinoViewText(VIEW.definition));

    const { json: all } = await glue('GetTables', { DatabaseName: 'audit' });
    expect(all.TableList.map(({ Name, TableType }: any) => [Name, TableType])).toEqual([
      ['cloudtrail_logs', 'EXTERNAL_TABLE'],
      ['s3_requests', 'VIRTUAL_VIEW'],
    ]);
  });

  test.each<[string, object, string]>([
    ['GetTable', { DatabaseName: 'audit', Name: 'other' }, 'EntityNotFoundException'],
    ['GetDatabase', { Name: 'other' }, 'EntityNotFoundException'],
    ['DeleteTable', { DatabaseName: 'audit', Name: 'cloudtrail_logs' }, 'InvalidInputException'],
  ])('%s of %j fails', async (action, request, code) => {
    expect(await glue(action, request)).toMatchObject({ status: 400, json: { __type: code } });
  });
});
