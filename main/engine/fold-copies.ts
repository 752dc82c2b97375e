/** Near-copies among the photos that were compared: the best of them stands for the others. */
import type { Scored } from "./fuse.ts";
import type { Leaders } from "./store/near-copies.ts";

export interface Folded {
  /** Places (in `Scored`) of those that others stand for */
  folded: readonly number[];
  isFolded(index: number): boolean;
  /** How many a photo that is shown stands for, itself included */
  sizeOf(photo: number): number;
  /** The photo that stands for this one */
  bestOf(photo: number): number;
}

interface Group {
  /** Place in `Scored` */
  best: number;
  size: number;
}

/** Every near-copy with its leader, leaders with themselves */
const groupings = new WeakMap<Leaders, ReadonlyMap<number, number>>();

export function foldCopies({ photos, scores }: Scored, leaders: Leaders): Folded {
  const leaderOf = groupingOf(leaders);
  const groups = new Map<number, Group>();
  const marks = new Uint8Array(photos.length);
  const folded: number[] = [];
  for (let index = 0; index < photos.length; index++) {
    const leader = leaderOf.get(photos[index] ?? 0);
    if (leader === undefined) continue;
    const group = groups.get(leader);
    if (!group) {
      groups.set(leader, { best: index, size: 1 });
      continue;
    }
    const isBetter = (scores[index] ?? 0) > (scores[group.best] ?? 0);
    const loser = isBetter ? group.best : index;
    if (isBetter) group.best = index;
    group.size += 1;
    marks[loser] = 1;
    folded.push(loser);
  }
  const groupOf = (photo: number) => groups.get(leaderOf.get(photo) ?? photo);
  return {
    folded,
    isFolded: (index) => marks[index] === 1,
    sizeOf: (photo) => groupOf(photo)?.size ?? 1,
    bestOf: (photo) => photos[groupOf(photo)?.best ?? -1] ?? photo,
  };
}

function groupingOf(leaders: Leaders): ReadonlyMap<number, number> {
  const known = groupings.get(leaders);
  if (known) return known;
  const grouping = new Map(leaders);
  for (const leader of leaders.values()) grouping.set(leader, leader);
  groupings.set(leaders, grouping);
  return grouping;
}
