import { requireMatch } from './validation';

/**
 * Where CloudTrail puts log files in a bucket: `[prefix/]AWSLogs/`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function logPath(s3KeyPrefix?: string): string {
  if (s3KeyPrefix === undefined) {
    return 'AWSLogs/';
  }
  requireKeyPrefix('s3KeyPrefix', s3KeyPrefix);
  return `${s3KeyPrefix}/AWSLogs/`;
}

/** @throws if it isn't a prefix of keys, or has a character that means something in a policy or a URL */
export function requireKeyPrefix(name: string, prefix: string): void {
  requireMatch(
    name,
    prefix,
    /^(?=.{1,200}$)(?!(.*\/)?\.{1,2}(\/|$))[\w!.'()-]+(\/[\w!.'()-]+)*$/,
    "1 to 200 letters, digits and !-_.'() with single slashes between them, none at its ends, and neither . nor .. between two",
  );
}
