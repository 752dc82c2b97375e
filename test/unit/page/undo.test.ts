/** What is one step, and what comes back. */
import { expect, test, vi } from "vitest";

vi.mock("../../../renderer/host.ts", () => ({ host: undefined }));
const { remember, undo } = await import("../../../renderer/actions/undo.ts");

/** Sets it, to be taken back. */
function set(values: Record<string, number>, name: string, value: number, kind: string | null): void {
  const before = values[name] ?? 0;
  values[name] = value;
  remember(kind, () => {
    values[name] = before;
  });
}

test("what a slider does in one go is one step", async () => {
  const values = { weight: 0 };
  for (const value of [1, 2, 3]) set(values, "weight", value, "weight 1");
  await undo();
  expect(values).toEqual({ weight: 0 });
});

test("however quickly they follow each other, steps of their own are taken back one by one", async () => {
  const values = { chips: 0 };
  for (const value of [1, 2, 3]) set(values, "chips", value, null);
  await undo();
  expect(values).toEqual({ chips: 2 });
  await undo();
  await undo();
  expect(values).toEqual({ chips: 0 });
});
