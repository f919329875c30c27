/** @returns one, two, four and so on up to as many as there are cores, and just as many. */
export function workerCounts(cores: number, most: number): readonly number[] {
  const largest = Math.min(cores, most);
  const counts: number[] = [];
  for (let count = 1; count < largest; count *= 2) counts.push(count);
  return [...counts, largest];
}
