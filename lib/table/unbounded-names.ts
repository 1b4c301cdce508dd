import { IConstruct } from 'constructs';

/** What reads log files and has no window: a table, or a view over one. */
interface Unbounded {
  /** Where the log files lie. */
  readonly logs: string;
  readonly name: string;
}

const UNBOUNDED = new WeakMap<IConstruct, Unbounded[]>();

/** Makes it known to the whole app. */
export function addUnbounded(scope: IConstruct, unbounded: Unbounded): void {
  const { root } = scope.node;
  UNBOUNDED.set(root, [...(UNBOUNDED.get(root) ?? []), unbounded]);
}

/** The names of all that reads these log files without a window, as they were given, wherever in the app it is. */
export function unboundedNames(scope: IConstruct, logs: string): string[] {
  const all = UNBOUNDED.get(scope.node.root) ?? [];
  return all.filter((unbounded) => unbounded.logs === logs).map(({ name }) => name);
}
