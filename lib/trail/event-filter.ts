import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { invalid, requireMatch } from '../core/validation';
import type { DataEventsOptions } from './data-events';
import { readOnlyCondition } from './event-selectors';
import { principalConditions } from './excluded-principals';
import { knownList } from './known-list';
import { S3ResourceType } from './resource-types';

type Condition = cloudtrail.CfnTrail.AdvancedFieldSelectorProperty;

/** The types of what a batch delete deletes, and of what it may have passed. */
const OF_BATCH_DELETES = [S3ResourceType.OBJECT.name, S3ResourceType.ACCESS_POINT.name];

/** Which events are recorded, whatever their resource. */
export class EventFilter {
  public readonly readWriteType: cloudtrail.ReadWriteType;
  public readonly perKeyDeletes: boolean;
  public readonly excludedEventNames: string[];
  private readonly conditions: Condition[];

  /** @throws if it is neither reads nor writes, if a list is bad, or if no type has the deletes that are left out */
  public constructor(options: DataEventsOptions, types: S3ResourceType[]) {
    const { readWriteType = cloudtrail.ReadWriteType.ALL, perKeyDeletes = true } = options;
    if (readWriteType === cloudtrail.ReadWriteType.NONE) {
      invalid('readWriteType', 'NONE', 'ALL, READ_ONLY or WRITE_ONLY');
    }
    if (!perKeyDeletes && !types.some(({ name }) => OF_BATCH_DELETES.includes(name))) {
      invalid(
        'perKeyDeletes',
        perKeyDeletes,
        "true where 'resourceTypes' has no S3ResourceType.OBJECT, which has them",
      );
    }
    this.readWriteType = readWriteType;
    this.perKeyDeletes = perKeyDeletes;
    this.excludedEventNames = knownList('excludeEventNames', options.excludeEventNames, requireEventName);
    this.conditions = [
      ...readOnlyCondition(readWriteType),
      ...(this.excludedEventNames.length > 0 ? [{ field: 'eventName', notEquals: this.excludedEventNames }] : []),
      ...principalConditions(knownList('excludePrincipals', options.excludePrincipals)),
    ];
  }

  /** The conditions on events of one type of resources. */
  public conditionsOf({ name }: S3ResourceType): Condition[] {
    return !this.perKeyDeletes && OF_BATCH_DELETES.includes(name)
      ? // What S3 does because of a request. Of objects, batch deletes are the only ones that AWS tells of.
        [...this.conditions, { field: 'eventType', notEquals: ['AwsServiceEvent'] }]
      : this.conditions;
  }
}

/** APIs whose events have another name. */
const LOGGED_AS: Record<string, string | undefined> = { ListObjectsV2: 'ListObjects' };

function requireEventName(name: string): void {
  const logged = LOGGED_AS[name];
  if (logged !== undefined) {
    invalid('excludeEventNames', name, `the name that CloudTrail gives the event, ${logged}`);
  }
  requireMatch(
    'excludeEventNames',
    name,
    /^[A-Z][A-Za-z0-9]{0,127}$/,
    "the name of an event, such as HeadObject, without 's3:' and '*'",
  );
}
