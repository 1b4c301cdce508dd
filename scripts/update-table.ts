import { CHANGES, type Change, updateOf } from '../updates/changed-props';
import { nounsOf } from '../updates/resource-nouns';
import type { Effect } from '../updates/stack-update';
import { code } from './markdown';

/** A row for each change of a property, under a line for each thing that has properties. */
export function updateRows(): string[][] {
  return CHANGES.flatMap((change, index) => {
    const isFirst = change.user !== CHANGES[index - 1]?.user;
    return [...(isFirst ? [[`**${code(change.user)}**`, '', '', '', '']] : []), updateRow(change)];
  });
}

function updateRow(change: Change): string[] {
  const updates = updateOf(change);
  const cells = (['in place', 'replaced', 'added', 'removed'] satisfies Effect[]).map((effect) =>
    nounsOf(updates.filter((update) => update.effect === effect)).join(', '),
  );
  return [`${code(change.property)}: ${change.to}`, ...(updates.length > 0 ? cells : ['nothing', '', '', ''])];
}
