import { Token } from 'aws-cdk-lib';
import { invalid } from '../core/validation';
import { CloudTrailTable } from './cloudtrail-table';

/** @throws if two tables read the files of one account and region, as far as that is known */
export function requireFoldersOnce(name: string, tables: CloudTrailTable[]): void {
  tables.forEach((table, index) => {
    const other = tables.slice(0, index).find((earlier) => readSame(earlier, table));
    if (other) {
      invalid(
        name,
        `${table.node.path} over ${table.logPath}`,
        `each folder once; ${other.node.path} reads some of these`,
      );
    }
  });
}

function readSame(one: CloudTrailTable, other: CloudTrailTable): boolean {
  return one._source.logs[0] === other._source.logs[0] && shareAccount(one, other) && shareRegion(one, other);
}

/** Of injected ones, any may be meant. */
function shareAccount(one: CloudTrailTable, other: CloudTrailTable): boolean {
  return one.hasInjectedAccounts || other.hasInjectedAccounts || shareValue(one.accounts, other.accounts);
}

function shareRegion(one: CloudTrailTable, other: CloudTrailTable): boolean {
  const areAll = [one, other].some(({ _source: { parts } }) => parts[0].areAllRegions);
  const { regions = [] } = one._source;
  return areAll || shareValue(regions, other._source.regions ?? []);
}

/** Tokens may be different values, unless they are the same token. */
function shareValue(one: string[], other: string[]): boolean {
  const [first, second] = [one, other].map((list) => new Set(Token.isUnresolved(list) ? [list.join()] : list));
  return [...first].some((value) => second.has(value));
}
