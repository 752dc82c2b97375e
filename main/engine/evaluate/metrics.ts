/** Figures of merit of rankings (method.md, datasets and metrics). A ranking: names, best first. */

/** Whether one of the targets is among the first k: 1 or 0. */
export function recallAt(ranking: readonly string[], targets: readonly string[], k: number): number {
  return ranking.slice(0, k).some((name) => targets.includes(name)) ? 1 : 0;
}

/** CIRCO: precision at every place within k that holds a target, added up, divided by min(k, number of targets). */
export function averagePrecisionAt(ranking: readonly string[], targets: readonly string[], k: number): number {
  let found = 0;
  let sum = 0;
  for (const [place, name] of ranking.slice(0, k).entries()) {
    if (!targets.includes(name)) continue;
    found += 1;
    sum += found / (place + 1);
  }
  return sum / Math.min(k, targets.length);
}

/** CIRR: the ranking inside the query's group, in which the reference is not. */
export function insideGroup(ranking: readonly string[], group: readonly string[]): string[] {
  return ranking.filter((name) => group.includes(name));
}

/** The mean over all queries for every k, in percent. */
export function meanAt<T>(items: readonly T[], ks: readonly number[], figure: (item: T, k: number) => number): Record<string, number> {
  return Object.fromEntries(
    ks.map((k) => [String(k), (100 * items.reduce((sum, item) => sum + figure(item, k), 0)) / Math.max(items.length, 1)]),
  );
}

/** FashionIQ: the mean of the parts' figures, each part counting the same. */
export function averageOf(parts: readonly Record<string, number>[]): Record<string, number> {
  const ks = Object.keys(parts[0] ?? {});
  return Object.fromEntries(ks.map((k) => [k, parts.reduce((sum, part) => sum + (part[k] ?? 0), 0) / parts.length]));
}
