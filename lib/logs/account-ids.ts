import { Token } from 'aws-cdk-lib';
import { TEXTS, requireKind } from '../core/kinds';
import { invalid, requireEach, requireMatch } from '../core/validation';

/** Athena takes no more values than these for an injected partition key. */
export const MOST_SAVED = 1_000;
/** As many as fit into a parameter of a Glue table, with commas between them. */
export const MOST_LISTED = 39_000;

/** How many there are, where each is known: a token may come to be several, with commas between them. */
export function knownCount(accounts: string[]): number | undefined {
  return [accounts, ...accounts].some((account) => Token.isUnresolved(account)) ? undefined : accounts.length;
}

/** @throws if an id is invalid or there twice, or if the list is empty or too long */
export function requireAccounts(name: string, accounts: string[], most: number): void {
  requireKind(name, accounts, TEXTS);
  requireEach(name, accounts, (account) => requireMatch(name, account, /^\d{12}$/, 'the 12 digits of an account id'));
  if (accounts.length > most) {
    invalid(name, `${accounts.length} accounts`, `at most ${most} accounts`);
  }
}
