import type { CloudTrailRecord } from './log-files';

/**
 * The text of a log file, as CloudTrail writes it before it is compressed. JavaScript knows no 0.0, which CloudTrail
 * writes for the bytes of some requests: generated records hold it as a text, which loses its quotes here.
 */
export function logFileText(records: CloudTrailRecord[]): string {
  return JSON.stringify({ Records: records }).replace(/(?<="bytesTransferred(?:In|Out)":)"0\.0"/g, '0.0');
}
