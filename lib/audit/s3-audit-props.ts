import { LogLocation } from '../logs/log-location';
import { S3AuditOptions } from './s3-audit-options';

/** Properties of an S3Audit. */
export interface S3AuditProps extends S3AuditOptions {
  /**
   * Where the log files lie: one place, or several whose rows are put together. An event that lies in two of them counts
   * once, but in `cloudtrail_logs`, whose rows are the records as they are; and each is pruned by itself. Add a place at the end of the list: the tables are named by their order.
   */
  readonly logs: LogLocation[];
}
