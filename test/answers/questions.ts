import { type FiledRecord, type ReferenceRequest, requestOf } from './request';

/** The first and the last day, 'yyyy/MM/dd', both included, under which CloudTrail filed. */
export interface Window {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** What a question asks for beside its window, as the text that it is given. */
export interface Inputs {
  readonly account?: string;
  readonly region?: string;
  /** CIDRs, separated by commas. */
  readonly networks?: string;
  /** ARNs and other principals, separated by commas. */
  readonly principals?: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly principal?: string;
  /** A whole number: how many are listed. */
  readonly top?: string;
  /** A whole number: how many it takes to be listed. */
  readonly threshold?: string;
  /** The same of what was left in its place. */
  readonly in_place_threshold?: string;
  readonly trail?: string;
  readonly log_bucket?: string;
  /** US dollars for a million data events, a decimal number. */
  readonly price?: string;
}

export type Row = unknown[];

export interface ReferenceAnswer {
  readonly columns: string[];
  readonly rows: (events: Iterable<FiledRecord>, window: Window, inputs: Inputs) => Row[];
}

export type Question = (request: ReferenceRequest, inputs: Inputs) => boolean;
/** A column of an answer: a field of the request, or a name and how its value is worked out of the request. */
export type Field = keyof ReferenceRequest | readonly [name: string, of: (request: ReferenceRequest) => unknown];
/** The same of a column that says something about several requests. */
export type Measure = keyof typeof MEASURES | readonly [name: string, of: (requests: ReferenceRequest[]) => unknown];

/** Requests that are alike in some fields. */
export interface Group {
  readonly key: unknown[];
  readonly requests: ReferenceRequest[];
}

const S3 = [
  's3.amazonaws.com',
  's3express.amazonaws.com',
  's3-outposts.amazonaws.com',
  's3-object-lambda.amazonaws.com',
  's3tables.amazonaws.com',
  's3vectors.amazonaws.com',
];
const LEAD: Field[] = ['event_time', 'account', 'region', 'principal', 'source_ip', 'action', 'bucket', 'object_key'];
const alreadyRead = new WeakMap<FiledRecord, ReferenceRequest>();

const MEASURES = {
  requests: (requests: ReferenceRequest[]) => requests.length,
  principals: (requests: ReferenceRequest[]) => distinct(requests, ({ principal }) => principal),
  buckets: (requests: ReferenceRequest[]) => distinct(requests, ({ bucket }) => bucket),
  object_keys: (requests: ReferenceRequest[]) => distinct(requests, objectOf),
  bytes_in: (requests: ReferenceRequest[]) => sum(requests, 'bytes_in'),
  bytes_out: (requests: ReferenceRequest[]) => sum(requests, 'bytes_out'),
  first_seen: (requests: ReferenceRequest[]) => earliest(requests),
  last_seen: (requests: ReferenceRequest[]) => latest(requests),
};

/** The requests that the question is about, one row each. */
export function listing(columns: Field[], question: Question, requestsOf = requestsIn): ReferenceAnswer {
  const all = [...LEAD, ...columns];
  return {
    columns: all.map(nameOf),
    rows: (events, window, inputs) =>
      requestsOf(events, window)
        .filter((request) => question(request, inputs))
        .map((request) => all.map((column) => valueOf(column, request))),
  };
}

/** The requests that the question is about, a row for those that are alike in some fields, where it is listed. */
export function summary(
  by: Field[],
  measures: Measure[],
  question: Question,
  isListed: (group: Group, inputs: Inputs) => boolean = () => true,
): ReferenceAnswer {
  return {
    columns: [...by, ...measures].map(nameOf),
    rows: (events, window, inputs) => {
      const asked = requestsIn(events, window).filter((request) => question(request, inputs));
      return groupsOf(asked, by)
        .filter((group) => isListed(group, inputs))
        .map((group) => rowOf(group, measures));
    },
  };
}

export function groupsOf(requests: ReferenceRequest[], by: Field[]): Group[] {
  const groups = new Map<string, Group>();
  for (const request of requests) {
    const key = by.map((column) => valueOf(column, request));
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, requests: [] };
    group.requests.push(request);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** What a group is alike in, and then what is to say about it. */
export function rowOf({ key, requests }: Group, measures: Measure[]): Row {
  const values = measures.map((measure) =>
    typeof measure === 'string' ? MEASURES[measure](requests) : measure[1](requests),
  );
  return [...key, ...values];
}

/** A measure: how many of the requests are such. */
export function count(name: string, isSuch: (request: ReferenceRequest) => boolean): Measure {
  return [name, (requests) => requests.filter(isSuch).length];
}

export function nameOf(column: Field | Measure): string {
  return typeof column === 'string' ? column : column[0];
}

function valueOf(column: Field, request: ReferenceRequest): unknown {
  return typeof column === 'string' ? request[column] : column[1](request);
}

/** The requests to S3 in the window, each once, however often it was delivered. */
export function requestsIn(events: Iterable<FiledRecord>, window: Window): ReferenceRequest[] {
  return eventsIn(events, window).filter((request) => S3.includes(request.event_source));
}

/** The requests to all services in the window, each once, under the first day that it was filed. */
export function eventsIn(events: Iterable<FiledRecord>, window: Window): ReferenceRequest[] {
  const requests = new Map<string, ReferenceRequest>();
  for (const event of events) {
    if (isWithin(event.day, window)) {
      const request = read(event);
      const known = requests.get(request.event_id);
      if (known === undefined || request.day < known.day) {
        requests.set(request.event_id, request);
      }
    }
  }
  return [...requests.values()];
}

/** Each question reads the same records again. */
function read(event: FiledRecord): ReferenceRequest {
  const request = alreadyRead.get(event) ?? requestOf(event);
  alreadyRead.set(event, request);
  return request;
}

/** Whether a day lies in the window. */
export function isWithin(day: string, window: Window): boolean {
  return window.firstDay <= day && day <= window.lastDay;
}

/** The object as bucket/key, null where the request is for none. */
export function objectOf({ bucket, object_key: key }: ReferenceRequest): string | null {
  return bucket === null || key === null ? null : `${bucket}/${key}`;
}

export function hasSucceeded(request: ReferenceRequest): boolean {
  return request.error_code === null;
}

/** The earliest time of some requests, as far as theirs are known. */
export function earliest(requests: ReferenceRequest[]): string | null {
  return utmost(requests, (time, other) => time < other);
}

/** The latest time of some requests, as far as theirs are known. */
export function latest(requests: ReferenceRequest[]): string | null {
  return utmost(requests, (time, other) => time > other);
}

function utmost(requests: ReferenceRequest[], goesBefore: (time: number, other: number) => boolean): string | null {
  return requests
    .map((request) => request.event_time)
    .filter((time) => time !== null)
    .reduce<string | null>(
      (found, time) => (found === null || goesBefore(Date.parse(time), Date.parse(found)) ? time : found),
      null,
    );
}

function sum(requests: ReferenceRequest[], column: 'bytes_in' | 'bytes_out'): number {
  return requests.reduce((total, request) => total + (request[column] ?? 0), 0);
}

function distinct(requests: ReferenceRequest[], of: (request: ReferenceRequest) => string | null): number {
  return new Set(requests.map(of).filter((value) => value !== null)).size;
}

/** The text that was given for an input. */
export function input(inputs: Inputs, name: keyof Inputs): string {
  const text = inputs[name];
  if (text === undefined) {
    throw new Error(`The question needs the input '${name}'`);
  }
  return text;
}
