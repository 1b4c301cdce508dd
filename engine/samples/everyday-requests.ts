import { type UserIdentity, iamUser, roleSession } from './sample-callers';
import type { SampleRecord } from './sample-records';
import { bucketRequest, objectRequest } from './sample-requests';

const WEBSITE = 'amzn-s3-demo-website';
const INVOICES = 'amzn-s3-demo-invoices';
const LAKE = 'amzn-s3-demo-data-lake';
const BACKUPS = 'amzn-s3-demo-backups';
const PEOPLE = ['alice', 'bob', 'carol', 'dan', 'erin'];
const CLIENTS = {
  java: '[aws-sdk-java/2.28.11 Linux/6.1.112-122.189.amzn2023.x86_64 OpenJDK_64-Bit_Server_VM/21.0.4 Java/21.0.4]',
  python:
    '[Boto3/1.35.44 md/Botocore#1.35.44 ua/2.0 os/linux#6.1.112 md/arch#x86_64 lang/python#3.12.7 Botocore/1.35.44]',
  go: '[aws-sdk-go-v2/1.32.2 os/linux lang/go#1.23.2 md/GOOS#linux md/GOARCH#arm64 api/s3#1.66.0]',
};

/** A kind of requests that a company sends all day: how many of a hundred it is, and one of them by a number. */
interface EverydayRequest {
  readonly share: number;
  readonly make: (number: number, day: string) => SampleRecord;
}

const EVERYDAY_REQUESTS: EverydayRequest[] = [
  {
    share: 45,
    make: (number) =>
      by(
        roleSession('web-app', `i-0a1b2c3d4e5f6070${number % 6}`),
        CLIENTS.java,
        `10.20.1.${10 + (number % 6)}`,
        (caller) =>
          objectRequest(
            'GetObject',
            caller,
            WEBSITE,
            `assets/images/product-${100 + (number % 400)}.jpg`,
            out(number, 180_000),
          ),
      ),
  },
  {
    share: 20,
    make: (number, day) =>
      by(roleSession('events-loader', 'events-loader'), CLIENTS.go, '10.20.4.17', (caller) =>
        objectRequest(
          'PutObject',
          caller,
          LAKE,
          `events/dt=${dashed(day)}/part-${padded(number % 500)}.parquet`,
          into(number, 9_000_000),
        ),
      ),
  },
  {
    share: 15,
    make: (number, day) =>
      by(
        roleSession('analytics', `notebook-${1 + (number % 4)}`),
        CLIENTS.python,
        `10.20.8.${20 + (number % 4)}`,
        (caller) =>
          objectRequest(
            'GetObject',
            caller,
            LAKE,
            `events/dt=${dashed(day)}/part-${padded(number % 500)}.parquet`,
            out(number, 9_000_000),
          ),
      ),
  },
  {
    share: 8,
    make: (number, day) =>
      by(roleSession('billing', 'billing'), CLIENTS.java, '10.20.2.31', (caller) =>
        objectRequest(
          'PutObject',
          caller,
          INVOICES,
          `${day}/INV-${20_000 + (number % 9_000)}.pdf`,
          into(number, 220_000),
        ),
      ),
  },
  {
    share: 6,
    make: (number, day) =>
      by(iamUser(PEOPLE[number % PEOPLE.length]), undefined, `198.51.100.${10 + (number % 40)}`, (caller) =>
        objectRequest(
          'GetObject',
          caller,
          INVOICES,
          `${day}/INV-${20_000 + (number % 9_000)}.pdf`,
          out(number, 220_000),
        ),
      ),
  },
  {
    share: 4,
    make: (number) =>
      by(
        roleSession('analytics', `notebook-${1 + (number % 4)}`),
        CLIENTS.python,
        `10.20.8.${20 + (number % 4)}`,
        (caller) =>
          bucketRequest('ListObjects', caller, LAKE, { requestParameters: { prefix: 'events/', 'list-type': '2' } }),
      ),
  },
  {
    share: 2,
    make: (number, day) =>
      by(roleSession('backup', 'nightly'), CLIENTS.go, '10.20.6.9', (caller) =>
        objectRequest(
          'PutObject',
          caller,
          BACKUPS,
          `orders/${day}/orders-${padded(number % 24)}.dump`,
          into(number, 600_000_000),
        ),
      ),
  },
];

/** One of them, by a number that tells which, and what it is about. */
export function everydayRequest(number: number, day: string): SampleRecord {
  let place = number % EVERYDAY_REQUESTS.reduce((sum, { share }) => sum + share, 0);
  const request = EVERYDAY_REQUESTS.find(({ share }) => (place -= share) < 0)!;
  return request.make(Math.floor(number / 100), day);
}

function by(
  caller: UserIdentity,
  userAgent: string | undefined,
  sourceIPAddress: string,
  make: (caller: UserIdentity) => SampleRecord,
): SampleRecord {
  return { ...make(caller), sourceIPAddress, ...(userAgent !== undefined && { userAgent }) };
}

function out(number: number, most: number) {
  return { additionalEventData: { bytesTransferredIn: 0, bytesTransferredOut: bytes(number, most) } };
}

function into(number: number, most: number) {
  return {
    additionalEventData: {
      bytesTransferredIn: bytes(number, most),
      bytesTransferredOut: 0,
      SSEApplied: 'Default_SSE_S3',
    },
    responseElements: { 'x-amz-server-side-encryption': 'AES256' },
  };
}

function bytes(number: number, most: number): number {
  return Math.floor(most / 4) + ((number * 7919) % Math.floor((most * 3) / 4));
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}

function dashed(day: string): string {
  return day.replaceAll('/', '-');
}
