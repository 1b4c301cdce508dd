import { IConstruct } from 'constructs';

/** What reads log files and has no window: a table, or a view over one. */
export interface UnboundedTable {
  /** Where the log files lie. */
  readonly logs: string[];
  readonly database: string;
  /** Its name, as it was given and as tokens that refer to it. */
  readonly names: string[];
}

const UNBOUNDED = new WeakMap<IConstruct, UnboundedTable[]>();

/** Makes it known to the whole app. */
export function addUnbounded(scope: IConstruct, unbounded: UnboundedTable): void {
  const { root } = scope.node;
  UNBOUNDED.set(root, [...(UNBOUNDED.get(root) ?? []), unbounded]);
}

/** All that reads some of these log files without a window, wherever in the app it is. */
export function unboundedTables(scope: IConstruct, logs: string[]): UnboundedTable[] {
  const all = UNBOUNDED.get(scope.node.root) ?? [];
  return all.filter((unbounded) => unbounded.logs.some((files) => logs.includes(files)));
}
