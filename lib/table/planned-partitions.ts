import { Token } from 'aws-cdk-lib';
import { SourcePart, TableSource } from './table-source';

/** Athena plans no more in one scan. */
export const MOST_PARTITIONS = 1_000_000;

/**
 * How many partitions a query of so many days reads at most, of all tables. Each is one LIST of S3, also where it is empty.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 * @returns undefined where a number is only known at deployment
 */
export function plannedPartitions({ parts, injected }: TableSource, days: number): number | undefined {
  const folders = parts.map((part) => product(part.atMost.regions, accountsAsked(part, injected?.saved)));
  return folders.reduce<number | undefined>((sum, each) => add(sum, product(each, days)), 0);
}

/** How many of a table's accounts a query asks for, at most, that names some. */
function accountsAsked({ table, atMost }: SourcePart, named?: string[]): number | undefined {
  if (named === undefined || table.hasInjectedAccounts) {
    return named?.length ?? atMost.accounts;
  }
  const isKnown = ![table.accounts, ...table.accounts, ...named].some((value) => Token.isUnresolved(value));
  return isKnown ? table.accounts.filter((account) => named.includes(account)).length : atMost.accounts;
}

function product(one?: number, other?: number): number | undefined {
  return one === undefined || other === undefined ? undefined : one * other;
}

function add(one?: number, other?: number): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
