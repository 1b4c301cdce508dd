import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { dependsOn } from '../core/dependencies';
import { KnownBucket } from '../core/known-bucket';
import { whenComplete } from '../core/when-complete';
import { otherTrails } from './other-trails';

/** A trail, and what another one must know of it. */
export interface RecordingTrail {
  readonly trail: Construct;
  /** Whether it leaves a bucket out if another trail in its stack delivers to it, and it can refer to it. */
  readonly leavesOut: (bucket: KnownBucket) => boolean;
  /** Whether it records what happens to a bucket, if that is none of those trails'. */
  readonly records: (bucket: KnownBucket) => boolean;
  /** Where its deliveries are written: its log bucket, and what S3 copies that to, once the app is complete. */
  readonly deliveries: () => KnownBucket[];
  /** What it never records. */
  readonly ownBuckets: () => KnownBucket[];
}

const TRAILS = new WeakMap<IConstruct, RecordingTrail[]>();

/**
 * Makes a trail known to the others of its app. Where each of two, or of several in a ring, records what the one before it
 * delivers, they feed each other for ever; the last of the ring warns.
 *
 * @returns the buckets of the other trails in its stack, those to come included, once the app is synthesised
 */
export function leaveOutOtherTrails(newcomer: RecordingTrail): () => KnownBucket[] {
  const { trail } = newcomer;
  const { root } = trail.node;
  const earlier = TRAILS.get(root) ?? [];
  TRAILS.set(root, [...earlier, newcomer]);
  const others = () => otherTrails(root, TRAILS.get(root)!);
  whenComplete(trail, () => {
    const ring = ringThrough([...others(), ...earlier, newcomer]);
    if (ring.length > 0) {
      warn(trail, ring);
    }
  });
  return () =>
    [...TRAILS.get(root)!, ...others()]
      .filter((other) => other !== newcomer && inOneStack(other, newcomer))
      .flatMap((other) => other.ownBuckets())
      .filter((bucket) => canRefer(newcomer, bucket));
}

/** The shortest way from the last of the trails, from one to another that records its deliveries, back to the last. */
function ringThrough(trails: RecordingTrail[]): RecordingTrail[] {
  const last = trails.at(-1)!;
  const ways = [[last]];
  const reached = new Set<RecordingTrail>();
  for (const way of ways) {
    const recorders = trails.filter((other) => !reached.has(other) && records(other, way.at(-1)!));
    if (recorders.includes(last)) {
      return way.slice(1);
    }
    recorders.forEach((recorder) => reached.add(recorder));
    ways.push(...recorders.map((recorder) => [...way, recorder]));
  }
  return [];
}

/** Whether a trail records what another delivers. None records what it delivers itself. */
function records(one: RecordingTrail, other: RecordingTrail): boolean {
  const accounts = [one, other].map(({ trail }) => Stack.of(trail).account);
  return (
    (accounts[0] === accounts[1] || accounts.some((account) => Token.isUnresolved(account))) &&
    other.deliveries().some((bucket) => one.records(bucket) && !leavesOut(one, other, bucket))
  );
}

/** In one stack they leave each other out. Across stacks that would tie these to each other, so it's the user's to do. */
function leavesOut(one: RecordingTrail, other: RecordingTrail, bucket: KnownBucket): boolean {
  return one.leavesOut(bucket) && inOneStack(one, other) && canRefer(one, bucket);
}

/** Not where the bucket is to be created after the trail: they would wait for each other. */
function canRefer({ trail }: RecordingTrail, { resource }: KnownBucket): boolean {
  return resource === undefined || !dependsOn(resource, trail);
}

function inOneStack(one: RecordingTrail, other: RecordingTrail): boolean {
  return Stack.of(one.trail) === Stack.of(other.trail);
}

function warn(trail: Construct, ring: RecordingTrail[]): void {
  const others = ring.map((other) => other.trail.node.path).join(' and ');
  Annotations.of(trail).addWarningV2(
    'cdk-s3-audit-trail:trailsFeedEachOther',
    `This trail and ${others} record each what another delivers, for ever and paid by event. In one of them leave out the ` +
      "log bucket of the other, and what S3 writes that bucket's access logs and replicas to: DataEvents.allBuckets({ " +
      'exclude: [bucket] }), or { excludeBucketNames: [name] } where it is in another region, with a name that is given to ' +
      'it or known from a deployment. If a bucket that is left ' +
      'out by its name is that one, which synthesis does not know, acknowledge this warning.',
  );
}
