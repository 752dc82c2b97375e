/** What a window's page may do with folders. */
import { expect, test } from "vitest";
import type { EngineHandlers } from "../../../contract/api.ts";
import { pageHandlers } from "../../../main/engine/page-handlers.ts";

const options = { signal: new AbortController().signal };

test("a page adds folders that were chosen, or that it took out of the library; none that was never there", async () => {
  const engine = {
    addFolder: async ({ path }: { path: string }) => ({ path }),
    forgetFolder: async ({ path }: { path: string }) => {
      if (path !== "/known") throw new Error("There is no such folder.");
      return { forgotten: 1 };
    },
    async *copyOriginals() {
      yield "copies";
    },
  };
  const page = pageHandlers(engine as unknown as EngineHandlers, { toRead: new Set(["/chosen"]), forCopies: new Set(["/copies"]) });
  expect(await page.addFolder({ path: "/chosen" }, options)).toMatchObject({ path: "/chosen" });
  await expect(page.addFolder({ path: "/known" }, options)).rejects.toMatchObject({ code: "folder-not-chosen" });
  await page.forgetFolder({ path: "/known", erase: false }, options);
  expect(await page.addFolder({ path: "/known" }, options)).toMatchObject({ path: "/known" });
  await expect(
    page
      .tryFolders({ paths: ["/chosen", "/"] }, options)
      [Symbol.asyncIterator]()
      .next(),
  ).rejects.toMatchObject({ code: "folder-not-chosen" });
  for (const folder of ["/chosen", "/"])
    await expect(
      page
        .copyOriginals({ photos: [1], folder }, options)
        [Symbol.asyncIterator]()
        .next(),
    ).rejects.toMatchObject({
      code: "folder-not-chosen",
    });
  expect(
    (
      await page
        .copyOriginals({ photos: [1], folder: "/copies" }, options)
        [Symbol.asyncIterator]()
        .next()
    ).value,
  ).toEqual("copies");
  await expect(page.addFolder({ path: "/copies" }, options)).rejects.toMatchObject({ code: "folder-not-chosen" });
  await expect(page.forgetFolder({ path: "/", erase: false }, options)).rejects.toThrow();
  await expect(page.addFolder({ path: "/" }, options)).rejects.toMatchObject({ code: "folder-not-chosen" });
});
