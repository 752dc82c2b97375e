/** What the page says of captions: how far they are, and a photo's own in words, also to screen readers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhoto } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack, starterPack } from "../helpers/programs.ts";
import { openApp } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const noCaptioner = "the starter pack has no captioner";

function hasCaptioner(): boolean {
  return "captioner" in JSON.parse(readFileSync(join(starterPack, "pack.json"), "utf8"));
}

test("a photo's captions are made on demand or in turn, listed in the loupe, and are its alternative text", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  context.skip(!hasCaptioner(), noCaptioner);
  const folder = join(temporaryFolder(), "photos");
  for (let index = 0; index < 4; index++) await makePhoto(folder, { name: `${index}.jpg`, colour: `hsl(${index * 90} 70% 50%)` });
  const app = await openApp(browser(), [folder]);
  await app.ready(4);
  await app.by("cell").first().dblclick();
  const captions = app.by("captions");
  await captions.waitFor();
  const ask = captions.getByTestId("caption-now");
  // It goes when its turn comes before the click.
  if (await ask.isVisible()) await ask.click({ timeout: 1000 }).catch(() => {});
  await captions.getByRole("listitem").first().waitFor();
  await app.page.keyboard.press("Escape");
  await app.by("cell").first().dblclick();
  const first = await captions.getByRole("listitem").first().textContent();
  await expect
    .poll(() =>
      app
        .by("loupe")
        .getByRole("img", { name: first ?? "", exact: true })
        .count(),
    )
    .toBeGreaterThan(0);
  expect(await app.faults()).toEqual([]);
  expect(app.complaints).toEqual([]);
});
