import { Token } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { requireKind, requireProps } from '../core/kinds';
import { KnownBucket, bucketOfName, knownBucket } from '../core/known-bucket';
import { invalid, requireEach, requireMatch } from '../core/validation';
import { readOnlyCondition } from './event-selectors';
import { S3ResourceType } from './resource-types';
import { ALL_BUCKETS, DATA_EVENTS_OPTIONS, EVENT_SELECTOR } from './trail-kinds';

/** Which data events to record, whatever the buckets. */
export interface DataEventsOptions {
  /**
   * Reads, writes, or both.
   *
   * @default ReadWriteType.ALL
   */
  readonly readWriteType?: cloudtrail.ReadWriteType;
}

/** Which data events to record of all buckets. */
export interface AllBucketsOptions extends DataEventsOptions {
  /**
   * Buckets to leave out, for instance busy ones that nobody audits: each event is paid.
   *
   * @default - none but the audit's own buckets, which are always left out
   */
  readonly exclude?: s3.IBucketRef[];

  /**
   * Names of buckets to leave out, too, such as that of a bucket in another region or account.
   *
   * @default - none
   */
  readonly excludeBucketNames?: string[];

  /**
   * The types of resources to record. CloudTrail must offer them in your partition.
   *
   * @default [S3ResourceType.OBJECT]
   */
  readonly resourceTypes?: S3ResourceType[];
}

/**
 * The S3 data events that a trail records.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class DataEvents {
  /**
   * The events of all general purpose buckets, those to come included, and by choice of other types of resources.
   *
   * @throws if a bucket is left out twice, a name isn't one, or a list is there and empty, or is a token as a whole
   */
  public static allBuckets(options: AllBucketsOptions = {}): DataEvents {
    requireProps('DataEvents.allBuckets', options, ALL_BUCKETS, {
      directoryBuckets: 'resourceTypes: [S3ResourceType.OBJECT, S3ResourceType.EXPRESS_OBJECT]',
    });
    const { exclude, excludeBucketNames } = options;
    if (exclude?.length === 0) {
      invalid('exclude', [], "a list with at least one bucket; leave 'exclude' out for none");
    }
    if (Token.isUnresolved(excludeBucketNames)) {
      // A condition is rendered for each.
      invalid('excludeBucketNames', excludeBucketNames, 'a list of known length, each value a text or a token');
    }
    requireOnce('exclude', exclude?.map((bucket) => ({ bucket })) ?? []);
    if (excludeBucketNames) {
      requireEach('excludeBucketNames', excludeBucketNames, (name) =>
        requireMatch(
          'excludeBucketNames',
          name,
          /^(?!.*--x-s3$)[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/,
          "the name of a general purpose bucket, without 's3://' or 'arn:'",
        ),
      );
    }
    const excluded = [...(exclude ?? []).map(knownBucket), ...(excludeBucketNames ?? []).map(bucketOfName)];
    return new DataEvents(options.readWriteType, undefined, excluded, resourceTypes(options));
  }

  /**
   * The events of these buckets, or of a part of them.
   *
   * @throws if the list is empty, holds a bucket and prefix twice, or a prefix that no key can begin with
   */
  public static buckets(selectors: cloudtrail.S3EventSelector[], options: DataEventsOptions = {}): DataEvents {
    requireKind('DataEvents.buckets', selectors, { allowed: 'a list of buckets', fits: Array.isArray });
    Array.from(selectors).forEach((selector) => requireProps('DataEvents.buckets', selector, EVENT_SELECTOR));
    requireProps('DataEvents.buckets', options, DATA_EVENTS_OPTIONS);
    if (selectors.length === 0) {
      invalid('DataEvents.buckets', [], 'a list with at least one bucket');
    }
    requireOnce('DataEvents.buckets', selectors);
    return new DataEvents(options.readWriteType, selectors);
  }

  private constructor(
    /** @internal */
    public readonly _readWriteType: cloudtrail.ReadWriteType = cloudtrail.ReadWriteType.ALL,
    private readonly selectors?: cloudtrail.S3EventSelector[],
    private readonly excluded: KnownBucket[] = [],
    private readonly resourceTypes: S3ResourceType[] = [S3ResourceType.OBJECT],
  ) {
    if (_readWriteType === cloudtrail.ReadWriteType.NONE) {
      invalid('readWriteType', 'NONE', 'ALL, READ_ONLY or WRITE_ONLY');
    }
  }

  /** @internal */
  public get _ofAllBuckets(): boolean {
    return this.selectors === undefined;
  }

  /**
   * Whether this bucket is recorded, if it is none of the trail's own.
   *
   * @internal
   */
  public _recordsBucket({ key }: KnownBucket): boolean {
    if (!this.resourceTypes.some(({ name }) => name === S3ResourceType.OBJECT.name)) {
      return false;
    }
    return this.selectors
      ? this.selectors.some(({ bucket }) => knownBucket(bucket).key === key)
      : !this.excluded.some((bucket) => bucket.key === key);
  }

  /**
   * The advanced event selectors.
   *
   * @param ownBuckets are never recorded: the trail would feed itself
   * @param otherBuckets of other trails are left out where all buckets are recorded
   *
   * @internal
   */
  public _render(
    ownBuckets: KnownBucket[],
    otherBuckets: KnownBucket[] = [],
  ): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
    const recordedOwn = this.selectors?.find(({ bucket }) =>
      ownBuckets.some(({ key }) => key === knownBucket(bucket).key),
    );
    if (recordedOwn) {
      invalid(
        'DataEvents.buckets',
        recordedOwn.bucket.node.path,
        "a bucket other than the trail's log bucket, those that S3 writes its access logs and replicas to, and that of " +
          "Athena's results: recording these, the trail would feed itself",
      );
    }
    const excluded = [...ownBuckets, ...(this._ofAllBuckets ? [...otherBuckets, ...this.excluded] : [])];
    const keys = excluded.map(({ key }) => key);
    const objects = {
      field: 'resources.ARN',
      startsWith: this.selectors?.map(
        ({ bucket, objectPrefix }) => `${knownBucket(bucket).objects}${objectPrefix ?? ''}`,
      ),
      notStartsWith: excluded.filter(({ key }, index) => keys.indexOf(key) === index).map(({ objects }) => objects),
    };
    return this.resourceTypes.map((type) =>
      this.selector(type, type.name === S3ResourceType.OBJECT.name ? [objects] : []),
    );
  }

  private selector(
    { name }: S3ResourceType,
    conditions: cloudtrail.CfnTrail.AdvancedFieldSelectorProperty[],
  ): cloudtrail.CfnTrail.AdvancedEventSelectorProperty {
    return {
      name: SELECTOR_NAMES[name] ?? name,
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: [name] },
        ...readOnlyCondition(this._readWriteType),
        ...conditions,
      ],
    };
  }
}

/** What the console shows beside a selector; of other types it is the type. */
const SELECTOR_NAMES: Record<string, string | undefined> = {
  [S3ResourceType.OBJECT.name]: 'S3 objects',
  [S3ResourceType.EXPRESS_OBJECT.name]: 'Objects in directory buckets',
};

/** @throws if there is none, or one twice, or if buckets are left out where no objects are recorded */
function resourceTypes({ resourceTypes: types, exclude, excludeBucketNames }: AllBucketsOptions): S3ResourceType[] {
  const names = types?.map(({ name }) => name);
  if (names) {
    requireEach('resourceTypes', names, () => undefined);
  }
  const [property, value] = exclude ? ['exclude', exclude[0].node.path] : ['excludeBucketNames', excludeBucketNames];
  if (value && names && !names.includes(S3ResourceType.OBJECT.name)) {
    invalid(property, value, "none where 'resourceTypes' has no S3ResourceType.OBJECT");
  }
  return types ?? [S3ResourceType.OBJECT];
}

function requireOnce(name: string, parts: cloudtrail.S3EventSelector[]): void {
  const keys = parts.map(({ bucket, objectPrefix }) => `${knownBucket(bucket).key}/${objectPrefix ?? ''}`);
  const repeated = parts.find((_, index) => keys.indexOf(keys[index]) !== index);
  if (repeated) {
    invalid(name, `${repeated.bucket.node.path}/${repeated.objectPrefix ?? ''}`, 'each bucket and prefix once');
  }
}
