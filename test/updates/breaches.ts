import { nounOf } from '../../updates/resource-nouns';
import { ResourceSchema } from '../../updates/resource-schema';
import type { ResourceUpdate } from '../../updates/stack-update';

const TRAIL = 'AWS::CloudTrail::Trail';

/** What holds data, by its schema, and the trail. */
export function isKept({ type }: ResourceUpdate): boolean {
  return type === TRAIL || ResourceSchema.of(type).holdsData;
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
