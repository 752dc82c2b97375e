/** Photos on their way out of a window of the program. */
import { expect, test, vi } from "vitest";
import { mostDraggedOut } from "../../../contract/bridge.ts";

const host = { dragOut: vi.fn() };
vi.mock("../../../renderer/host.ts", () => ({ host }));
const { dragOut } = await import("../../../renderer/drag-out.ts");
const { store } = await import("../../../renderer/store.ts");

test("as many as the system takes go along; of more, none is left behind in silence: copies are offered", () => {
  const photos = Array.from({ length: mostDraggedOut }, (_, photo) => photo);
  expect(dragOut(photos, "0.jpg")).toBe(true);
  expect(host.dragOut).toHaveBeenLastCalledWith(photos);
  expect(dragOut([...photos, 999], "0.jpg")).toBe(false);
  expect(host.dragOut).toHaveBeenCalledTimes(1);
  expect(store.getState().toasts).toMatchObject([{ kind: "note", action: { label: expect.any(String) } }]);
});
