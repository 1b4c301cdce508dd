import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { invalid } from '../core/validation';

type Selector = cloudtrail.CfnTrail.AdvancedEventSelectorProperty;
type Condition = cloudtrail.CfnTrail.AdvancedFieldSelectorProperty;

/** The condition on `readOnly` that records reads, writes or, with none, both. */
export function readOnlyCondition(type: cloudtrail.ReadWriteType): Condition[] {
  return type === cloudtrail.ReadWriteType.ALL
    ? []
    : [{ field: 'readOnly', equalTo: [String(type === cloudtrail.ReadWriteType.READ_ONLY)] }];
}

/** The selector for the management events of all services, if any are wanted. */
export function managementSelectors(type: cloudtrail.ReadWriteType): Selector[] {
  if (type === cloudtrail.ReadWriteType.NONE) {
    return [];
  }
  const category = { field: 'eventCategory', equalTo: ['Management'] };
  return [{ name: 'Management events', fieldSelectors: [category, ...readOnlyCondition(type)] }];
}

/** @throws if there are more values than CloudTrail takes in all selectors of a trail together */
export function requireFewValues(selectors: Selector[]): Selector[] {
  const conditions = selectors.flatMap((selector) => selector.fieldSelectors as Condition[]);
  const values = conditions.flatMap((condition) => Object.values(condition).filter(Array.isArray).flat() as string[]);
  if (values.length > 500) {
    invalid(
      'dataEvents',
      `${values.length} values`,
      'at most 500 values in the event selectors of a trail: give prefixes of names in the place of buckets, or less to ' +
        "record or leave out; each of 'resourceTypes' repeats what is said of events and principals",
    );
  }
  return selectors;
}
