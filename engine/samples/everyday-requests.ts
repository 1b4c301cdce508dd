import { type UserIdentity, iamUser, roleSession } from './sample-callers';
import type { SampleRecord } from './sample-records';
import { bucketRequest, objectRequest } from './sample-requests';

const INVOICES = 'amzn-s3-demo-invoices';
const LAKE = 'amzn-s3-demo-data-lake';
const PEOPLE = ['alice', 'bob', 'carol', 'dan', 'erin'];
const JAVA = '[aws-sdk-java/2.28.11 Linux/6.1.112-122.189.amzn2023.x86_64 OpenJDK_64-Bit_Server_VM/21.0.4 Java/21.0.4]';
const PYTHON =
  '[Boto3/1.35.44 md/Botocore#1.35.44 ua/2.0 os/linux#6.1.112 md/arch#x86_64 lang/python#3.12.7 Botocore/1.35.44]';
const GO = '[aws-sdk-go-v2/1.32.2 os/linux lang/go#1.23.2 md/GOOS#linux md/GOARCH#arm64 api/s3#1.66.0]';

/** A kind of requests that a company sends all day. What differs from one to the next follows from a number. */
interface EverydayRequest {
  /** How many of a hundred it is. */
  readonly share: number;
  readonly action: 'GetObject' | 'PutObject' | 'ListObjects';
  readonly caller: (number: number) => UserIdentity;
  readonly address: (number: number) => string;
  /** @default - that of the AWS CLI */
  readonly userAgent?: string;
  readonly bucket: string;
  /** Of the object; what the keys of a listing begin with. */
  readonly key: (number: number, day: string) => string;
  /** The most bytes that an object has; a listing tells none. */
  readonly most: number;
}

const notebook = (number: number) => roleSession('analytics', `notebook-${1 + (number % 4)}`);
const notebookAddress = (number: number) => `10.20.8.${20 + (number % 4)}`;
const eventsKey = (number: number, day: string) =>
  `events/dt=${day.replaceAll('/', '-')}/part-${padded(number % 500)}.parquet`;
const invoiceKey = (number: number, day: string) => `${day}/INV-${20_000 + (number % 9_000)}.pdf`;

const EVERYDAY_REQUESTS: EverydayRequest[] = [
  {
    share: 45,
    action: 'GetObject',
    caller: (number) => roleSession('web-app', `i-0a1b2c3d4e5f6070${number % 6}`),
    address: (number) => `10.20.1.${10 + (number % 6)}`,
    userAgent: JAVA,
    bucket: 'amzn-s3-demo-website',
    key: (number) => `assets/images/product-${100 + (number % 400)}.jpg`,
    most: 180_000,
  },
  {
    share: 20,
    action: 'PutObject',
    caller: () => roleSession('events-loader', 'events-loader'),
    address: () => '10.20.4.17',
    userAgent: GO,
    bucket: LAKE,
    key: eventsKey,
    most: 9_000_000,
  },
  {
    share: 15,
    action: 'GetObject',
    caller: notebook,
    address: notebookAddress,
    userAgent: PYTHON,
    bucket: LAKE,
    key: eventsKey,
    most: 9_000_000,
  },
  {
    share: 8,
    action: 'PutObject',
    caller: () => roleSession('billing', 'billing'),
    address: () => '10.20.2.31',
    userAgent: JAVA,
    bucket: INVOICES,
    key: invoiceKey,
    most: 220_000,
  },
  {
    share: 6,
    action: 'GetObject',
    caller: (number) => iamUser(PEOPLE[number % PEOPLE.length]),
    address: (number) => `198.51.100.${10 + (number % 40)}`,
    bucket: INVOICES,
    key: invoiceKey,
    most: 220_000,
  },
  {
    share: 4,
    action: 'ListObjects',
    caller: notebook,
    address: notebookAddress,
    userAgent: PYTHON,
    bucket: LAKE,
    key: () => 'events/',
    most: 0,
  },
  {
    share: 2,
    action: 'PutObject',
    caller: () => roleSession('backup', 'nightly'),
    address: () => '10.20.6.9',
    userAgent: GO,
    bucket: 'amzn-s3-demo-backups',
    key: (number, day) => `orders/${day}/orders-${padded(number % 24)}.dump`,
    most: 600_000_000,
  },
];

/** One of them, by a number that tells which, and what it is about. */
export function everydayRequest(number: number, day: string): SampleRecord {
  let place = number % EVERYDAY_REQUESTS.reduce((sum, { share }) => sum + share, 0);
  const request = EVERYDAY_REQUESTS.find(({ share }) => (place -= share) < 0)!;
  return recordOf(request, Math.floor(number / 100), day);
}

function recordOf(request: EverydayRequest, number: number, day: string): SampleRecord {
  const { action, bucket, userAgent } = request;
  const caller = request.caller(number);
  const key = request.key(number, day);
  const record =
    action === 'ListObjects'
      ? bucketRequest(action, caller, bucket, { requestParameters: { prefix: key, 'list-type': '2' } })
      : objectRequest(action, caller, bucket, key, transfer(action, bytes(number, request.most)));
  return { ...record, sourceIPAddress: request.address(number), ...(userAgent !== undefined && { userAgent }) };
}

function transfer(action: 'GetObject' | 'PutObject', count: number): Record<string, unknown> {
  return action === 'GetObject'
    ? { additionalEventData: { bytesTransferredIn: 0, bytesTransferredOut: count } }
    : {
        additionalEventData: { bytesTransferredIn: count, bytesTransferredOut: 0, SSEApplied: 'Default_SSE_S3' },
        responseElements: { 'x-amz-server-side-encryption': 'AES256' },
      };
}

function bytes(number: number, most: number): number {
  return Math.floor(most / 4) + ((number * 7919) % Math.floor((most * 3) / 4));
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}
