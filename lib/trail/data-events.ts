import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { requireKind, requireProps } from '../core/kinds';
import { invalid } from '../core/validation';
import { allBut, chosenBuckets, namedBuckets } from './bucket-lists';
import { BucketSelection } from './bucket-selection';
import { DataEventSelection } from './data-event-selection';
import { haveObjects } from './known-types';
import { S3ResourceType } from './resource-types';
import { BUCKETS_BY_NAME, DATA_EVENTS_OPTIONS, EVENT_SELECTOR, EXCLUDED_BUCKETS } from './trail-kinds';

/** Which data events to record, whatever the buckets. */
export interface DataEventsOptions {
  /**
   * Reads, writes, or both.
   *
   * @default ReadWriteType.ALL
   */
  readonly readWriteType?: cloudtrail.ReadWriteType;

  /**
   * Names of events to leave out, such as `HeadObject`. Synthesis warns of saved queries that ask for them by name.
   *
   * @default - none
   */
  readonly excludeEventNames?: string[];

  /**
   * ARNs of users and roles whose requests to leave out, such as those of a scanner. No query sees what they do, and so
   * neither what somebody does who has stolen their credentials.
   *
   * The ARN of a role stands for all of its sessions, also that of a role of the app (`role.roleArn`); one that ends with
   * `*` for all that begin so. Callers without an ARN, such as AWS services, are always recorded.
   *
   * @default - none
   */
  readonly excludePrincipals?: string[];

  /**
   * Whether to record the `DeleteObject` that S3 adds to a `DeleteObjects` for each of its keys, and that is paid like a
   * request. Without them the batch is recorded, and its keys are not; synthesis warns of saved queries that ask for them.
   *
   * @default true
   */
  readonly perKeyDeletes?: boolean;

  /**
   * The types of resources to record. CloudTrail must offer them in your partition. Of other types than
   * `S3ResourceType.OBJECT` all resources are recorded.
   *
   * @default [S3ResourceType.OBJECT]
   */
  readonly resourceTypes?: S3ResourceType[];
}

/** Which data events to record, and of which buckets none. */
export interface ExcludedBucketsOptions extends DataEventsOptions {
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
   * What the names of buckets begin with that are left out, too.
   *
   * @default - none
   */
  readonly excludeBucketPrefixes?: string[];
}

/** Which data events to record of buckets that have these names. */
export interface BucketsByNameOptions extends ExcludedBucketsOptions {
  /**
   * Names of buckets.
   *
   * @default - none; then there must be `prefixes`
   */
  readonly names?: string[];

  /**
   * What the names of buckets begin with, those to come included.
   *
   * @default - none; then there must be `names`
   */
  readonly prefixes?: string[];
}

/**
 * The S3 data events that a trail records.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export class DataEvents {
  /**
   * The events of all general purpose buckets, those to come included, and by choice of other types of resources.
   *
   * @throws if a bucket is left out twice or where no objects are recorded, if a name or an ARN is invalid, or if a list is
   * there and empty, or is a token as a whole
   */
  public static allBuckets(options: ExcludedBucketsOptions = {}): DataEvents {
    requireProps('DataEvents.allBuckets', options, EXCLUDED_BUCKETS, {
      directoryBuckets: 'resourceTypes: [S3ResourceType.OBJECT, S3ResourceType.EXPRESS_OBJECT]',
    });
    return new DataEvents(allBut(options), options);
  }

  /**
   * The events of these buckets, or of a part of them.
   *
   * @throws if the list is empty, holds a bucket and prefix twice, or a prefix that no key can begin with, or if an option
   * is invalid
   */
  public static buckets(selectors: cloudtrail.S3EventSelector[], options: DataEventsOptions = {}): DataEvents {
    requireKind('DataEvents.buckets', selectors, { allowed: 'a list of buckets', fits: Array.isArray });
    Array.from(selectors).forEach((selector) => requireProps('DataEvents.buckets', selector, EVENT_SELECTOR));
    requireProps('DataEvents.buckets', options, DATA_EVENTS_OPTIONS);
    if (selectors.length === 0) {
      invalid('DataEvents.buckets', [], 'a list with at least one bucket');
    }
    requireObjects(options);
    return new DataEvents(chosenBuckets(selectors), options);
  }

  /**
   * The events of buckets by their names, or by what their names begin with. A bucket of the trail's own whose name begins
   * so is left out, as is the log bucket of another trail in the same stack.
   *
   * @throws if there are neither names nor prefixes, if a bucket is left out that isn't recorded, or if a value is invalid
   */
  public static bucketsByName(options: BucketsByNameOptions): DataEvents {
    requireProps('DataEvents.bucketsByName', options, BUCKETS_BY_NAME);
    requireObjects(options);
    return new DataEvents(namedBuckets(options), options);
  }

  /** @internal */
  public readonly _selection: DataEventSelection;

  private constructor(buckets: BucketSelection, options: DataEventsOptions) {
    this._selection = new DataEventSelection(buckets, options, options.resourceTypes);
  }
}

/** @throws if buckets are chosen, and their objects are not recorded */
function requireObjects({ resourceTypes: types }: DataEventsOptions): void {
  if (types?.length && !haveObjects(types)) {
    const names = types.map(({ name }) => name);
    invalid('resourceTypes', names, 'a list with S3ResourceType.OBJECT where buckets are chosen');
  }
}
