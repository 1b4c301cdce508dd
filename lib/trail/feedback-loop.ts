import { Annotations, Aspects, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { KnownBucket } from '../core/known-bucket';
import { DataEvents } from './data-events';

/** A trail, and what another one must know of it. */
interface FellowTrail {
  readonly trail: Construct;
  readonly dataEvents: DataEvents;
  /** Where its deliveries are written: its log bucket, and what S3 copies that to, once the app is complete. */
  readonly deliveries: () => KnownBucket[];
  /** What it never records. */
  readonly ownBuckets: () => KnownBucket[];
}

const TRAILS = new WeakMap<IConstruct, FellowTrail[]>();

/**
 * Makes a trail known to the others of its app. Where each of two, or of several in a ring, records what the one before it
 * delivers, they feed each other for ever; the last of the ring warns.
 *
 * @returns the buckets of the other trails in its stack, those to come included, once the app is synthesised
 */
export function meetFellowTrails(newcomer: FellowTrail): () => KnownBucket[] {
  const { trail } = newcomer;
  const trails = TRAILS.get(trail.node.root) ?? [];
  TRAILS.set(trail.node.root, [...trails, newcomer]);
  const visit = (node: IConstruct) => {
    const ring = node === trail ? ringThrough([...trails, newcomer]) : [];
    if (ring.length > 0) {
      warn(trail, ring);
    }
  };
  Aspects.of(trail).add({ visit });
  return () =>
    TRAILS.get(trail.node.root)!
      .filter((fellow) => fellow !== newcomer && inOneStack(fellow, newcomer))
      .flatMap((fellow) => fellow.ownBuckets());
}

/** The shortest way from the last of the trails, from one to another that records its deliveries, back to the last. */
function ringThrough(trails: FellowTrail[]): FellowTrail[] {
  const last = trails.at(-1)!;
  const ways = [[last]];
  const reached = new Set<FellowTrail>();
  for (const way of ways) {
    const recorders = trails.filter((fellow) => !reached.has(fellow) && records(fellow, way.at(-1)!));
    if (recorders.includes(last)) {
      return way.slice(1);
    }
    recorders.forEach((fellow) => reached.add(fellow));
    ways.push(...recorders.map((fellow) => [...way, fellow]));
  }
  return [];
}

/** Whether a trail records what another delivers. */
function records(one: FellowTrail, other: FellowTrail): boolean {
  const accounts = [one, other].map(({ trail }) => Stack.of(trail).account);
  return (
    one !== other &&
    // In one stack they leave each other out. Across stacks that would tie these to each other, so it's the user's to do.
    !(inOneStack(one, other) && one.dataEvents._ofAllBuckets) &&
    (accounts[0] === accounts[1] || accounts.some((account) => Token.isUnresolved(account))) &&
    other.deliveries().some((bucket) => one.dataEvents._recordsBucket(bucket))
  );
}

function inOneStack(one: FellowTrail, other: FellowTrail): boolean {
  return Stack.of(one.trail) === Stack.of(other.trail);
}

function warn(trail: Construct, ring: FellowTrail[]): void {
  const others = ring.map((fellow) => fellow.trail.node.path).join(' and ');
  Annotations.of(trail).addWarningV2(
    'cdk-s3-audit-trail:trailsFeedEachOther',
    `This trail and ${others} record each what another delivers, for ever and paid by event. In one of them leave out the ` +
      "log bucket of the other, and what S3 writes that bucket's access logs and replicas to: DataEvents.allBuckets({ " +
      'exclude: [bucket] }), or { excludeBucketNames: [name] } where it is in another region. If a bucket that is left ' +
      'out by its name is that one, which synthesis does not know, acknowledge this warning.',
  );
}
