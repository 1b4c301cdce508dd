import type { Inputs } from './reference-answers';

/** Inputs that let every question find some of the generated events, and leave some of the others out. */
export function referenceInputs(accounts: string[], region: string): Required<Inputs> {
  return {
    account: accounts[accounts.length - 1],
    region,
    networks: '10.0.0.0/8, 172.16.0.0/12,192.0.2.0/24, 203.0.113.0/24, 2001:db8:aaaa::/48',
    principals: [
      ...accounts.flatMap((account) => [
        `arn:aws:iam::${account}:user/alice`,
        `arn:aws:iam::${account}:user/carol`,
        `arn:aws:iam::${account}:role/fn-role`,
      ]),
      'lifecycle.s3.amazonaws.com',
      'anonymous',
    ].join(','),
  };
}
