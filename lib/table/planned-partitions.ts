import { Token } from 'aws-cdk-lib';
import { SourcePart, TableSource } from './table-source';

/** Athena plans no more in one scan. */
export const MOST_PARTITIONS = 1_000_000;

/**
 * How many partitions a query of so many days reads at most of each table, where it reads the relation once. Each is one
 * LIST of S3, also where it is empty.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 * @returns undefined for a table of which a number is only known at deployment
 */
export function plannedPartitions({ parts, injected }: TableSource, days: number): (number | undefined)[] {
  return parts.map((part) => {
    const accounts = accountsAsked(part, injected?.saved);
    return accounts === undefined || part.regions === undefined ? undefined : accounts * part.regions * days;
  });
}

/** How many of a table's accounts a query asks for, at most, that names some. */
function accountsAsked({ table, accounts }: SourcePart, named?: string[]): number | undefined {
  if (named === undefined || table.hasInjectedAccounts) {
    return named?.length ?? accounts;
  }
  const isKnown = ![table.accounts, ...table.accounts, ...named].some((value) => Token.isUnresolved(value));
  return isKnown ? table.accounts.filter((account) => named.includes(account)).length : accounts;
}
