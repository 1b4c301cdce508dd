import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TEXTS, requireKind } from '../core/kinds';
import { invalid, joinable, requireEach, requireMatch } from '../core/validation';
import { BoundRegions } from './bound-logs';
import { knownRegions, partitionOf } from './region-partitions';

/**
 * The regions whose events queries can see. A trail records all of them, at the same cost.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html
 */
export class AuditedRegions {
  /**
   * All regions of the stack's partition that this release of the CDK knows.
   *
   * @param alsoUnknown regions that it doesn't know yet
   * @throws if one isn't the name of a region, is of another partition than the stack's, or is there twice
   */
  public static all(alsoUnknown?: string[]): AuditedRegions {
    return new AuditedRegions(undefined, alsoUnknown);
  }

  /**
   * These regions.
   *
   * @param regions names of regions that this release of the CDK knows
   * @param alsoUnknown regions that it doesn't know yet
   * @throws if one isn't a region, is of another partition than the stack's or the others, or is there twice, or if there is
   * none
   */
  public static of(regions: string[], alsoUnknown?: string[]): AuditedRegions {
    requireKind('regions', regions, TEXTS);
    return new AuditedRegions(regions, alsoUnknown);
  }

  private constructor(
    private readonly regions?: string[],
    private readonly alsoUnknown: string[] = [],
  ) {
    requireKind('alsoUnknown', alsoUnknown, TEXTS);
    if (regions) {
      requireEach('regions', regions, requireKnownRegion);
    }
    if (alsoUnknown.length > 0) {
      requireEach('alsoUnknown', alsoUnknown, (region) => {
        requireMatch('alsoUnknown', region, /^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/, "a region's name, such as eu-west-1");
        if (regions?.includes(region)) {
          invalid('alsoUnknown', region, "a region that isn't in 'regions'");
        }
      });
    }
  }

  /**
   * Their names. For all of them, in a stack without a concrete region, they are looked up by partition at deployment, so
   * that one template works in every partition.
   *
   * @throws if one is of another partition than the stack's or the first one's
   *
   * @internal
   */
  public _bind(scope: Construct): BoundRegions {
    const { regions, alsoUnknown } = this;
    const stackRegion = Stack.of(scope).region;
    const concrete = !Token.isUnresolved(stackRegion);
    requireOnePartition(regions, alsoUnknown, concrete ? partitionOf(stackRegion) : undefined);
    if (regions) {
      return bound([regions, alsoUnknown].flatMap(joinable), [regions, alsoUnknown], false);
    }
    const known = knownRegions();
    // A newer release of the CDK knows some of them.
    const unknown = Token.isUnresolved(alsoUnknown)
      ? alsoUnknown
      : alsoUnknown.filter((region) => ![...known.values()].flat().includes(region));
    if (concrete) {
      const all = [...new Set([...(known.get(partitionOf(stackRegion)) ?? []), stackRegion, ...joinable(unknown)])];
      return bound(all, [all, unknown]);
    }
    const mapping = new CfnMapping(scope, 'Regions', {
      mapping: Object.fromEntries([...known].map(([partition, names]) => [partition, { regions: names.join(',') }])),
    });
    const largest = [...known.values()].reduce((one, other) => (one.length < other.length ? other : one));
    return bound([mapping.findInMap(Aws.PARTITION, 'regions'), ...joinable(unknown)], [largest, unknown]);
  }
}

/** @param lists of which there are as many at most as they have values together */
function bound(names: string[], lists: string[][], areAll = true): BoundRegions {
  const isKnown = ![...lists, ...lists.flat()].some((value) => Token.isUnresolved(value));
  return { names, areAll, atMost: isKnown ? new Set(lists.flat()).size : undefined };
}

function requireKnownRegion(region: string): void {
  const known = [...knownRegions().values()].flat();
  if (!known.includes(region)) {
    invalid(
      'regions',
      region,
      `a region that this release of the CDK knows (put a newer one into 'alsoUnknown'): ${known.join(', ')}`,
    );
  }
}

function requireOnePartition(regions: string[] = [], alsoUnknown: string[], stackPartition?: string): void {
  let partition = stackPartition;
  const lists = Object.entries({ regions, alsoUnknown }).filter(([, list]) => !Token.isUnresolved(list));
  for (const [name, list] of lists) {
    for (const region of list.filter((one) => !Token.isUnresolved(one))) {
      partition ??= partitionOf(region);
      if (partitionOf(region) !== partition) {
        invalid(name, region, `a region of the partition ${partition}`);
      }
    }
  }
}
