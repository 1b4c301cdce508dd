import { SAMPLE_BUCKET } from '../engine/sample-records';
import type { Inputs } from './reference-questions';

/** Where one value doesn't suit all queries that have an input of that name. */
const OF_QUERY: Record<string, Inputs | undefined> = {
  'bulk-deletes': { threshold: '3' },
};

/** The inputs for one query; what it doesn't ask for is there, too. */
export function inputsFor(query: string, accounts: string[], region: string): Required<Inputs> {
  return { ...referenceInputs(accounts, region), ...OF_QUERY[query] };
}

/** Inputs that let every question find some of the generated events, and leave some of the others out. */
export function referenceInputs(accounts: string[], region: string): Required<Inputs> {
  const account = accounts[accounts.length - 1];
  return {
    account,
    region,
    networks: ' 10.0.0.0/8 , 172.16.0.0/12,192.0.2.0/24 ,203.0.113.0/24, 2001:db8:aaaa::/48',
    principals: [
      ' anonymous',
      'lifecycle.s3.amazonaws.com',
      ...accounts.flatMap((id) => [
        ` arn:aws:iam::${id}:user/alice`,
        `arn:aws:iam::${id}:user/carol `,
        ` arn:aws:iam::${id}:role/fn-role `,
      ]),
    ].join(','),
    bucket: SAMPLE_BUCKET,
    key: 'docs/example-qr.png',
    principal: `arn:aws:iam::${account}:user/alice`,
    top: '3',
    threshold: '2',
    trail: 'audit-trail',
    log_bucket: 'audit-logs',
    price: '0.87',
  };
}
