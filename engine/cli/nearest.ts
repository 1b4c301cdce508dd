/** What of several names is meant by one that isn't among them, as a sentence for an error; nothing where none is near. */
export function didYouMean(name: string, names: string[]): string {
  const normal = (text: string) => text.toLowerCase().replaceAll('_', '-');
  const ranked = names
    .map((other) => ({ other, distance: distanceOf(normal(name), normal(other)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, best.other.length / 3) ? ` Did you mean ${best.other}?` : '';
}

/** How many letters differ: put in, left out, or exchanged. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}
