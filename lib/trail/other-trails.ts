import { Stack, Token, Tokenization } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { IConstruct } from 'constructs';
import { KnownBucket, bucketOfName, bucketOfObjects } from '../core/known-bucket';
import type { RecordingTrail } from './feedback-loop';

const OBJECTS = 'AWS::S3::Object';

/** The trails of an app that others made than this library, where they record data events of S3. */
export function otherTrails(root: IConstruct, own: RecordingTrail[]): RecordingTrail[] {
  const ours = own.map(({ trail }) => trail.node.defaultChild);
  return root.node
    .findAll()
    .filter((node): node is CfnTrail => CfnTrail.isCfnTrail(node) && !ours.includes(node))
    .flatMap((trail) => recordingTrail(trail) ?? []);
}

function recordingTrail(trail: CfnTrail): RecordingTrail | undefined {
  const recorded = recordedBuckets(trail);
  if (recorded?.length === 0) {
    return undefined;
  }
  const deliveries = () => [bucketOfName(Token.asString(trail.s3BucketName))];
  return {
    trail,
    leavesOut: () => false,
    records: ({ key }) => recorded === undefined || recorded.some((bucket) => bucket.key === key),
    deliveries,
    ownBuckets: deliveries,
  };
}

/** The buckets whose events it records; undefined for all, or where nobody knows. */
function recordedBuckets(trail: CfnTrail): KnownBucket[] | undefined {
  const { eventSelectors = [], advancedEventSelectors = [] } = trail;
  if (Tokenization.isResolvable(eventSelectors) || Tokenization.isResolvable(advancedEventSelectors)) {
    return undefined;
  }
  const recorded: KnownBucket[] = [];
  for (const selector of eventSelectors) {
    const { dataResources = [] } = Tokenization.isResolvable(selector) ? {} : selector;
    for (const resource of Tokenization.isResolvable(dataResources) ? [] : dataResources) {
      const { type, values = [] } = Tokenization.isResolvable(resource) ? { type: '' } : resource;
      if (type === OBJECTS && values.some((arn) => /:s3(:::)?$/.test(arn))) {
        return undefined;
      }
      recorded.push(...(type === OBJECTS ? values.map((arn) => bucketOfObjects(arn, Stack.of(trail))) : []));
    }
  }
  // What an advanced selector leaves out isn't looked at.
  return JSON.stringify(Stack.of(trail).resolve(advancedEventSelectors)).includes(`"${OBJECTS}"`)
    ? undefined
    : recorded;
}
