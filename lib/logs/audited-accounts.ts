import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TEXT, requireKind, requireProps } from '../core/kinds';
import { requireKnownLength } from '../core/validation';
import { accountsOfFile } from './account-file';
import { MOST_LISTED, MOST_SAVED, knownCount, requireAccounts } from './account-ids';
import { BoundAccounts } from './bound-logs';
import { ACCOUNT_FILE, INJECTED_ACCOUNTS } from './log-kinds';

/** Which accounts there are besides those of a file. */
export interface AccountFileOptions {
  /**
   * Accounts whose log files are there, too, such as those that left the organization: a list of today misses them.
   *
   * @default - none
   */
  readonly also?: string[];
}

/** Which accounts saved queries ask for, where each query must name some. */
export interface InjectedAccountsOptions {
  /**
   * The accounts that saved queries ask for, 1,000 at most. A prepared statement takes any one account.
   *
   * @default - none, so that there are only prepared statements
   */
  readonly saved?: string[];
}

/**
 * The accounts whose log files queries can see.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export class AuditedAccounts {
  /** The account of the stack. */
  public static ofStack(): AuditedAccounts {
    return new AuditedAccounts((scope) => ({ ids: [Stack.of(scope).account], injected: false, atMost: 1 }));
  }

  /**
   * These accounts, whose log files the bucket holds. A query that names none of them reads the folders of all.
   *
   * @param accounts their ids, 12 digits each, 39,000 at most
   * @throws if an id is invalid or there twice, or if the list is empty or too long
   */
  public static of(accounts: string[]): AuditedAccounts {
    return AuditedAccounts.listed(accounts);
  }

  /**
   * The accounts of a file that `aws organizations list-accounts --output json` prints, also those that are suspended.
   *
   * @param path of the file, from the folder in which synthesis runs where it is relative
   * @throws if there is no such file, it is no list of accounts, or it holds only the first page of them
   * @see https://docs.aws.amazon.com/cli/latest/reference/organizations/list-accounts.html
   */
  public static fromFile(path: string, options: AccountFileOptions = {}): AuditedAccounts {
    requireKind('AuditedAccounts.fromFile', path, TEXT);
    requireProps('AuditedAccounts.fromFile', options, ACCOUNT_FILE);
    const { also = [] } = options;
    if (options.also) {
      requireAccounts('also', also, MOST_LISTED);
    }
    const { ids, organizationId } = accountsOfFile('AuditedAccounts.fromFile', path);
    // One that left and came back is in both.
    return AuditedAccounts.listed([...new Set([...ids, ...also])], organizationId);
  }

  /**
   * Any account, named when a query runs: `account` is a further input of each prepared statement, after the days, and
   * Athena refuses a query without it. So a question costs what one account costs, however many there are.
   *
   * @throws if an account isn't an id, or is there twice, or if there are more than 1,000 or an empty list
   * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html#partition-projection-injected-type
   */
  public static injected(options: InjectedAccountsOptions = {}): AuditedAccounts {
    requireProps('AuditedAccounts.injected', options, INJECTED_ACCOUNTS);
    const { saved } = options;
    // Each is a text of the query's.
    requireKnownLength('saved', saved);
    if (saved) {
      requireAccounts('saved', saved, MOST_SAVED);
    }
    return new AuditedAccounts(() => ({ ids: saved ?? [], injected: true, atMost: saved?.length }));
  }

  private static listed(ids: string[], organizationId?: string): AuditedAccounts {
    requireAccounts('accounts', ids, MOST_LISTED);
    return new AuditedAccounts(() => ({ ids, injected: false, atMost: knownCount(ids), organizationId }));
  }

  private constructor(
    /** @internal */
    public readonly _bind: (scope: IConstruct) => BoundAccounts,
  ) {}
}
