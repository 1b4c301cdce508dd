import type { Stack } from 'aws-cdk-lib';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { AuditedAccounts, AuditedRegions, LogLocation } from '../../lib/index'; // not '../lib': see bin/
import { knownRegions } from '../../lib/logs/region-partitions';
import type { LogPlace } from '../storage/log-place';
import type { LogBucketFolder } from './log-folders';

/** The locations of an audit over all places of some buckets. */
export function logLocations(stack: Stack, buckets: LogBucketFolder[]): LogLocation[] {
  return buckets.flatMap(({ bucketName, places }) => {
    const bucket = Bucket.fromBucketName(stack, bucketName, bucketName);
    return places.map((place) => logLocation(bucket, place));
  });
}

function logLocation(bucket: IBucket, place: LogPlace): LogLocation {
  const { prefix, organizationId, days } = place;
  const accounts = AuditedAccounts.of(place.accounts);
  const options = { prefix, accounts, regions: auditedRegions(place), firstDay: days[0] };
  return organizationId === undefined
    ? LogLocation.ofAccounts(bucket, options)
    : LogLocation.ofOrganization(bucket, organizationId, options);
}

/** Its regions, also those that are newer than the CDK. */
function auditedRegions({ partition, regions }: LogPlace): AuditedRegions {
  const ofPartition = knownRegions().get(partition) ?? [];
  const names = [...regions.keys()];
  const known = names.filter((region) => ofPartition.includes(region));
  const unknown = names.filter((region) => !ofPartition.includes(region));
  // It takes newer ones only beside one that is known, of which there is no file here.
  return AuditedRegions.of(known.length > 0 ? known : ofPartition.slice(0, 1), unknown);
}
