import { SAMPLE_BUCKET, SAMPLE_KEY, SAMPLE_LOG_BUCKET, SAMPLE_TRAIL } from '../../engine/samples/sample-records';
import type { AuditQuery } from '../../lib/index'; // not '../lib': an app of test/deployment runs this
import type { Inputs } from './questions';

/** Where one value doesn't suit all queries that have an input of that name. */
const OF_QUERY: Record<string, Inputs | undefined> = {
  'bulk-deletes': { threshold: '3' },
};

/** The inputs for one query; what it doesn't ask for is there, too. */
export function inputsFor(query: string, accounts: string[], region: string): Required<Inputs> {
  return { ...referenceInputs(accounts, region), ...OF_QUERY[query] };
}

/** The values of a query's own inputs, in their order. */
export function inputsOf(
  { queryName, inputs }: AuditQuery,
  accounts: string[],
  region: string,
): Record<string, string> {
  const values: Record<string, string> = inputsFor(queryName, accounts, region);
  return Object.fromEntries(inputs.map(({ name }) => [name, values[name]]));
}

/** Inputs that let every question find some of the generated events, and leave some of the others out. */
export function referenceInputs(accounts: string[], region: string): Required<Inputs> {
  const account = accounts[accounts.length - 1];
  return {
    account,
    region,
    networks: ' 10.0.0.0/8 , 172.16.0.0/12,192.0.2.0/24 ,203.0.113.64/29, 2001:db8:aaaa::/48',
    principals: [
      ' anonymous',
      'lifecycle.s3.amazonaws.com',
      ...accounts.flatMap((id) => [
        ` arn:aws:iam::${id}:user/alice`,
        `arn:aws:iam::${id}:user/carol `,
        ` arn:aws:iam::${id}:role/fn-role `,
        // A name with a comma in it is one name.
        ` arn:aws:sts::${id}:assumed-role/batch/a,b `,
      ]),
    ].join(','),
    bucket: SAMPLE_BUCKET,
    key: SAMPLE_KEY,
    principal: `arn:aws:iam::${account}:user/alice`,
    top: '3',
    threshold: '2',
    in_place_threshold: '2',
    trail: SAMPLE_TRAIL,
    log_bucket: SAMPLE_LOG_BUCKET,
    price: '0.87',
  };
}
