import { editDistance } from '../../lib/core/edit-distance';

/** What of several names is meant by one that isn't among them, as a sentence for an error; nothing where none is near. */
export function didYouMean(name: string, names: string[]): string {
  const normal = (text: string) => text.toLowerCase().replaceAll('_', '-');
  const ranked = names
    .map((other) => ({ other, distance: editDistance(normal(name), normal(other)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, best.other.length / 3) ? ` Did you mean ${best.other}?` : '';
}
