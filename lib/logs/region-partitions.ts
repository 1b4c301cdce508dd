import { RegionInfo } from 'aws-cdk-lib/region-info';

/** How the names of regions begin in the partitions other than `aws`. */
const PARTITION_PREFIXES: [prefix: string, partition: string][] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/** The partition of a region, be it known to this release of the CDK or not. */
export function partitionOf(region: string): string {
  const byName = PARTITION_PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1];
  return RegionInfo.get(region).partition ?? byName ?? 'aws';
}

/** The regions of each partition that this release of the CDK knows. */
export function knownRegions(): Map<string, string[]> {
  const regions = new Map<string, string[]>();
  for (const { name } of RegionInfo.regions) {
    regions.set(partitionOf(name), [...(regions.get(partitionOf(name)) ?? []), name].sort());
  }
  return regions;
}
