import type { GlueTable } from '../../../engine/template/template';
import { CLOUDTRAIL_COLUMNS } from '../../../lib/relation/cloudtrail-columns';

/** A projected CloudTrail table, as a template has it. */
export function glueTable(parameters: Record<string, string> = {}): GlueTable {
  return {
    database: 'audit',
    name: 'cloudtrail_logs',
    location: 's3://logs/AWSLogs/',
    columns: CLOUDTRAIL_COLUMNS.map(({ name, type }) => ({ name: name.toLowerCase(), type: type.toLowerCase() })),
    partitionKeys: ['account', 'region', 'day'].map((name) => ({ name, type: 'string' })),
    parameters: {
      'projection.enabled': 'true',
      'projection.account.type': 'enum',
      'projection.account.values': '111122223333,444455556666',
      'projection.region.type': 'enum',
      'projection.region.values': 'us-east-1,eu-west-1',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy/MM/dd',
      'projection.day.range': 'NOW-30DAYS,NOW',
      'projection.day.interval': '1',
      'projection.day.interval.unit': 'DAYS',
      'storage.location.template': 's3://logs/AWSLogs/${account}/CloudTrail/${region}/${day}/',
      ...parameters,
    },
  };
}
