/** The middle one of some figures; of an even number of them, the upper one of two. */
export function median(figures: number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)];
}
