/** How many files a plan reads, and how many there are to be read. */
export interface ScannedFiles {
  readonly read: number;
  readonly total: number;
}

interface PlanNode {
  readonly name: string;
  readonly children: PlanNode[];
  readonly extra_info: Record<string, unknown>;
}

/**
 * Adds up the scans of a plan.
 *
 * @param plan the answer to EXPLAIN (FORMAT json)
 */
export function scannedFiles(plan: string): ScannedFiles {
  const scans = (JSON.parse(plan) as PlanNode[]).flatMap(scansOf);
  return {
    read: scans.reduce((sum, { read }) => sum + read, 0),
    // The decoy of each view is no log file.
    total: scans.reduce((sum, { total }) => sum + total - 1, 0),
  };
}

function scansOf({ name, children, extra_info: info }: PlanNode): ScannedFiles[] {
  const below = children.flatMap(scansOf);
  if (name.trim() !== 'READ_JSON') {
    return below;
  }
  const files = /^(\d+)\/(\d+)$/.exec(String(info['Scanning Files']));
  if (!files) {
    throw new Error(`DuckDB does not say how many files it scans: ${JSON.stringify(info)}`);
  }
  return [{ read: Number(files[1]), total: Number(files[2]) }, ...below];
}
