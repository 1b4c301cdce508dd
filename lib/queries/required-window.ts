import { invalid } from '../core/validation';
import { RELATIONS } from '../relation/relations';
import { knownName } from '../sql/quoting';
import { UnboundedTable } from '../table/unbounded-tables';
import { AuditQuery } from './audit-query';

/** @throws if the query reads one of these, and so past its window */
export function requireWindow(query: AuditQuery, unbounded: UnboundedTable[]): void {
  const { otherTables } = query._definition.text;
  const found = otherTables.find((table) => unbounded.some((one) => isReadAs(table, one)));
  if (found !== undefined) {
    invalid(`queries: ${query.queryName}`, found, `${RELATIONS.join(', ')}, which has a window, in its place`);
  }
}

function isReadAs(table: string, { database, names }: UnboundedTable): boolean {
  const [name, inDatabase] = partsOf(table).reverse();
  return names.includes(name) && (inDatabase === undefined || !differ(inDatabase, database));
}

/** Whether two names are of two things for sure: a token may stand for any. */
function differ(one: string, other: string): boolean {
  const [first, second] = [knownName(one), knownName(other)];
  return first !== undefined && second !== undefined && first.toLowerCase() !== second.toLowerCase();
}

/** What the dots of a name stand between. */
function partsOf(table: string): string[] {
  return table.match(/(\$\{Token\[[^\]]*\]\}|[^.])+/g) ?? [];
}
