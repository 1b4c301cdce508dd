import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketKey, objectsOf } from './private/bucket-arns';
import { readOnlyCondition } from './private/selectors';
import { invalid } from './private/validation';

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
   * Whether to record directory buckets (S3 Express One Zone), too. CloudTrail must offer them in your partition.
   *
   * @default false
   */
  readonly directoryBuckets?: boolean;
}

/**
 * The S3 data events that a trail records.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class DataEvents {
  /**
   * The events of all general purpose buckets, those to come included, and by choice of directory buckets.
   *
   * @throws if a bucket is left out twice, or the list is there and empty
   */
  public static allBuckets(options: AllBucketsOptions = {}): DataEvents {
    if (options.exclude?.length === 0) {
      invalid('exclude', [], "a list with at least one bucket; leave 'exclude' out for none");
    }
    requireOnce('exclude', options.exclude?.map((bucket) => ({ bucket })) ?? []);
    return new DataEvents(options.readWriteType, undefined, options.exclude, options.directoryBuckets);
  }

  /**
   * The events of these buckets, or of a part of them.
   *
   * @throws if the list is empty, or holds a bucket and prefix twice
   */
  public static buckets(selectors: cloudtrail.S3EventSelector[], options: DataEventsOptions = {}): DataEvents {
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
    private readonly exclude?: s3.IBucketRef[],
    private readonly directoryBuckets = false,
  ) {
    if (_readWriteType === cloudtrail.ReadWriteType.NONE) {
      invalid('readWriteType', 'NONE', 'ALL, READ_ONLY or WRITE_ONLY');
    }
  }

  /**
   * Whether all buckets are recorded and this one isn't left out.
   *
   * @internal
   */
  public _recordsBucket(bucket: s3.IBucketRef): boolean {
    const key = bucketKey(bucket);
    return this.selectors === undefined && !this.exclude?.some((excluded) => bucketKey(excluded) === key);
  }

  /**
   * The advanced event selectors.
   *
   * @param ownBuckets are never recorded: the trail would feed itself
   * @param fellowBuckets of other trails are left out where all buckets are recorded
   *
   * @internal
   */
  public _render(
    ownBuckets: s3.IBucketRef[],
    fellowBuckets: s3.IBucketRef[] = [],
  ): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
    const own = new Map(ownBuckets.map((bucket) => [bucketKey(bucket), objectsOf(bucket)]));
    const recordedOwn = this.selectors?.find(({ bucket }) => own.has(bucketKey(bucket)));
    if (recordedOwn) {
      invalid(
        'DataEvents.buckets',
        recordedOwn.bucket.node.path,
        "a bucket other than the trail's log bucket and that of Athena's results: recording these, the trail would feed itself",
      );
    }
    const excluded = this.selectors ? [] : [...fellowBuckets, ...(this.exclude ?? [])];
    const left = new Map([...own, ...excluded.map((bucket) => [bucketKey(bucket), objectsOf(bucket)] as const)]);
    const objects = {
      field: 'resources.ARN',
      startsWith: this.selectors?.map(({ bucket, objectPrefix }) => `${objectsOf(bucket)}${objectPrefix ?? ''}`),
      notStartsWith: [...left.values()],
    };
    return [
      this.selector('S3 objects', 'AWS::S3::Object', [objects]),
      ...(this.directoryBuckets ? [this.selector('Objects in directory buckets', 'AWS::S3Express::Object', [])] : []),
    ];
  }

  private selector(
    name: string,
    resourceType: string,
    conditions: cloudtrail.CfnTrail.AdvancedFieldSelectorProperty[],
  ): cloudtrail.CfnTrail.AdvancedEventSelectorProperty {
    return {
      name,
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: [resourceType] },
        ...readOnlyCondition(this._readWriteType),
        ...conditions,
      ],
    };
  }
}

function requireOnce(name: string, parts: cloudtrail.S3EventSelector[]): void {
  const keys = parts.map(({ bucket, objectPrefix }) => `${bucketKey(bucket)}/${objectPrefix ?? ''}`);
  const repeated = parts.find((_, index) => keys.indexOf(keys[index]) !== index);
  if (repeated) {
    invalid(name, `${repeated.bucket.node.path}/${repeated.objectPrefix ?? ''}`, 'each bucket and prefix once');
  }
}
