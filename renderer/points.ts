/** A score in points that add up to it exactly. */
import type { Hit, Share } from "../contract/types.ts";

export interface PointRow {
  part: Share["part"];
  /** Which without-word, unwanted reference or photo of the feedback, from 0 */
  index: number;
  points: number;
  /** What the photo's captions add to the points, its look the rest; not rounded */
  captions: number;
}

export function pointsOf({ score }: Pick<Hit, "score">): number {
  return Math.round(100 * score);
}

/** The shares by their part of the query, in whole points; what rounding leaves goes to those it cut most. */
export function pointRows(hit: Pick<Hit, "score" | "shares">): PointRow[] {
  const rows = new Map<string, PointRow>();
  for (const { part, side, index: given, value } of hit.shares) {
    const index = hasOneRowEach.has(part) ? given : 0;
    const row = rows.get(`${part} ${index}`) ?? { part, index, points: 0, captions: 0 };
    const points = 100 * value;
    rows.set(`${part} ${index}`, { ...row, points: row.points + points, captions: row.captions + (side === "captions" ? points : 0) });
  }
  return inWholePoints([...rows.values()], pointsOf(hit));
}

/** What all captions of the photo add, in whole points */
export function captionPoints(rows: readonly PointRow[]): number {
  return Math.round(rows.reduce((sum, { captions }) => sum + captions, 0));
}

/** Parts that the user can tell from one another by a name; those of several wanted references are summed up. */
const hasOneRowEach: ReadonlySet<Share["part"]> = new Set(["without", "unwanted", "feedback"]);

function inWholePoints(rows: PointRow[], total: number): PointRow[] {
  const whole = rows.map((row) => ({ ...row, points: Math.floor(row.points), cut: row.points - Math.floor(row.points) }));
  const missing = total - whole.reduce((sum, { points }) => sum + points, 0);
  const mostCut = [...whole].sort((a, b) => b.cut - a.cut).slice(0, Math.max(0, missing));
  for (const row of mostCut) row.points += 1;
  return whole.map(({ cut, ...row }) => row);
}
