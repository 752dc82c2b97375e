/** What the desktop program decides without Electron. */
import { describe, expect, test } from "vitest";
import { noticeOf, progressOf } from "../../../main/shell/attention.ts";
import { menuTemplate } from "../../../main/shell/menu.ts";
import { originalsOf } from "../../../main/shell/originals.ts";
import { followPower } from "../../../main/shell/power.ts";
import { pressed } from "../../../main/shell/typed-keys.ts";
import { windowPlace } from "../../../main/shell/window-place.ts";
import { en } from "../../../main/shell/words/en.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1040 };

test.each([
  ["never moved", null, { width: 1280, height: 860 }],
  ["where it was", { x: 50, y: 60, width: 1000, height: 700 }, { x: 50, y: 60, width: 1000, height: 700 }],
  ["on a screen that is gone", { x: 4000, y: 60, width: 1000, height: 700 }, { width: 1000, height: 700 }],
  ["with its title bar above the screen", { x: 50, y: -30, width: 1000, height: 700 }, { width: 1000, height: 700 }],
  ["too small", { x: 50, y: 60, width: 1, height: 1 }, { x: 50, y: 60, width: 900, height: 600 }],
])("a window opens, %s", (_when, kept, place) => {
  expect(windowPlace(kept, [screen])).toEqual(place);
});

test.each([
  [{ state: "idle", found: 10, waiting: 0, failed: 0 }, -1],
  [{ state: "paused", found: 10, waiting: 5, failed: 0 }, -1],
  [{ state: "scanning", found: 0, waiting: 0, failed: 0 }, 2],
  [{ state: "indexing", found: 10, waiting: 5, failed: 0 }, 0.5],
  [{ state: "captioning", found: 10, waiting: 0, failed: 0 }, -1],
] as const)("progress of %j is %s", (status, share) => {
  expect(progressOf(status)).toBe(share);
});

test("a notice is due when reading is over and new failures are there, and only then", () => {
  const reading = { state: "indexing", found: 10, waiting: 5, failed: 1 } as const;
  const done = { state: "idle", found: 10, waiting: 0, failed: 1 } as const;
  expect(noticeOf(reading, done, 0)).toBe(1);
  expect(noticeOf(reading, done, 1)).toBe(0);
  expect(noticeOf(undefined, done, 0)).toBe(0);
  expect(noticeOf(reading, reading, 0)).toBe(0);
  expect(noticeOf(reading, { ...done, state: "paused", waiting: 5 }, 0)).toBe(0);
});

test.each([
  ["?", false, []],
  ["Shift+Q", false, ["shift"]],
  ["CmdOrCtrl+F", false, ["control"]],
  ["CmdOrCtrl+F", true, ["meta"]],
])("%s is pressed and let go (macOS: %s)", (keys, isMac, modifiers) => {
  const keyCode = keys.at(-1);
  expect(pressed(keys, isMac)).toEqual([
    { type: "keyDown", keyCode, modifiers },
    { type: "keyUp", keyCode, modifiers },
  ]);
});

describe("the menus of macOS", () => {
  const actions = new Proxy({}, { get: () => () => {} }) as Parameters<typeof menuTemplate>[2];
  const items = menuTemplate(["/a & b"], true, actions, en).flatMap(({ submenu = [] }) => submenu);

  test("take no single key away from the text field", () => {
    expect(items.filter(({ accelerator }) => accelerator && !/^((CmdOrCtrl|Ctrl)\+|F\d)/.test(accelerator))).toEqual([]);
  });
  test("show names as they are", () => {
    expect(items.find(({ label }) => label === "Recent Folders")?.submenu?.[0]?.label).toBe("a && b (/a && b)");
  });
});

test("of photos that are dragged out, those go along that are there, and of pairs what is set", async () => {
  const [jpeg, raw] = [import.meta.filename, import.meta.dirname];
  const places: Record<number, string[]> = { 1: [jpeg], 2: ["/gone"], 3: [raw], 4: [jpeg, raw] };
  const photo = async ({ photo }: { photo: number }) => ({
    files: places[photo]?.map((path) => ({ path, present: true, raw: path === raw })),
  });
  const dragged = (dragOut: string, ...photos: number[]) => originalsOf({ photo, settings: async () => ({ dragOut }) } as never, photos);
  expect(await dragged("both", 1, 2)).toEqual([jpeg]);
  expect(await dragged("both", 4)).toEqual([jpeg, raw]);
  expect(await dragged("raw", 4, 1)).toEqual([raw, jpeg]);
  expect(await dragged("jpeg", 4, 3)).toEqual([jpeg, raw]);
  await expect(dragged("both", 2)).rejects.toMatchObject({ code: "original-missing" });
});

test("the engine hears at once, and at every change, whether the computer runs on battery", async () => {
  const told: unknown[] = [];
  const listeners = new Map<string, () => void>();
  const power = { isOnBattery: () => true, on: (event: string, listener: () => void) => void listeners.set(event, listener) };
  const engine = { setPower: async (input: object) => void told.push(input), rescan: async () => void told.push("rescan") };
  followPower(engine as never, power, { write: () => {}, folder: "" });
  for (const event of ["on-ac", "resume", "on-battery"]) listeners.get(event)?.();
  await new Promise(setImmediate);
  expect(told).toEqual([{ onBattery: true }, { onBattery: false }, "rescan", { onBattery: true }]);
});
