import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { KnownBucket } from '../core/known-bucket';
import { requireEach } from '../core/validation';
import { BucketSelection } from './bucket-selection';
import type { DataEventsOptions } from './data-events';
import { EventFilter } from './event-filter';
import { haveObjects } from './known-types';
import { S3ResourceType } from './resource-types';

/** What the console shows beside a selector; of other types it is the type. */
const SELECTOR_NAMES: Record<string, string | undefined> = {
  [S3ResourceType.OBJECT.name]: 'S3 objects',
  [S3ResourceType.EXPRESS_OBJECT.name]: 'Objects in directory buckets',
};

/** Which events are recorded, of which buckets and other resources. */
export class DataEventSelection {
  public readonly filter: EventFilter;

  /** @throws if there is no type, or one twice, or if an option is invalid */
  public constructor(
    private readonly buckets: BucketSelection,
    options: DataEventsOptions,
    private readonly types: S3ResourceType[] = [S3ResourceType.OBJECT],
  ) {
    const names = types.map(({ name }) => name);
    requireEach('resourceTypes', names, () => undefined);
    this.filter = new EventFilter(options, types);
  }

  /** The types of resources. */
  public get typeNames(): string[] {
    return this.types.map(({ name }) => name);
  }

  /** Whether this bucket is recorded, if it is none of the trail's own. */
  public recordsBucket(bucket: KnownBucket): boolean {
    return haveObjects(this.types) && this.buckets.records(bucket);
  }

  /** Whether it is left out if another trail in the stack delivers to it. */
  public leavesToOthers(bucket: KnownBucket): boolean {
    return this.buckets.leavesToOthers(bucket);
  }

  /**
   * The advanced event selectors, one for each type, as CloudTrail wants it.
   *
   * @param own buckets are never recorded: the trail would feed itself
   * @param others of other trails are left out where nobody chose them
   */
  public render(own: KnownBucket[], others: KnownBucket[]): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
    const objects = this.buckets.condition(own, others);
    return this.types.map((type) => ({
      name: SELECTOR_NAMES[type.name] ?? type.name,
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: [type.name] },
        ...this.filter.conditionsOf(type),
        // Their ARNs begin with that of a general purpose bucket.
        ...(haveObjects([type]) ? [objects] : []),
      ],
    }));
  }
}
