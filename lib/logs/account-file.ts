import { readFileSync, statSync } from 'node:fs';
import { invalid } from '../core/validation';

const ALLOWED = "a file that 'aws organizations list-accounts --output json' prints";

/** What a file of AWS Organizations says. */
interface AccountFile {
  readonly ids: string[];
  readonly organizationId?: string;
}

/**
 * The accounts in a file of AWS Organizations.
 *
 * @param name the property's name in an error
 * @throws if it isn't such a file, or a part of one
 */
export function accountsOfFile(name: string, path: string): AccountFile {
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
  const arns = accounts.map((account) => String((account as { Arn?: unknown }).Arn));
  const organizationId = arns
    .map((arn) => /:organizations::\d{12}:account\/(o-[a-z0-9]+)\//.exec(arn)?.[1])
    .find(Boolean);
  return { ids: [...new Set(ids.map(String))], organizationId };
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
