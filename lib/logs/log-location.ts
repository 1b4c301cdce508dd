import { requireKind } from '../core/kinds';
import { KEY_PREFIX } from '../core/prop-kinds';

/**
 * Where CloudTrail puts log files in a bucket: `[prefix/]AWSLogs/`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function logPath(s3KeyPrefix?: string): string {
  if (s3KeyPrefix === undefined) {
    return 'AWSLogs/';
  }
  requireKind('s3KeyPrefix', s3KeyPrefix, KEY_PREFIX);
  return `${s3KeyPrefix}/AWSLogs/`;
}
