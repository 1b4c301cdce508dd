import { BUCKET, DURATION, ENCRYPTION, KEY_PREFIX, SIZE } from '../core/cdk-kinds';
import { FLAG, Kind, Kinds, TEXT, having, matching, needed } from '../core/kinds';
import type { AuditWorkgroupProps, IAuditWorkgroup, SharedWorkgroupOptions } from './audit-workgroup';
import type { NewResultsBucketOptions } from './query-results';

export const RESULTS = having('a QueryResults, such as QueryResults.athenaManaged()', '_bind()');

export const NEW_RESULTS_BUCKET: Kinds<NewResultsBucketOptions> = {
  expiration: DURATION,
  encryption: ENCRYPTION,
};

export const WORKGROUP_NAME = matching(
  /^[a-zA-Z0-9._-]{1,128}$/,
  '1 to 128 letters, digits, periods, underscores and hyphens',
);

const WORKGROUP_PARTS: Kinds<IAuditWorkgroup> = {
  workgroupName: needed(WORKGROUP_NAME),
  resultsBucket: BUCKET,
  resultsPrefix: KEY_PREFIX,
  shared: needed(FLAG),
  statementPrefix: TEXT,
};

/** It is an interface, so what is one may be anything. */
export const WORKGROUP: Kind = {
  ...having(
    'an AuditWorkgroup, or AuditWorkgroup.fromWorkgroupName() for one of your own',
    ...['workgroupName', 'shared'],
  ),
  parts: WORKGROUP_PARTS,
};

export const AUDIT_WORKGROUP: Kinds<AuditWorkgroupProps> = {
  workgroupName: TEXT,
  results: RESULTS,
  bytesScannedCutoff: SIZE,
  shared: FLAG,
};

export const SHARED_WORKGROUP: Kinds<SharedWorkgroupOptions> = { statementPrefix: TEXT };
