import { Token } from 'aws-cdk-lib';
import { invalid } from '../core/validation';
import { CloudTrailTable } from './cloudtrail-table';

/** @throws if two tables read the files of one account and region, as far as that is known */
export function requireFoldersOnce(name: string, tables: CloudTrailTable[]): void {
  tables.forEach((table, index) => {
    const folder = tables
      .slice(0, index)
      .map((other) => sharedFolder(other, table))
      .find(Boolean);
    if (folder !== undefined) {
      invalid(name, folder, 'each folder once');
    }
  });
}

/** A folder that both read; undefined where nobody knows of one. */
function sharedFolder(one: CloudTrailTable, other: CloudTrailTable): string | undefined {
  if (one._source.logs[0] !== other._source.logs[0]) {
    return undefined;
  }
  const accounts = shared(accountsOf(one), accountsOf(other));
  const regions = shared(one._source.regions, other._source.regions);
  return accounts && regions && `${one._source.logs[0]}${accounts}/CloudTrail/${regions}`;
}

/** Of injected ones, any may be meant. */
function accountsOf(table: CloudTrailTable): string[] | undefined {
  return table.hasInjectedAccounts ? undefined : table.accounts;
}

/** A value that both lists have; all of them where a list isn't known. */
function shared(one?: string[], other?: string[]): string | undefined {
  if (one === undefined || other === undefined || Token.isUnresolved(one) || Token.isUnresolved(other)) {
    return '*';
  }
  return one.find((value) => other.includes(value));
}
