import { referenceAnswers } from './answers';
import type { Inputs, Row } from './questions';
import type { FiledRecord } from './record';
import { type ReferenceRequest, requestOf } from './request';

/** What a test writes of a record; the rest is the same in all of them. */
export interface Written {
  readonly action?: string;
  /** bucket/key, or a bucket alone */
  readonly on?: string;
  readonly by?: string;
  readonly at?: string;
  readonly day?: string;
  readonly parameters?: Record<string, unknown>;
  readonly bytes?: [number, number];
  /** Whatever else the record holds. */
  readonly more?: Record<string, unknown>;
}

export const OWN_ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
export const alice = `arn:aws:iam::${OWN_ACCOUNT}:user/alice`;
export const bob = `arn:aws:iam::${OWN_ACCOUNT}:user/bob`;

const FOLDER = { account: OWN_ACCOUNT, region: 'eu-west-1', day: '2026/03/01' };
const WINDOW = { firstDay: '2026/03/01', lastDay: '2026/03/31' };

/** Records that hold what is written of them, each an event of its own. */
export function records(...all: Written[]): FiledRecord[] {
  return all.map((written, index) => {
    const [bucket, ...key] = (written.on ?? 'docs/key').split('/');
    const [bytesIn, bytesOut] = written.bytes ?? [];
    return {
      ...FOLDER,
      day: written.day ?? FOLDER.day,
      record: {
        eventID: `${index}`,
        eventTime: written.at ?? '2026-03-01T12:00:00Z',
        eventSource: 's3.amazonaws.com',
        eventName: written.action ?? 'GetObject',
        eventType: 'AwsApiCall',
        userIdentity: { type: 'IAMUser', arn: written.by ?? alice, accountId: OWN_ACCOUNT },
        sourceIPAddress: '192.0.2.1',
        requestParameters: {
          bucketName: bucket,
          ...(key.length > 0 && { key: key.join('/') }),
          ...written.parameters,
        },
        additionalEventData: { bytesTransferredIn: bytesIn, bytesTransferredOut: bytesOut },
        resources: [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}`, accountId: OWN_ACCOUNT }],
        ...written.more,
      },
    };
  });
}

export function answer(name: string, events: FiledRecord[], inputs: Inputs = {}): Row[] {
  return referenceAnswers[name].rows(events, WINDOW, inputs);
}

/** The places, in what was written, of the requests that an answer lists: it ends with their ids. */
export function placesIn(name: string, events: FiledRecord[], inputs: Inputs = {}): number[] {
  return answer(name, events, inputs).map((row) => Number(row.at(-1)));
}

/** What a record says that holds these fields, and besides no more than it has to. */
export function fieldsOf(record: Record<string, unknown>): ReferenceRequest {
  const base = { eventTime: '2026-03-01T12:34:56Z', eventSource: 's3.amazonaws.com', eventName: 'GetObject' };
  return requestOf({ ...FOLDER, record: { ...base, eventID: '1', ...record } });
}
