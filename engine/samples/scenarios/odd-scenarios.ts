import { anonymous, iamUser } from '../sample-callers';
import { SAMPLE_BUCKET, changed, forObject, madeBy, sampleRecord } from '../sample-records';
import type { LogScenario } from './log-scenario';

const get = sampleRecord('derived-getobject-plain-http');
const put = sampleRecord('putobject-presigned-sigv4-2024');
const del = sampleRecord('deleteobject-detection-fixture');
const sigV2 = sampleRecord('derived-getobject-sigv2-querystring', { additionalEventData: { aclRequired: 'Yes' } });
const anonymousGet = sampleRecord('derived-getobject-anonymous-modern');

/** What a line of text, a quoted text or a list of values would stumble over. */
const texts: Record<string, string> = {
  quotes: `it's "quoted", 'twice''`,
  commas: 'a,b;c|d\te',
  unicode: 'Grüße/日本語/🪣\u2028e\u0301',
  backslashes: 'C:\\temp\\n\\u0041\\',
  'line breaks': 'first\nsecond\r\nthird',
  markup: '${Token[1]} {{x}} ? % _ <a>&amp;',
};

const oddTexts = Object.entries(texts).flatMap(([name, text]): LogScenario[] =>
  [put, get, del, sigV2, anonymousGet].map((record) => ({
    name: `${name} in key and user agent: ${record.eventName} ${record.eventID}`,
    record: changed(forObject(record, SAMPLE_BUCKET, text), { userAgent: `[agent ${text}]` }),
  })),
);

const missing: LogScenario[] = [
  { name: 'no additional data', record: changed(get, { additionalEventData: undefined }) },
  { name: 'null for additional data', record: changed(put, { additionalEventData: null }) },
  {
    name: 'null for parameters',
    record: changed(get, {
      requestParameters: null,
      resources: undefined,
      errorCode: 'InvalidRequest',
      errorMessage: 'The request is invalid, "really"',
    }),
  },
  {
    name: 'no bytes, no user agent',
    record: changed(del, {
      userAgent: undefined,
      additionalEventData: { bytesTransferredIn: undefined, bytesTransferredOut: undefined },
    }),
  },
];

// Made up: names that S3 uses, too, by services that are not S3. No question about S3 may find them.
const foreignSources: LogScenario[] = [
  {
    name: 'sigv2 get of another service',
    record: madeBy(changed(sigV2, { eventSource: 'codecommit.amazonaws.com' }), iamUser('stranger')),
  },
  { name: 'put of S3 Tables', record: changed(put, { eventSource: 's3tables.amazonaws.com' }) },
  {
    name: 'anonymous delete of another service',
    record: changed(madeBy(del, anonymous()), { eventSource: 'kms.amazonaws.com' }),
  },
];

/** Texts, gaps and sources that are easily got wrong. */
export const ODD_SCENARIOS: LogScenario[] = [...oddTexts, ...missing, ...foreignSources];
