import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TEXTS, requireKind } from '../core/kinds';
import { requireEach, requireMatch } from '../core/validation';

/**
 * The accounts whose log files queries can see.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export class AuditedAccounts {
  /** The account of the stack. */
  public static ofStack(): AuditedAccounts {
    return new AuditedAccounts();
  }

  /**
   * These accounts, whose log files the bucket holds.
   *
   * @param accounts their ids, 12 digits each
   * @throws if one isn't an id, or is there twice, or if there is none
   */
  public static of(accounts: string[]): AuditedAccounts {
    requireKind('accounts', accounts, TEXTS);
    requireEach('accounts', accounts, (account) =>
      requireMatch('accounts', account, /^\d{12}$/, 'the 12 digits of an account id'),
    );
    return new AuditedAccounts(accounts);
  }

  private constructor(private readonly accounts?: string[]) {}

  /**
   * Their ids.
   *
   * @internal
   */
  public _bind(scope: IConstruct): string[] {
    return this.accounts ?? [Stack.of(scope).account];
  }
}
