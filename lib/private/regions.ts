import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { PartitionsProps } from '../partitions';
import { invalid, requireDistinct, requireMatch } from './validation';

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

/**
 * The values of the table's partition key `region`. In a stack without a concrete region they are looked up by
 * partition at deployment, so that one template works in all of them.
 *
 * @throws if a region isn't one, is of another partition than the stack's or the list's, or is there twice
 */
export function queriedRegions(scope: Construct, props: PartitionsProps): string[] {
  const stackRegion = Stack.of(scope).region;
  const concrete = !Token.isUnresolved(stackRegion);
  checkRegions(props, concrete ? partitionOf(stackRegion) : undefined);
  const additional = props.additionalRegions ?? [];
  if (props.regions) {
    return [...props.regions, ...additional];
  }
  const known = knownRegions();
  if (concrete) {
    const regions = known.get(partitionOf(stackRegion)) ?? [];
    return [...new Set([...regions, stackRegion, ...additional])];
  }
  const mapping = new CfnMapping(scope, 'Regions', {
    mapping: Object.fromEntries([...known].map(([partition, regions]) => [partition, { regions: regions.join(',') }])),
  });
  return [mapping.findInMap(Aws.PARTITION, 'regions'), ...additional];
}

function checkRegions(props: PartitionsProps, stackPartition?: string): void {
  const regions = props.regions ?? [];
  const additional = props.additionalRegions ?? [];
  if (props.regions) {
    requireDistinct('regions', props.regions);
  }
  if (props.additionalRegions) {
    requireDistinct('additionalRegions', [...additional, ...regions]);
  }
  const known = [...knownRegions().values()].flat();
  for (const region of regions) {
    if (!Token.isUnresolved(region) && !known.includes(region)) {
      invalid(
        'regions',
        region,
        `a region that this release of the CDK knows (put a newer one into 'additionalRegions'): ${known.join(', ')}`,
      );
    }
  }
  for (const region of additional) {
    requireMatch('additionalRegions', region, /^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/, "a region's name, such as eu-west-1");
  }
  let partition = stackPartition;
  for (const region of [...regions, ...additional].filter((name) => !Token.isUnresolved(name))) {
    partition ??= partitionOf(region);
    if (partitionOf(region) !== partition) {
      invalid(
        regions.includes(region) ? 'regions' : 'additionalRegions',
        region,
        `a region of the partition ${partition}`,
      );
    }
  }
}
