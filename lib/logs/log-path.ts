import { KEY_PREFIX } from '../core/cdk-kinds';
import { requireKind } from '../core/kinds';
import { invalid } from '../core/validation';

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
  if (prefix.split('/').includes('AWSLogs')) {
    invalid(name, prefix, "what stands before 'AWSLogs/' in the bucket, without a slash at its end");
  }
  return `${prefix}/AWSLogs/`;
}
