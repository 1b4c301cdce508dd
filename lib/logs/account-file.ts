import { readFileSync, statSync } from 'node:fs';
import { invalid } from '../core/validation';

const ALLOWED = "a file that 'aws organizations list-accounts --output json' prints";

/**
 * The ids of the accounts in a file of AWS Organizations.
 *
 * @param name the property's name in an error
 * @throws if it isn't such a file, or a part of one
 */
export function accountsOfFile(name: string, path: string): string[] {
  const file = documentOf(name, path);
  const { Accounts: accounts, NextToken: next } = Object(file) as { Accounts?: unknown; NextToken?: unknown };
  if (!Array.isArray(accounts) || accounts.length === 0) {
    return invalid(name, path, `${ALLOWED}, an object with a list 'Accounts' that holds some`);
  }
  if (typeof next === 'string') {
    invalid(
      name,
      path,
      `${ALLOWED} without --max-items or --no-paginate: it says that there are more accounts than these`,
    );
  }
  const ids = accounts.map((account) => (Object(account) as { Id?: unknown }).Id);
  const wrong = ids.findIndex((id) => typeof id !== 'string' || !/^\d{12}$/.test(id));
  if (wrong >= 0) {
    invalid(`${name}: Accounts[${wrong}].Id`, ids[wrong], `the 12 digits of an account id, in ${path}`);
  }
  return [...new Set(ids.map(String))];
}

function documentOf(name: string, path: string): unknown {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    invalid(name, path, `the path of a file that exists, from ${process.cwd()} where it is relative`);
  }
  try {
    // A byte order mark is what some shells begin a file with.
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch {
    return invalid(name, path, `${ALLOWED}; it is not JSON`);
  }
}
