import { type ReferenceAnswer, hasSucceeded, input, listing, summary } from '../questions';
import type { ReferenceRequest } from '../request';

/** What was deleted, and in which manner. */
export const deletionAnswers: Record<string, ReferenceAnswer> = {
  'bulk-deletes': summary(
    [['hour', hourOf], 'identity'],
    ['buckets', 'object_keys', 'requests', 'first_seen', 'last_seen'],
    isDelete,
    ({ requests }, inputs) => requests.length >= Number(input(inputs, 'threshold')),
  ),
  'version-deletes': listing(
    ['version_id', 'user_agent', 'error_code', 'event_id'],
    (request) => request.action === 'DeleteObject' && request.version_id !== null,
  ),
};

/** A batch has an event of this name for each of its objects, and one of another for itself. */
export function isDelete(request: ReferenceRequest): boolean {
  return request.action === 'DeleteObject' && hasSucceeded(request);
}

function hourOf({ event_time: time }: ReferenceRequest): string | null {
  return time === null ? null : `${time.slice(0, 'yyyy-MM-ddTHH'.length)}:00:00Z`;
}
