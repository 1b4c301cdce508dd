import { Annotations } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';
import { invalid } from '../core/validation';
import { whenComplete } from '../core/when-complete';
import { AuditQuery } from '../queries/audit-query';
import { DataEvents } from '../trail/data-events';
import { S3ResourceType } from '../trail/resource-types';
import { warnOfLeftOutEvents } from './left-out-events';

/** What decides which events a query can find. */
export interface RecordedEvents {
  readonly dataEvents?: DataEvents;
  readonly managementEvents?: ReadWriteType;
  /** Whether other trails may deliver to the log bucket, too. */
  readonly othersDeliver: boolean;
}

/**
 * Checks that a query that is asked for has something to find.
 *
 * @throws if the trail, which is the only one to deliver to the log bucket, records none of the events that it asks for
 */
export function requireRecordedEvents(query: AuditQuery, props: RecordedEvents): void {
  if (props.othersDeliver || !canOnlyBeEmpty(query, props)) {
    return;
  }
  const { managementEvents = ReadWriteType.NONE } = props;
  const ofManagement = query.needsManagementEvents;
  const other = query._definition.text.needs === 'writes' || ofManagement ? 'WRITE_ONLY' : 'READ_ONLY';
  invalid(
    ofManagement ? 'managementEvents' : 'dataEvents',
    ofManagement ? managementEvents : dataEventsType(props),
    `ReadWriteType.ALL or ReadWriteType.${other} with the query ${query.queryName}, which finds nothing else; or leave it out of 'queries'`,
  );
}

/** Warns, once all queries are known, of those that the trail records nothing for, or only a part, or not some events. */
export function warnOfMissingEvents(audit: Construct, queries: () => AuditQuery[], props: RecordedEvents): void {
  const others = props.othersDeliver
    ? ' Of other events these find what another trail delivers to the log bucket.'
    : '';
  whenComplete(audit, () => {
    warnOfLeftOutEvents(audit, queries(), props.dataEvents, others);
    warnOfOtherTypes(audit, props, others);
    const empty = queries().filter((query) => canOnlyBeEmpty(query, props));
    const inPart = queries().filter((query) => !empty.includes(query) && isInPart(query, props));
    if (empty.length + inPart.length > 0) {
      const names = (some: AuditQuery[]) => some.map(({ queryName }) => queryName).join(', ');
      Annotations.of(audit).addWarningV2(
        'cdk-s3-audit-trail:eventsNotRecorded',
        `The trail records ${recorded(props)}.` +
          (empty.length > 0 ? ` Can only be empty: ${names(empty)}.` : '') +
          (inPart.length > 0 ? ` Answer in part: ${names(inPart)}.` : '') +
          others,
      );
    }
  });
}

/** Warns where nothing is recorded of what most queries are about. */
function warnOfOtherTypes(audit: Construct, { dataEvents }: RecordedEvents, others: string): void {
  const types = dataEvents?._selection.typeNames ?? [S3ResourceType.OBJECT.name];
  if (!types.includes(S3ResourceType.OBJECT.name)) {
    Annotations.of(audit).addWarningV2(
      'cdk-s3-audit-trail:objectsNotRecorded',
      `The trail records ${types.join(', ')} and no requests to objects in general purpose buckets, so no query sees these.${others}`,
    );
  }
}

function canOnlyBeEmpty({ _definition: { text } }: AuditQuery, props: RecordedEvents): boolean {
  const { managementEvents = ReadWriteType.NONE } = props;
  const [reads, writes] = [ReadWriteType.READ_ONLY, ReadWriteType.WRITE_ONLY].map((type) =>
    records(dataEventsType(props), type),
  );
  switch (text.needs) {
    case 'reads':
      return !reads;
    case 'writes':
      return !writes;
    case 'reads or management reads':
      return !reads && !records(managementEvents, ReadWriteType.READ_ONLY);
    case 'management events':
      return !records(managementEvents, ReadWriteType.WRITE_ONLY);
    default:
      return false;
  }
}

function isInPart({ _definition: { text } }: AuditQuery, props: RecordedEvents): boolean {
  const type = dataEventsType(props);
  return (
    (text.needs === undefined && type !== ReadWriteType.ALL) ||
    (text.needs === 'reads or management reads' && !records(type, ReadWriteType.READ_ONLY))
  );
}

function records(type: ReadWriteType, part: ReadWriteType): boolean {
  return type === ReadWriteType.ALL || type === part;
}

function dataEventsType({ dataEvents }: RecordedEvents): ReadWriteType {
  return dataEvents?._selection.filter.readWriteType ?? ReadWriteType.ALL;
}

function recorded(props: RecordedEvents): string {
  const ofData = { All: 'all data events', ReadOnly: 'reads only', WriteOnly: 'writes only', None: 'no data events' };
  const ofManagement = { All: 'all', ReadOnly: 'reads of', WriteOnly: 'writes of', None: 'no' };
  return `${ofData[dataEventsType(props)]} and ${ofManagement[props.managementEvents ?? ReadWriteType.NONE]} management events`;
}
