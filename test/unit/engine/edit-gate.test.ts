import { expect, test } from "vitest";
import { unmoved } from "../../../main/engine/edit-gate.ts";

/** A unit vector at this angle */
function at(degrees: number): Float32Array {
  const radians = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(radians), Math.sin(radians));
}

test("an edit that did not come nearer to the words than its caption is named", () => {
  const captions = [at(0), at(0), at(0), at(60)];
  const edits = [at(45), at(0), at(-10), at(50)];
  expect(unmoved(edits, captions, at(90))).toEqual([1, 2, 3]);
});

test("edits without a caption pass", () => {
  expect(unmoved([at(0)], [], at(90))).toEqual([]);
});
