import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { objectKeys } from '../storage/log-files';
import type { AccessLog } from './access-log';
import { AwsError } from './glue-api';
import { recordLines } from './record-lines';

/** The actions of Amazon S3 by which Trino reads a table, over local folders that stand for buckets. */
export class S3Api {
  /** Where the next requests are written down. */
  public log?: AccessLog;
  /** Objects as they are handed out. Their size is needed as soon as they are listed. */
  private readonly objects = new Map<string, Buffer>();

  constructor(private readonly folderOf: (bucket: string) => string) {}

  /** Answers ListObjectsV2, GetObject and HeadObject. Whatever else is asked is an error. */
  public answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [bucket, ...path] = pathname.slice(1).split('/').map(decodeURIComponent);
    const key = path.join('/');
    if (request.method === 'GET' && key === '' && searchParams.get('list-type') === '2') {
      response.setHeader('content-type', 'application/xml').end(this.list(bucket, searchParams));
    } else if ((request.method === 'GET' || request.method === 'HEAD') && key !== '') {
      this.object(bucket, key, request, response);
    } else {
      throw new AwsError('NotImplemented', `This S3 knows no ${request.method} ${request.url}`, 501);
    }
  }

  /** An object as it is handed out. */
  public content(bucket: string, key: string): Buffer {
    const path = join(this.folderOf(bucket), key);
    const content = this.objects.get(path) ?? recordLines(key, read(path));
    this.objects.set(path, content);
    return content;
  }

  private list(bucket: string, query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const size = Number(query.get('max-keys') ?? 1000);
    this.log?.list(prefix);

    const folded = new Set<string>();
    for (const key of objectKeys(this.folderOf(bucket), prefix)) {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      folded.add(end < 0 ? key : key.slice(0, end + delimiter.length));
    }
    const entries = [...folded].filter((entry) => entry > after);
    const page = entries.slice(0, size);
    const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : xmlText;
    const items = page.map((entry) =>
      delimiter !== '' && entry.endsWith(delimiter)
        ? `<CommonPrefixes><Prefix>${encode(entry)}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${encode(entry)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"0"</ETag>` +
          `<Size>${this.content(bucket, entry).length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
    const next =
      page.length < entries.length
        ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${xmlText(page[page.length - 1])}</NextContinuationToken>`
        : '<IsTruncated>false</IsTruncated>';
    return (
      '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
      `<Name>${xmlText(bucket)}</Name><Prefix>${encode(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>` +
      `<MaxKeys>${size}</MaxKeys>${next}${items.join('')}</ListBucketResult>`
    );
  }

  private object(bucket: string, key: string, request: IncomingMessage, response: ServerResponse): void {
    const content = this.content(bucket, key);
    const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
    const [first, last] = range ? rangeOf(range[1], range[2], content.length) : [0, content.length - 1];
    const part = content.subarray(first, last + 1);
    if (range) {
      response.statusCode = 206;
      response.setHeader('content-range', `bytes ${first}-${last}/${content.length}`);
    }
    response.setHeader('content-length', part.length).setHeader('etag', '"0"').setHeader('accept-ranges', 'bytes');
    response.setHeader('last-modified', 'Thu, 01 Jan 2026 00:00:00 GMT');
    if (request.method === 'HEAD') {
      response.end();
    } else {
      this.log?.read(key, part.length);
      response.end(part);
    }
  }
}

function rangeOf(first: string, last: string, size: number): [first: number, last: number] {
  return first === ''
    ? [Math.max(0, size - Number(last)), size - 1]
    : [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new AwsError('NoSuchKey', (error as Error).message, 404);
  }
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
