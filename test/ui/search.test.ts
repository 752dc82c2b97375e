/** What Recompose is for: drop a photo, say what should be different, find it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhoto, makePhotos } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { openApp, waitForText } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();

describe("the page", () => {
  test("turns typed filters into chips; alone, they narrow the library", async (context) => {
    context.skip(!chromiumPath, noChromium);
    context.skip(!hasStarterPack, noStarterPack);
    const folder = join(temporaryFolder(), "photos");
    await makePhoto(folder, { name: "old.jpg", colour: "teal", takenAt: "2019:05:01 12:00:00" });
    await makePhoto(folder, { name: "new.jpg", colour: "orange", takenAt: "2023:05:01 12:00:00" });
    const app = await openApp(browser(), [folder]);
    await app.ready(2);
    await app.by("query-text").pressSequentially("date:2023 ");
    await waitForText(app.by("filter-chip"), "date:2023");
    await app.by("search").click();
    await waitForText(app.by("library-count"), "1 photo");
    await expect.poll(app.names).toEqual(["new.jpg"]);
    await app.search("the sea");
    expect(await app.names()).toEqual(["new.jpg"]);
    await app.by("filter-chip").getByRole("button").click();
    await expect.poll(() => app.by("cell").count()).toBe(2);
    await app.by("back-to-library").click();
    await waitForText(app.by("library-count"), "2 photos");
  });

  test("says which words are too many for the pack, and that it knows English best", async (context) => {
    context.skip(!chromiumPath, noChromium);
    context.skip(!hasStarterPack, noStarterPack);
    const folder = join(temporaryFolder(), "photos");
    await makePhotos(folder, 1);
    const app = await openApp(browser(), [folder]);
    await app.ready(1);
    await app.search(`${"a dog ".repeat(40)} in the park`);
    await app.by("unread").getByText("in the park").waitFor();
    await app.search("ein Hund im Schnee");
    await app.by("searched").getByText("This pack knows English best.").waitFor();
    expect(await app.by("unread").count()).toBe(0);
    expect(app.complaints).toEqual([]);
  });

  test("says what is wrong with a filter, and leaves it to be corrected", async (context) => {
    context.skip(!chromiumPath, noChromium);
    const folder = join(temporaryFolder(), "photos");
    await makePhotos(folder, 1);
    const app = await openApp(browser(), [folder]);
    await app.by("query-text").fill("sea date:2023-13");
    await app.by("search").click();
    await app.by("problems").getByText("date:2023-13").waitFor();
    expect(await app.by("query-text").inputValue()).toBe("sea date:2023-13");
  });

  test("refuses what is no picture, with the reason", async (context) => {
    context.skip(!chromiumPath, noChromium);
    const folder = join(temporaryFolder(), "photos");
    await makePhotos(folder, 1);
    const app = await openApp(browser(), [folder]);
    const text = join(temporaryFolder(), "notes.txt");
    writeFileSync(text, "no picture");
    await app.by("pick").setInputFiles(text);
    await app.by("toast").getByText("notes.txt").waitFor();
    expect(await app.by("ref-chip").count()).toBe(0);
  });

  test("takes a picture from another page, and fetches no link", async (context) => {
    context.skip(!chromiumPath, noChromium);
    context.skip(!hasStarterPack, noStarterPack);
    const folder = join(temporaryFolder(), "photos");
    const photo = await makePhoto(folder, { name: "teal.jpg", colour: "teal" });
    const app = await openApp(browser(), [folder]);
    await app.ready(1);
    await app.dropAddress("http://example.org/picture.jpg");
    await app.by("toast").waitFor();
    expect(await app.by("ref-chip").count()).toBe(0);
    await app.dropAddress(`data:image/jpeg;base64,${readFileSync(photo).toString("base64")}`);
    await app.by("results-count").waitFor();
    expect(await app.by("ref-chip").count()).toBe(1);
    expect(app.complaints).toEqual([]);
  });
});

describe("references", () => {
  test("are pasted, turned into what to keep away from, and removed", async (context) => {
    context.skip(!chromiumPath, noChromium);
    context.skip(!hasStarterPack, noStarterPack);
    const folder = join(temporaryFolder(), "photos");
    const teal = await makePhoto(folder, { name: "teal.jpg", colour: "teal" });
    await makePhoto(folder, { name: "dark teal.jpg", colour: "#006060" });
    await makePhoto(folder, { name: "orange.jpg", colour: "orange" });
    const app = await openApp(browser(), [folder]);
    await app.ready(3);
    await app.by("query-text").focus();
    await app.paste(teal);
    await app.by("results-count").waitFor();
    expect(await app.names()).toEqual(["teal.jpg", "dark teal.jpg", "orange.jpg"]);
    await app.search("a photo");
    await expect.poll(app.names).toEqual(["dark teal.jpg", "orange.jpg"]);
    await app.by("ref-sign").click();
    await app.page.locator(".reference.unwanted").waitFor();
    await expect.poll(app.names).toEqual(["orange.jpg", "dark teal.jpg"]);
    await app.by("ref-remove").click();
    await expect.poll(() => app.by("ref-chip").count()).toBe(0);
  });
});
