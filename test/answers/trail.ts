import { filledText, lastPart, text } from './record';

/** The end of a sentence or a clause is no part of the name. */
const DENIED_TRAIL = /arn:[^:\s]+:cloudtrail:[^:\s]*:[^:\s]*:trail\/([A-Za-z0-9._-]*[A-Za-z0-9])/;

/** The trail that a request to CloudTrail is about; where its parameters are left out, the refusal names it. */
export function trailOf(record: Record<string, unknown>): string | null {
  if (record.eventSource !== 'cloudtrail.amazonaws.com') {
    return null;
  }
  const { requestParameters: parameters } = record;
  const named =
    filledText(parameters, 'name') ?? filledText(parameters, 'trailName') ?? filledText(parameters, 'resourceId');
  return named === null ? (DENIED_TRAIL.exec(text(record, 'errorMessage') ?? '')?.[1] ?? null) : lastPart(named);
}
