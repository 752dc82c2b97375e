/** A hand on the mouse: what it presses has to be in the window, and nothing over it. */
import type { Locator, Page } from "playwright-core";

export interface Mouse {
  press(target: Locator, options?: { times?: number }): Promise<void>;
  /** Presses a field and types into it, over what is there. */
  type(target: Locator, text: string): Promise<void>;
  /** From the middle of something to the middle of something else */
  drag(from: Locator, to: Locator): Promise<void>;
  /** Inside of something, in parts of its sides */
  dragIn(target: Locator, from: [x: number, y: number], to: [x: number, y: number]): Promise<void>;
}

export function mouseOf({ mouse, keyboard }: Page): Mouse {
  const place = async (target: Locator, [x, y]: [number, number] = [0.5, 0.5]) => {
    // Waits until it stands still, is not off and would be hit.
    await target.click({ position: await inside(target, x, y), trial: true });
    const { left, top, width, height } = await boxOf(target);
    return { x: left + x * width, y: top + y * height };
  };
  const pull = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await mouse.move(to.x + 1, to.y);
    await mouse.up();
  };
  return {
    press: async (target, { times = 1 } = {}) => {
      const { x, y } = await place(target);
      await mouse.click(x, y, { clickCount: times });
    },
    type: async (target, text) => {
      const { x, y } = await place(target);
      await mouse.click(x, y, { clickCount: 3 });
      await keyboard.type(text);
    },
    drag: async (from, to) => pull(await place(from), await place(to)),
    dragIn: async (target, from, to) => pull(await place(target, from), await place(target, to)),
  };
}

async function boxOf(target: Locator): Promise<{ left: number; top: number; width: number; height: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error("It is not on the screen.");
  return { left: box.x, top: box.y, width: box.width, height: box.height };
}

async function inside(target: Locator, x: number, y: number): Promise<{ x: number; y: number }> {
  await target.waitFor();
  const { width, height } = await boxOf(target);
  return { x: x * width, y: y * height };
}
