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
  requireMatch(
    's3KeyPrefix',
    s3KeyPrefix,
    /^(?=.{1,200}$)[\w!.'()-]+(\/[\w!.'()-]+)*$/,
    "1 to 200 letters, digits and !-_.'() with single slashes between them, none at its ends",
  );
  return `${s3KeyPrefix}/AWSLogs/`;
}
