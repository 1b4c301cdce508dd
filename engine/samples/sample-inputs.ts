import type { AuditQuery } from '../../lib/index'; // not '../lib': see bin/
import { SAMPLE_BUCKET, SAMPLE_KEY, SAMPLE_LOG_BUCKET, SAMPLE_TRAIL } from './sample-records';

/** The samples are few where an audit's logs are many. */
const THRESHOLDS: Record<string, string> = { probing: '2', 'bulk-deletes': '3', 'extortion-pattern': '2' };

/**
 * A value for each input of a query, with which it answers something over the generated logs.
 *
 * @param given values that come before those of the samples
 * @throws if an input has no value
 */
export function sampleInputs(
  { queryName, inputs }: AuditQuery,
  account: string,
  region: string,
  given: Record<string, string> = {},
): [string, string][] {
  const values: Record<string, string | undefined> = {
    region,
    networks: '10.0.0.0/8,192.0.2.0/24,2001:db8:aaaa::/48',
    principals: [`arn:aws:iam::${account}:user/alice`, `arn:aws:iam::${account}:role/fn-role`].join(','),
    bucket: SAMPLE_BUCKET,
    key: SAMPLE_KEY,
    principal: `arn:aws:iam::${account}:user/alice`,
    threshold: THRESHOLDS[queryName],
    in_place_threshold: '2',
    top: '3',
    trail: SAMPLE_TRAIL,
    log_bucket: SAMPLE_LOG_BUCKET,
    ...given,
  };
  return inputs.map(({ name, defaultValue }) => {
    const value = values[name] ?? defaultValue;
    if (value === undefined) {
      throw new Error(`${queryName} needs --input ${name}=..., for which the samples have no value`);
    }
    return [name, value];
  });
}
