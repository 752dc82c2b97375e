/** A query as one line of text: copied, pasted, typed. */
import { basename } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { App } from "./model/app.ts";
import { copyFlickr, dogOnGrass, flickrCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

const shared = appOfFile((folder) => {
  copyFlickr(folder);
  return flickrCount;
});
/** Captions that come later change scores. */
beforeAll(() => shared.rested());

describe("a query as text", () => {
  /** As the system does where the focus is */
  const paste = (app: App, text: string) =>
    app.page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(text)});
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    })()`);

  test("is copied, and pasted it is the whole query again; undo brings back the one before", async () => {
    const app = shared.app();
    await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.by("mode-quick").check({ force: true });
    await app.by("cell").first().press("q");
    await app.search("at night -people");
    await app.by("without-chip").waitFor();
    const names = await app.names();
    await app.by("query-text").press("Control+Shift+s");
    const copied = () => app.page.evaluate<string>("navigator.clipboard.readText()");
    await expect.poll(copied).toMatch(/^ref:.+\.jpg.* change:\(at night\) -people mode=quick$/);
    const line = await copied();
    await app.by("clear").click();
    await app.by("mode-refined").check({ force: true });
    await app.search("a dog");
    await app.by("query-text").focus();
    await paste(app, line);
    await expect.poll(() => app.by("query-text").inputValue()).toBe("at night");
    await expect.poll(app.names).toEqual(names);
    expect([await app.by("ref-chip").count(), await app.by("without-chip").count()]).toEqual([1, 1]);
    expect(await app.by("mode-quick").isChecked()).toBe(true);
    await app.by("cell").first().focus();
    await app.page.keyboard.press("Control+z");
    await expect.poll(() => app.by("query-text").inputValue()).toBe("a dog");
    await expect.poll(() => app.by("ref-chip").count()).toBe(0);
  });

  test("is typed as well: a photo that the library has not is named, and nothing is lost", async () => {
    const app = shared.app();
    await app.by("query-text").fill("ref:nowhere.jpg in the snow");
    await app.by("query-text").press("Enter");
    await app.by("problems").filter({ hasText: 'No photo of the library is called "nowhere.jpg".' }).waitFor();
    expect(await app.by("query-text").inputValue()).toBe("ref:nowhere.jpg in the snow");
    await app.by("query-text").fill("ref:dog-snow in the grass");
    await app.by("query-text").press("Enter");
    await expect.poll(() => app.by("query-text").inputValue()).toBe("in the grass");
    expect(await app.by("ref-chip").count()).toBe(1);
  });

  test("says which photos from outside have to be dropped in again, and how they count then", async () => {
    const app = shared.app();
    await app.by("query-text").focus();
    await paste(app, `drop:${basename(dogOnGrass)} weight=0.5 change:(in the snow)`);
    await app
      .by("problems")
      .filter({ hasText: basename(dogOnGrass) })
      .waitFor();
    await app.drop(dogOnGrass);
    await expect.poll(() => app.by("ref-open").getAttribute("aria-label")).toContain("0.5");
  });
});
