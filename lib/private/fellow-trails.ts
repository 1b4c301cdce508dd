import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { DataEvents } from '../data-events';

/** A trail, and what another one that records all buckets must know of it. */
interface FellowTrail {
  readonly trail: Construct;
  /** Its log bucket, and the others that it never records. */
  readonly ownBuckets: s3.IBucketRef[];
  readonly dataEvents: DataEvents;
}

const TRAILS = new WeakMap<IConstruct, FellowTrail[]>();

/**
 * Makes a trail known to the others of its app. Two that record all buckets would record what the other delivers, and so
 * feed each other for ever.
 *
 * @returns the buckets of the other trails in its stack, those to come included, once the app is synthesised
 */
export function meetFellowTrails(newcomer: FellowTrail): () => s3.IBucketRef[] {
  const { trail } = newcomer;
  const trails = TRAILS.get(trail.node.root) ?? [];
  TRAILS.set(trail.node.root, trails);
  trails.filter((fellow) => feedEachOther(fellow, newcomer)).forEach((fellow) => warn(trail, fellow.trail));
  trails.push(newcomer);
  return () => trails.filter((fellow) => inOneStack(fellow.trail, trail)).flatMap((fellow) => fellow.ownBuckets);
}

/** In one stack they leave each other out. Across stacks that would tie these to each other, so it's the user's to do. */
function feedEachOther(one: FellowTrail, other: FellowTrail): boolean {
  const accounts = [one, other].map(({ trail }) => Stack.of(trail).account);
  return (
    !inOneStack(one.trail, other.trail) &&
    (accounts[0] === accounts[1] || accounts.some((account) => Token.isUnresolved(account))) &&
    one.dataEvents._recordsBucket(other.ownBuckets[0]) &&
    other.dataEvents._recordsBucket(one.ownBuckets[0])
  );
}

function inOneStack(one: Construct, other: Construct): boolean {
  return Stack.of(one) === Stack.of(other);
}

function warn(trail: Construct, fellow: Construct): void {
  Annotations.of(trail).addWarningV2(
    'cdk-s3-audit-trail:trailsFeedEachOther',
    `This trail and ${fellow.node.path} record all buckets, and so each what the other delivers to its log bucket, for ever and ` +
      "paid by event. Leave the other's log bucket out of one of them: DataEvents.allBuckets({ exclude: [...] }).",
  );
}
