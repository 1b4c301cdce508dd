import { rounded } from './themes/cost-and-volume';
import { type Written, alice, answer, bob, placesIn, records } from './written';

const sigV2 = { additionalEventData: { SignatureVersion: 'SigV2' } };

describe('reference questions', () => {
  test('requests that are alike are a row: what is null is a group, and is not counted', () => {
    const events = records(
      { on: 'docs/a', bytes: [1, 10], at: '2026-03-01T10:00:00Z' },
      { on: 'docs/a', bytes: [2, 20], at: '2026-03-01T09:00:00.5Z', more: { errorCode: 'NoSuchKey' } },
      { on: 'docs/a', at: '2026-03-01T09:00:00Z' },
      { on: 'docs/a', by: bob },
      { on: 'docs/a', more: { userIdentity: undefined } },
      { on: 'other/a' },
    );

    expect(answer('bucket-users', events, { bucket: 'docs' })).toEqual([
      [alice, 'GetObject', 3, 1, 3, 30, '2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z'],
      [bob, 'GetObject', 1, 0, 0, 0, '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'],
      [null, 'GetObject', 1, 0, 0, 0, '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'],
    ]);
  });

  test('signature-mix: a caller that is known and of whom no version is known is not called unsigned', () => {
    const version = (SignatureVersion?: string) => ({ additionalEventData: { SignatureVersion } });
    const nobody = { userIdentity: { type: 'AWSAccount', accountId: 'anonymous' } };
    const events = records(
      { more: version('SigV4') },
      { more: version() },
      { more: { ...version(), ...nobody } },
      { more: { ...version('SigV4'), ...nobody } },
    );

    expect(answer('signature-mix', events).map(([name, , , requests]) => [name, requests])).toEqual([
      ['SigV4', 2],
      ['not recorded', 1],
      ['unsigned', 1],
    ]);
  });

  test('an event that is delivered again belongs to the first of its days', () => {
    const [first, second] = records(
      { day: '2026/03/02', more: sigV2 },
      { day: '2026/03/02', on: 'other/a', by: bob, more: sigV2 },
    );
    const delivered = [first, { ...first, day: '2026/03/01' }, second, { ...second, day: '2026/03/03' }];

    expect(answer('sigv2-days', delivered)).toEqual([
      ['2026/03/01', 1, 1, 1],
      ['2026/03/02', 1, 1, 1],
    ]);
  });

  test('a time that is not known is left out of the first and the last, and is in no hour', () => {
    const untimed = { action: 'DeleteObject', at: 'yesterday' };
    const timed = { action: 'DeleteObject', at: '2026-03-01T12:30:00Z' };
    const times = (...all: Written[]) => answer('bulk-deletes', records(...all), { threshold: '1' });

    expect(times(untimed)).toEqual([[null, alice, 1, 1, 1, null, null]]);
    expect(times(untimed, timed)).toHaveLength(2);
    expect(answer('sigv2-buckets', records({ ...untimed, more: sigV2 }, { ...timed, more: sigV2 }))).toEqual([
      ['docs', 1, 2, timed.at, timed.at],
    ]);
  });

  test('bulk-deletes: objects that were deleted within an hour of the clock', () => {
    const deleted = (on: string, at: string, more = {}): Written => ({ action: 'DeleteObject', on, at, more });
    const role = 'arn:aws:iam::111122223333:role/fn';
    const session = (name: string) => ({
      userIdentity: {
        arn: `arn:aws:sts::111122223333:assumed-role/fn/${name}`,
        sessionContext: { sessionIssuer: { arn: role } },
      },
    });
    const events = records(
      deleted('docs/a', '2026-03-01T11:00:00Z'),
      deleted('docs/a', '2026-03-01T11:59:59.999Z', { eventType: 'AwsServiceEvent' }),
      deleted('other/a', '2026-03-01T12:00:00Z'),
      deleted('other/b', '2026-03-01T11:30:00Z', { errorCode: 'AccessDenied' }),
      { action: 'DeleteObjects', on: 'docs', at: '2026-03-01T11:30:00Z' },
      deleted('docs/b', '2026-03-01T11:00:00Z', session('one')),
      deleted('docs/c', '2026-03-01T11:01:00Z', session('two')),
    );

    expect(answer('bulk-deletes', events, { threshold: '2' })).toEqual([
      ['2026-03-01T11:00:00Z', alice, 1, 1, 2, '2026-03-01T11:00:00Z', '2026-03-01T11:59:59.999Z'],
      ['2026-03-01T11:00:00Z', role, 1, 2, 2, '2026-03-01T11:00:00Z', '2026-03-01T11:01:00Z'],
    ]);
  });

  test('put-object-requests: of programs and of browsers', () => {
    const events = records(...['PutObject', 'PostObject', 'CopyObject'].map((action) => ({ action })));

    expect(placesIn('put-object-requests', events)).toEqual([0, 1]);
  });

  test('data-event-costs: what each bucket costs, and would save in a month of thirty days', () => {
    const events = records(
      { on: 'docs/a', day: '2026/03/01' },
      { on: 'docs/a', day: '2026/03/02' },
      { on: 'other/a', day: '2026/03/04', more: { managementEvent: false } },
      { on: 'docs', day: '2026/03/05', more: { managementEvent: true } },
    );

    // 2 * 0.85 and 1 * 0.85 millionths, and these ten times.
    expect(answer('data-event-costs', events, { price: '0.85' })).toEqual([
      ['docs', 2, 0.6667, 0.000002, 3, 0.000017],
      ['other', 1, 0.3333, 0.000001, 3, 0.000009],
    ]);
    expect(answer('data-event-costs', events, { price: '2000' })).toEqual([
      ['docs', 2, 0.6667, 0.004, 3, 0.04],
      ['other', 1, 0.3333, 0.002, 3, 0.02],
    ]);
  });

  test.each([
    [1n, 2n, 0, 1],
    [1n, 3n, 4, 0.3333],
    [5n, 1000n, 2, 0.01],
    [49n, 10000n, 2, 0],
    [7n, 1n, 6, 7],
  ])('%d / %d to %d places is %d', (numerator, denominator, places, expected) => {
    expect(rounded(numerator, denominator, places)).toBe(expected);
  });
});
