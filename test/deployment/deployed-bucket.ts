import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand, ListBucketsCommand, paginateListObjectsV2, PutObjectCommand } from '@aws-sdk/client-s3';
import { objectKeys } from '../../engine/storage/log-files';
import type { Account } from './account';

/** The names of all buckets but that of the CDK's own assets. */
export async function bucketNames(account: Account): Promise<string[]> {
  const answer = await account.s3.send(new ListBucketsCommand({}));
  return answer.Buckets!.map(({ Name }) => Name!).filter((name) => !name.startsWith('cdk-hnb659fds-'));
}

/** The keys of the objects of a bucket under a prefix, with their checksums. */
export async function objectTags(account: Account, bucket: string, prefix = ''): Promise<Map<string, string>> {
  const tags = new Map<string, string>();
  const request = { Bucket: bucket, Prefix: prefix };
  for await (const page of paginateListObjectsV2({ client: account.s3, pageSize: 20 }, request)) {
    page.Contents?.forEach(({ Key, ETag }) => tags.set(Key!, ETag!));
  }
  return tags;
}

/** Puts the files of a folder into a bucket. */
export async function upload(account: Account, folder: string, bucket: string, prefix: string): Promise<void> {
  for (const key of objectKeys(folder, '')) {
    const body = readFileSync(join(folder, key));
    await account.s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}${key}`, Body: body }));
  }
}

/** Brings the objects of a bucket under a prefix into a folder. */
export async function download(account: Account, bucket: string, folder: string, prefix = ''): Promise<void> {
  for (const key of (await objectTags(account, bucket, prefix)).keys()) {
    const answer = await account.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), await answer.Body!.transformToByteArray());
  }
}
