import { nounOf } from '../../updates/resource-nouns';
import { ResourceSchema } from '../../updates/resource-schema';
import type { ResourceUpdate } from '../../updates/stack-update';

const TRAIL = 'AWS::CloudTrail::Trail';
/** Where the newest metadata of an Iceberg table lies stands in Glue alone, and Glue deletes a database's tables with it. */
const REQUEST_TABLES = ['request table', 'table of its loads', 'database of the request table'];
/** It is there as long as a day is loaded. */
const PASSING = ['lock of the load', 'log of the load', 'dead-letter queue'];

/** What holds data, by its schema or as an Iceberg table does, and the trail. */
export function isKept(update: ResourceUpdate): boolean {
  const noun = nounOf(update);
  const holdsData = ResourceSchema.of(update.type).holdsData && !PASSING.includes(noun);
  return update.type === TRAIL || holdsData || REQUEST_TABLES.includes(noun);
}

/** What an update does to data or the trail and the documentation doesn't tell of, or must not be done at all. */
export function breaches(updates: ResourceUpdate[], told: string): string[] {
  return updates
    .filter(isKept)
    .filter(({ effect }) => effect === 'replaced' || effect === 'removed')
    .filter((update) => {
      // A trail holds nothing, and one that is replaced is there again.
      const stays = update.leftBehind || (update.type === TRAIL && update.effect === 'replaced');
      return !stays || !told.includes(update.effect === 'replaced' ? `replaces the ${nounOf(update)}` : ' is retained');
    })
    .map((update) => `${nounOf(update)} ${update.effect}`);
}
