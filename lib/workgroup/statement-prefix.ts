import { IConstruct } from 'constructs';
import { uniqueSqlName } from '../core/names';
import { IAuditWorkgroup } from './audit-workgroup';

/** What stands before the names of the statements that something keeps in a workgroup, if it wasn't told another. */
export function statementPrefixIn({ shared, statementPrefix }: IAuditWorkgroup, owner: IConstruct): string {
  return statementPrefix ?? (shared ? `${uniqueSqlName(owner, 100)}_` : '');
}
