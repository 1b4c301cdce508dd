import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { invalid, joinable, requireEach, requireMatch } from '../core/validation';
import { PartitionsProps } from './partitions';

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
  const { regions, additionalRegions = [] } = props;
  const stackRegion = Stack.of(scope).region;
  const concrete = !Token.isUnresolved(stackRegion);
  checkRegions(props, concrete ? partitionOf(stackRegion) : undefined);
  if (regions) {
    return [regions, additionalRegions].flatMap(joinable);
  }
  const known = knownRegions();
  // One day, the CDK knows them.
  const unknown = Token.isUnresolved(additionalRegions)
    ? additionalRegions
    : additionalRegions.filter((region) => ![...known.values()].flat().includes(region));
  if (concrete) {
    return [...new Set([...(known.get(partitionOf(stackRegion)) ?? []), stackRegion, ...joinable(unknown)])];
  }
  const mapping = new CfnMapping(scope, 'Regions', {
    mapping: Object.fromEntries([...known].map(([partition, names]) => [partition, { regions: names.join(',') }])),
  });
  return [mapping.findInMap(Aws.PARTITION, 'regions'), ...joinable(unknown)];
}

function checkRegions({ regions, additionalRegions }: PartitionsProps, stackPartition?: string): void {
  const known = [...knownRegions().values()].flat();
  let partition = stackPartition;
  const requireOnePartition = (name: string, region: string) => {
    partition ??= partitionOf(region);
    if (partitionOf(region) !== partition) {
      invalid(name, region, `a region of the partition ${partition}`);
    }
  };
  if (regions) {
    requireEach('regions', regions, (region) => {
      if (!known.includes(region)) {
        invalid(
          'regions',
          region,
          `a region that this release of the CDK knows (put a newer one into 'additionalRegions'): ${known.join(', ')}`,
        );
      }
      requireOnePartition('regions', region);
    });
  }
  if (additionalRegions) {
    requireEach('additionalRegions', additionalRegions, (region) => {
      requireMatch('additionalRegions', region, /^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/, "a region's name, such as eu-west-1");
      requireOnePartition('additionalRegions', region);
      if (regions?.includes(region)) {
        invalid('additionalRegions', region, "a region that isn't in 'regions'");
      }
    });
  }
}
