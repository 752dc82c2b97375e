import { expect, test } from "vitest";
import { boxBetween, movedBox, resizedBox, wholeBox } from "../../../renderer/crop-box.ts";

test("a box stays inside the picture, and large enough to be seen", () => {
  expect(wholeBox({ left: 0.9, top: -1, width: 0.5, height: 0 })).toEqual({ left: 0.5, top: 0, width: 0.5, height: 0.05 });
  const drawn = boxBetween({ x: 0.8, y: 0.9 }, { x: 0.2, y: 2 });
  expect([drawn.left, drawn.top, drawn.height]).toEqual([0.2, 0.9, expect.closeTo(0.1)]);
});

test("arrows move it, and with Shift they resize it; other keys do nothing", () => {
  const box = { left: 0, top: 0.5, width: 0.5, height: 0.5 };
  expect(movedBox(box, "ArrowLeft")).toEqual(box);
  expect(movedBox(box, "ArrowUp")?.top).toBeCloseTo(0.48);
  expect(resizedBox(box, "ArrowRight")?.width).toBeCloseTo(0.52);
  expect(resizedBox(box, "ArrowDown")?.height).toBeCloseTo(0.5);
  expect(movedBox(box, "a")).toBeUndefined();
});
