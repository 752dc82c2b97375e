import { describe, expect, test } from "vitest";
import { gap, layOut, stepFrom } from "../../../renderer/grid-layout.ts";

describe("layOut", () => {
  test("fills the width with square cells of at least the wished side", () => {
    const { columns, rows, side } = layOut(100, 1000, 168);
    expect([columns, rows]).toEqual([5, 20]);
    expect(side).toBeGreaterThanOrEqual(168);
    expect(columns * side + (columns - 1) * gap).toBeCloseTo(1000);
  });

  test("has one column where there is no room for more", () => {
    expect(layOut(3, 90, 168)).toEqual({ columns: 1, rows: 3, side: 90 });
  });

  test("has no rows without photos", () => {
    expect(layOut(0, 1000, 168).rows).toBe(0);
  });
});

describe("stepFrom", () => {
  const layout = layOut(12, 1000, 168); // 5 columns: rows of 5, 5 and 2
  const step = (active: number, key: string) => stepFrom(active, key, layout, 12, 2);

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
    expect(step(active, key)).toBe(to);
  });

  test("other keys lead nowhere", () => {
    expect(step(3, "a")).toBeUndefined();
  });
});
