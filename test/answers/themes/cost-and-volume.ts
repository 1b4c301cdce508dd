import { type ReferenceAnswer, groupsOf, input, requestsIn, summary } from '../questions';

const MILLION = 1_000_000n;

/** How much is asked for, and what it costs to know. */
export const costAnswers: Record<string, ReferenceAnswer> = {
  'bucket-volume': summary(['bucket', 'action'], ['requests', 'bytes_in', 'bytes_out'], () => true),
  'data-event-costs': {
    columns: ['bucket', 'requests', 'share', 'cost', 'days', 'monthly_saving'],
    rows: (events, window, inputs) => {
      const dataEvents = requestsIn(events, window).filter((request) => request.management_event !== true);
      const days = new Set(dataEvents.map(({ day }) => day)).size;
      const price = decimal(input(inputs, 'price'));
      return groupsOf(dataEvents, ['bucket']).map(({ key: [bucket], requests: { length: requests } }) => [
        bucket,
        requests,
        rounded(BigInt(requests), BigInt(dataEvents.length), 4),
        rounded(BigInt(requests) * price.numerator, MILLION * price.denominator, 6),
        days,
        rounded(BigInt(requests * 30) * price.numerator, MILLION * price.denominator * BigInt(days), 6),
      ]);
    },
  },
};

/** A decimal number as a fraction: prices are exact, doubles aren't. */
function decimal(text: string): { numerator: bigint; denominator: bigint } {
  const [whole, places = ''] = text.split('.');
  return { numerator: BigInt(whole + places), denominator: 10n ** BigInt(places.length) };
}

/** A fraction, rounded half up to so many places. */
export function rounded(numerator: bigint, denominator: bigint, places: number): number {
  const scale = 10n ** BigInt(places);
  const doubled = (2n * numerator * scale) / denominator;
  return Number((doubled + 1n) / 2n) / Number(scale);
}
