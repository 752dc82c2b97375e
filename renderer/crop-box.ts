/** Arithmetic of a box in a picture, in parts of its sides. */
import type { Crop } from "../contract/types.ts";

const step = 0.02;
const least = 0.05;

/** Inside the picture, and never smaller than can be seen. */
export function wholeBox({ left, top, width, height }: Crop): Crop {
  const [w, h] = [within(width, least, 1), within(height, least, 1)];
  return { left: within(left, 0, 1 - w), top: within(top, 0, 1 - h), width: w, height: h };
}

export function boxBetween(one: { x: number; y: number }, other: { x: number; y: number }): Crop {
  const [left, right] = [within(Math.min(one.x, other.x), 0, 1), within(Math.max(one.x, other.x), 0, 1)];
  const [top, bottom] = [within(Math.min(one.y, other.y), 0, 1), within(Math.max(one.y, other.y), 0, 1)];
  return wholeBox({ left, top, width: right - left, height: bottom - top });
}

export const corners = ["top-left", "top-right", "bottom-left", "bottom-right"] as const;
export type Corner = (typeof corners)[number];

/** The corner that stays where it is while this one is dragged */
export function cornerAcross({ left, top, width, height }: Crop, corner: Corner): { x: number; y: number } {
  return { x: corner.endsWith("left") ? left + width : left, y: corner.startsWith("top") ? top + height : top };
}

const directions: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
};

/** Where an arrow moves it; undefined for other keys. */
export function movedBox(box: Crop, key: string): Crop | undefined {
  const by = directions[key];
  return by && wholeBox({ ...box, left: box.left + by.x, top: box.top + by.y });
}

/** How an arrow resizes it, at its right and its lower side; undefined for other keys. */
export function resizedBox(box: Crop, key: string): Crop | undefined {
  const by = directions[key];
  return by && wholeBox({ ...box, width: Math.min(box.width + by.x, 1 - box.left), height: Math.min(box.height + by.y, 1 - box.top) });
}

function within(value: number, from: number, to: number): number {
  return Math.max(from, Math.min(value, to));
}
