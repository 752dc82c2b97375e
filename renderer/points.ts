/** A score in points that add up to it exactly. */
import type { Hit, Share } from "../contract/types.ts";

export type PointKind = "look" | "words" | "captions" | "without" | "unwanted" | "feedback";

export interface PointRow {
  kind: PointKind;
  /** Which without-word or unwanted reference, from 0 */
  index: number;
  points: number;
}

export function pointsOf({ score }: Pick<Hit, "score">): number {
  return Math.round(100 * score);
}

/** The shares in groups as people think of them, in whole points; what rounding leaves goes to those it cut most. */
export function pointRows(hit: Pick<Hit, "score" | "shares">): PointRow[] {
  const groups = new Map<string, PointRow>();
  for (const share of hit.shares) {
    const { kind, index } = groupOf(share);
    const key = `${kind} ${index}`;
    const row = groups.get(key) ?? { kind, index, points: 0 };
    groups.set(key, { ...row, points: row.points + 100 * share.value });
  }
  return inWholePoints([...groups.values()], pointsOf(hit));
}

function groupOf({ part, side, index }: Share): Pick<PointRow, "kind" | "index"> {
  switch (part) {
    case "without":
    case "unwanted":
    case "feedback":
      return { kind: part, index };
    case "reference":
      return { kind: side === "captions" ? "captions" : "look", index: 0 };
    default:
      return { kind: side === "captions" ? "captions" : "words", index: 0 };
  }
}

function inWholePoints(rows: PointRow[], total: number): PointRow[] {
  const whole = rows.map((row) => ({ ...row, points: Math.floor(row.points), cut: row.points - Math.floor(row.points) }));
  const missing = total - whole.reduce((sum, { points }) => sum + points, 0);
  const mostCut = [...whole].sort((a, b) => b.cut - a.cut).slice(0, Math.max(0, missing));
  for (const row of mostCut) row.points += 1;
  return whole.map(({ kind, index, points }) => ({ kind, index, points }));
}
