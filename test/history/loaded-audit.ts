import { Stack } from 'aws-cdk-lib';
import { RequestTable, RequestTableOptions, S3AuditTrail, S3AuditTrailProps } from '../../lib';
import { newStack } from '../util';

export interface LoadedAudit {
  audit: S3AuditTrail;
  requestTable: RequestTable;
  stack: Stack;
}

/** An audit with a request table. */
export function loadedAudit(
  options: RequestTableOptions = {},
  props: S3AuditTrailProps = {},
  stack = newStack(),
): LoadedAudit {
  const audit = new S3AuditTrail(stack, 'Audit', props);
  return { audit, requestTable: audit.addRequestTable(options), stack };
}
