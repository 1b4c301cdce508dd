import { answer, bob, placesIn, records } from '../written';
import { rankOf } from './access';

describe('who asked for what', () => {
  test('the greatest value has the first rank, and no two have the same', () => {
    expect([3, 7, 9, 7].map((_, index) => rankOf(index, [3, 7, 9, 7]))).toEqual([4, 2, 1, 3]);
  });

  test('top-talkers: whoever is among the first by requests or by bytes, by name where they are equal', () => {
    const events = records(
      { by: 'b' },
      { by: 'b', bytes: [0, 2] },
      { by: 'a', bytes: [1, 0] },
      { by: 'a', bytes: [1, 0] },
      { by: 'c', bytes: [50, 50] },
      { by: 'd', bytes: [0, 1] },
    );

    expect(answer('top-talkers', events, { top: '1' })).toEqual([
      ['a', 2, 2, 0, 1, 2],
      ['c', 1, 50, 50, 3, 1],
    ]);
    expect(answer('top-talkers', events, { top: '2' })).toEqual([
      ['a', 2, 2, 0, 1, 2],
      ['b', 2, 0, 2, 2, 3],
      ['c', 1, 50, 50, 3, 1],
    ]);
  });

  test('new-principals and new-networks: who is there on the last day, and on none before', () => {
    const role = (session: string) => ({
      userIdentity: {
        arn: `arn:aws:sts::111122223333:assumed-role/fn/${session}`,
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/fn' } },
      },
    });
    const from = (sourceIPAddress: string) => ({ sourceIPAddress });
    const events = records(
      { day: '2026/03/01', more: from('192.0.2.1') },
      { day: '2026/03/01', more: { ...role('one'), ...from('192.0.2.2') } },
      { day: '2026/03/02', more: from('192.0.2.3') },
      { day: '2026/03/02', more: { ...role('two'), ...from('2001:db8::1') } },
      { day: '2026/03/02', by: bob, on: 'other', more: from('2001:db8::2') },
    );
    const service = records({ day: '2026/03/03', more: from('athena.amazonaws.com') })[0];
    const later = { ...service, record: { ...service.record, eventID: 'later' } };
    const noon = '2026-03-01T12:00:00Z';

    expect(answer('new-principals', events)).toEqual([[bob, 1, 1, noon, noon]]);
    expect(answer('new-networks', events)).toEqual([['2001:0db8:0000::/48', 2, 2, noon, noon]]);
    expect(answer('new-principals', [...events, later])).toEqual([]);
    expect(answer('new-networks', [...events, later])).toEqual([]);
  });

  test('object-history: what was asked of the object, and what was copied or renamed from it', () => {
    const copied = (source: string) => ({ on: 'other/b', parameters: { 'x-amz-copy-source': source } });
    const renamed = (on: string, source: string) => ({ on, parameters: { 'x-amz-rename-source': source } });
    const events = records(
      { on: 'docs/a' },
      copied('/docs/a?versionId=1'),
      renamed('docs/b', '/docs/a'),
      renamed('docs/b', 'a'),
      { on: 'docs/a/b' },
      copied('docs/a/b'),
      renamed('other/b', 'a'),
    );

    expect(placesIn('object-history', events, { bucket: 'docs', key: 'a' })).toEqual([0, 1, 2, 3]);
    expect(placesIn('object-requests', events, { bucket: 'docs', key: 'a' })).toEqual([0]);
  });
});
