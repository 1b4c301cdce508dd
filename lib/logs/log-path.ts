import { KEY_PREFIX } from '../core/cdk-kinds';
import { requireKind } from '../core/kinds';

/**
 * Where CloudTrail puts log files in a bucket: `[prefix/]AWSLogs/`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function logPath(prefix?: string, name = 'prefix'): string {
  if (prefix === undefined) {
    return 'AWSLogs/';
  }
  requireKind(name, prefix, KEY_PREFIX);
  return `${prefix}/AWSLogs/`;
}
