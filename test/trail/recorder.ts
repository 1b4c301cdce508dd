import { App } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail, DataEventTrailProps, DataEvents } from '../../lib';
import { newStack } from '../util';
import { DeployedTrails, SelectedEvent } from './event-selectors';

/** Has the buckets that are known by their names alone. */
export const IMPORTS = newStack();
let imports = 0;

export function bucket(name: string): s3.IBucket {
  return s3.Bucket.fromBucketName(IMPORTS, `Import${imports++}`, name);
}

export const own = bucket('own-logs');
const results = bucket('own-results');

/** Which objects, in writes and in reads, and which events a trail of its own records. */
export function recorder(dataEvents: DataEvents, props: Partial<DataEventTrailProps> = {}, owner = newStack()) {
  const trail = new DataEventTrail(owner, 'Trail', { logBucket: own, neverRecorded: [results], dataEvents, ...props });
  const deployed = new DeployedTrails(owner.node.root as App);
  return {
    trail,
    deployed,
    ofObjects: (...paths: string[]) =>
      paths.filter((path) => {
        const [name, ...key] = path.split('/');
        return deployed.records(trail, name, { key: key.join('/') });
      }),
    records: (event: Partial<SelectedEvent>) => deployed.records(trail, 'any', event),
    reads: deployed.records(trail, 'any', { readOnly: true }),
    writes: deployed.records(trail, 'any', { readOnly: false }),
  };
}
