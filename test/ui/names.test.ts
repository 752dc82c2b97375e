/** Collections and saved searches get other names, and what asks for them by name goes on doing so. */
import { expect, test } from "vitest";
import { type App, waitForText } from "./model/app.ts";
import { copyFlickr, flickrCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

const shared = appOfFile((folder) => {
  copyFlickr(folder);
  return flickrCount;
});

test("a collection that is renamed goes on being the filter of the page and of saved searches, also back", async () => {
  const app = shared.app();
  await app.by("cell").first().press("b");
  await app.by("name").fill("Best");
  await app.by("name-submit").click();
  await app.by("collection").getByRole("button", { name: "Best 1" }).click();
  await waitForText(app.by("library-count"), "1 photo");
  await app.by("save-search").click();
  await app.by("name").fill("Of the best");
  await app.by("name-submit").click();
  await rename(app, "Finest");
  await waitForText(app.by("filter-chip"), "collection:Finest");
  await waitForText(app.by("library-count"), "1 photo");
  await app.page.keyboard.press("Control+z");
  await app.by("collection").getByRole("button", { name: "Best 1" }).waitFor();
  await waitForText(app.by("filter-chip"), "collection:Best");
  await waitForText(app.by("library-count"), "1 photo");
  await rename(app, "Finest");
  await app.by("clear").click();
  await waitForText(app.by("library-count"), `${flickrCount} photos`);
  await app.by("saved-search").getByRole("button", { name: "Of the best", exact: true }).click();
  await waitForText(app.by("filter-chip"), "collection:Finest");
  await waitForText(app.by("library-count"), "1 photo");
});

async function rename({ by }: App, name: string): Promise<void> {
  await by("collection").hover();
  await by("collection").getByTestId("row-menu").click();
  await by("rename").click();
  await by("name").fill(name);
  await by("name-submit").click();
  await by("dialog").waitFor({ state: "detached" });
}

test("a search saved by a name that there is takes its place, and says so before", async () => {
  const app = shared.app();
  await app.search("a dog");
  await app.by("save-search").click();
  expect(await app.by("name-submit").textContent()).toBe("Save");
  await app.by("name").fill("of the BEST");
  expect(await app.by("name-submit").textContent()).toBe("Replace");
  await app.by("name-submit").click();
  await app.by("saved-search").getByRole("button", { name: "of the BEST", exact: true }).click();
  await expect.poll(() => app.by("query-text").inputValue()).toBe("a dog");
  expect(await app.by("saved-search").count()).toBe(1);
  expect(app.complaints).toEqual([]);
});
