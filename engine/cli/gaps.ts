import type { BrokenFile } from '../query-engine';
import type { PassedOverFile } from '../storage/log-folder';
import { report } from './printable';

export interface FailedQuery {
  readonly name: string;
  readonly reason: string;
}

/** What is not, or not all, in the answers. An audit that leaves something out must say so. */
export interface Gaps {
  /** Queries that have no answer, or a part of it. */
  readonly failed: FailedQuery[];
  /** Log files where no query looks. */
  readonly passedOver: PassedOverFile[];
  /** Log files that can't be read. */
  readonly broken: BrokenFile[];
  /** Log files that are read without values that are not of CloudTrail's types. */
  readonly inPart: BrokenFile[];
}

/** Files of a kind that are named one by one. Of those that are broken, all are. */
const FILES_NAMED = 20;

export function reportPassedOver(files: PassedOverFile[]): void {
  reportFiles(files, ['is', 'are'], 'passed over');
}

export function reportUnread({ broken, inPart }: Gaps): void {
  reportFiles(broken, ['is', 'are'], 'broken, and left out', Infinity);
  reportFiles(inPart, ['has', 'have'], 'values that are not of the types that CloudTrail writes, and are empty here');
}

/** One sentence about log files; undefined where there is nothing to tell. */
export function gapsInWords({ passedOver, broken, inPart }: Gaps): string | undefined {
  const without = [
    ...(broken.length > 0 ? [`${logFiles(broken.length)} that cannot be read`] : []),
    ...(passedOver.length > 0 ? [`${logFiles(passedOver.length)} passed over`] : []),
  ];
  const parts = [
    ...(without.length > 0 ? [`are without ${without.join(' and ')}`] : []),
    ...(inPart.length > 0 ? [`have ${logFiles(inPart.length)} in part`] : []),
  ];
  return parts.length > 0 ? `Incomplete: the answers ${parts.join(', and ')}` : undefined;
}

function reportFiles(
  files: { path: string; reason: string }[],
  [one, several]: [string, string],
  what: string,
  named = FILES_NAMED,
): void {
  if (files.length > 0) {
    report(`${logFiles(files.length)} ${files.length === 1 ? one : several} ${what}:`);
    files.slice(0, named).forEach(({ path, reason }) => report(`  ${path}: ${reason}`));
  }
  if (files.length > named) {
    report(`  ... and ${files.length - named} more`);
  }
}

function logFiles(count: number): string {
  return `${count.toLocaleString('en')} log file${count === 1 ? '' : 's'}`;
}
