/** Scenario 18: a hundred thousand photos. */
import { expect, test } from "vitest";
import { makeLibrary } from "../../scripts/make-library.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { begin, hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { openPage } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const photos = 100_000;

test("18: one jumps to the end and back; few cells are in the page, and their places are right", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const library = await makeLibrary({ folder: temporaryFolder(), photos });
  const host = begin("start", ["--no-open", "--no-llm", "--library", library]);
  const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
  const page = await browser().newContext({ viewport: { width: 1440, height: 900 } });
  const app = await openPage(page, address);
  await app.by("cell").first().waitFor();
  await app.by("cell").first().click();
  const total = Number((await app.by("library-count").textContent())?.replaceAll(/\D/g, ""));
  expect(total).toBeGreaterThan(photos * 0.8);
  await app.page.keyboard.press("End");
  const last = app.page.locator("[data-testid=cell][tabindex='0'][data-photo]");
  await last.waitFor();
  await expect
    .poll(() => last.getAttribute("aria-label"))
    .toContain(`${total.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`);
  expect(await app.by("cell").count()).toBeLessThan(400);
  const rows = Number(await app.by("grid").getAttribute("aria-rowcount"));
  const row = Number(await last.locator("xpath=..").getAttribute("aria-rowindex"));
  expect(row).toBe(rows);
  await app.page.keyboard.press("Home");
  await expect.poll(() => last.getAttribute("aria-label")).toContain(`1 of ${total.toLocaleString("en-GB")}`);
  expect(app.complaints).toEqual([]);
});
