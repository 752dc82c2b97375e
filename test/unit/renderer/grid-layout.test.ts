import { describe, expect, test } from "vitest";
import { gap, headingHeight, heightOf, layOut, offsetAfter, rowAt, rowOf, stepFrom, topOf } from "../../../renderer/grid-layout.ts";

const plain = (count: number) => [{ heading: null, count, all: count }];

describe("layOut", () => {
  test("fills the width with square cells of at least the wished side", () => {
    const { columns, rows, side } = layOut(plain(100), 1000, 168);
    expect([columns, rows]).toEqual([5, 20]);
    expect(side).toBeGreaterThanOrEqual(168);
    expect(columns * side + (columns - 1) * gap).toBeCloseTo(1000);
  });

  test("has one column where there is no room for more, and no rows without photos", () => {
    expect(layOut(plain(3), 90, 168)).toMatchObject({ columns: 1, rows: 3, side: 90 });
    expect(layOut(plain(0), 1000, 168).rows).toBe(0);
  });

  test("is never higher than browsers draw", () => {
    const { rows, side } = layOut(plain(200_000), 1000, 512);
    expect(rows * (side + gap)).toBeLessThan(33_000_000);
  });
});

describe("sections", () => {
  const layout = layOut(
    [
      { heading: "strong", count: 7, all: 7 },
      { heading: "possible", count: 3, all: 3 },
      { heading: "weak", count: 0, all: 90 },
    ],
    1000,
    168,
  );

  test("have a row for their heading, also when they are folded", () => {
    expect(layout.rows).toBe(6);
    expect([0, 1, 2, 3, 4, 5].map((row) => rowAt(layout, row).kind)).toEqual(["heading", "cells", "cells", "heading", "cells", "heading"]);
    expect(rowAt(layout, 2)).toEqual({ kind: "cells", first: 5, length: 2 });
    expect(rowAt(layout, 5)).toMatchObject({ part: { heading: "weak", all: 90 } });
    expect([heightOf(layout, 0), heightOf(layout, 1)]).toEqual([headingHeight, layout.side + gap]);
  });

  test("say where each photo is", () => {
    expect([0, 4, 5, 6, 7, 9].map((index) => rowOf(layout, index))).toEqual([1, 1, 2, 2, 4, 4]);
  });

  test.each([
    [1, "ArrowDown", 6],
    [4, "ArrowDown", 6],
    [6, "ArrowDown", 8],
    [7, "ArrowUp", 5],
    [9, "ArrowUp", 6],
    [0, "PageDown", 7],
  ])("are walked through: from %i by %s to %i", (active, key, to) => {
    expect(stepFrom(active, key, layout, 2)).toBe(to);
  });
});

describe("in another size", () => {
  const sections = [
    { heading: "strong" as const, count: 40, all: 40 },
    { heading: "possible" as const, count: 400, all: 400 },
  ];
  const [small, large] = [layOut(sections, 1000, 96), layOut(sections, 700, 200)];
  const topIn = (layout: typeof small, index: number) => topOf(layout, rowOf(layout, index));

  test("the active photo stays where it is on the screen", () => {
    const offset = topIn(small, 300) - 250;
    expect(topIn(large, 300) - offsetAfter(small, large, 300, offset, 600)).toBeCloseTo(250);
    expect(topIn(small, 300) - offsetAfter(large, small, 300, topIn(large, 300) - 100, 600)).toBeCloseTo(100);
  });

  test("one that is far from the screen does not draw it there: the first photo of the screen stays", () => {
    const offset = topIn(small, 200) - 10;
    expect(offsetAfter(small, large, 0, offset, 600)).toBeCloseTo(topIn(large, 193) - topIn(small, 193) + offset);
    expect([small.columns, topIn(small, 192) < topIn(small, 193)]).toEqual([9, true]);
  });

  test("the top stays the top", () => {
    expect(offsetAfter(small, large, 0, 0, 600)).toBe(0);
    expect(offsetAfter(small, large, 0, 5000, 600)).toBeGreaterThan(5000);
  });

  test("rows begin where the heights of those before them end", () => {
    for (const row of [0, 1, 2, 7, small.rows])
      expect(topOf(small, row)).toBeCloseTo(Array.from({ length: row }, (_, at) => heightOf(small, at)).reduce((a, b) => a + b, 0));
  });
});

describe("stepFrom", () => {
  const layout = layOut(plain(12), 1000, 168); // 5 columns: rows of 5, 5 and 2

  test.each([
    [0, "ArrowLeft", 0],
    [4, "ArrowRight", 5],
    [11, "ArrowRight", 11],
    [1, "ArrowUp", 1],
    [6, "ArrowUp", 1],
    [1, "ArrowDown", 6],
    [9, "ArrowDown", 11],
    [0, "PageDown", 10],
    [11, "PageUp", 1],
    [7, "Home", 0],
    [7, "End", 11],
  ])("from %i by %s to %i", (active, key, to) => {
    expect(stepFrom(active, key, layout, 2)).toBe(to);
  });

  test("other keys lead nowhere", () => {
    expect(stepFrom(3, "a", layout, 2)).toBeUndefined();
  });
});
