import { expect, test } from "vitest";
import type { Share } from "../../../contract/types.ts";
import { captionPoints, pointRows, pointsOf } from "../../../renderer/points.ts";

const share = (part: Share["part"], side: Share["side"], value: number, index = 0): Share => ({ part, side, value, index });

test("points of a score are whole, one row for each part of the query, and add up to it", () => {
  const shares = [
    share("reference", "look", 0.2),
    share("reference", "look", 0.0849, 1),
    share("text", "look", 0.1049),
    share("rewritten", "look", 0.1049),
    share("rewritten", "captions", 0.1449),
    share("without", "look", -0.0151, 1),
  ];
  const score = shares.reduce((sum, { value }) => sum + value, 0);
  const rows = pointRows({ score, shares });
  expect(rows.map(({ part, index }) => [part, index])).toEqual([
    ["reference", 0],
    ["text", 0],
    ["rewritten", 0],
    ["without", 1],
  ]);
  expect(captionPoints(rows)).toBe(14);
  expect(rows.reduce((sum, { points }) => sum + points, 0)).toBe(pointsOf({ score }));
});
