import type { Page } from "playwright-core";

/** What is done from the library on, before a picture is taken. */
export type State = (page: Page) => Promise<unknown>;

/** A photo of Samples/, where two of bridges at night are too */
const dayBridge = "pont-du-gard.jpg";

const by = (page: Page, id: string) => page.getByTestId(id);

async function search(page: Page, text: string): Promise<void> {
  await by(page, "query-text").fill(text);
  await by(page, "query-text").press("Enter");
  await page.locator(".shelf:not(.searching) [data-testid=results-count]").waitFor();
}

async function addReference(page: Page, cell = 2): Promise<void> {
  await by(page, "cell").nth(cell).press("q");
  await by(page, "results-count").waitFor();
}

async function openReference(page: Page): Promise<void> {
  await addReference(page);
  await by(page, "ref-open").click();
}

async function openFromPanel(page: Page, id: string): Promise<void> {
  if (!(await by(page, id).isVisible())) await by(page, "panel-toggle").click();
  await by(page, id).click();
}

const settings =
  (tab: string): State =>
  async (page) => {
    await openFromPanel(page, "settings");
    await by(page, `tab-${tab}`).click();
  };

async function results(page: Page): Promise<void> {
  await page.getByTestId("cell").and(page.getByTitle(dayBridge)).press("q");
  await by(page, "results-count").waitFor();
  await search(page, "at night");
  await page.locator("[data-testid=results-count][data-stage=refined]").waitFor();
  await by(page, "weak-show").click();
  await by(page, "cell").first().click();
}

/** Of a library that is read and captioned */
export const full = {
  library: async () => {},
  selection: async (page) => {
    await by(page, "cell").nth(1).click();
    await by(page, "cell")
      .nth(4)
      .click({ modifiers: ["Shift"] });
    for (const key of ["4", "p", "8"]) await page.keyboard.press(key);
  },
  results,
  words: (page) => search(page, "a dog in the snow without people"),
  "no-good-match": (page) => search(page, "the circuit board of a quantum computer"),
  "filters-too-tight": (page) => search(page, "a dog date:1999 ext:jpg"),
  reference: openReference,
  crop: async (page) => {
    await openReference(page);
    await by(page, "ref-crop").click();
  },
  menu: (page) => by(page, "cell").nth(1).click({ button: "right" }),
  loupe: (page) => by(page, "cell").nth(3).dblclick(),
  index: (page) => by(page, "open-index").click(),
  settings: (page) => openFromPanel(page, "settings"),
  "settings-folders": settings("folders"),
  "settings-search": settings("search"),
  "settings-index": settings("index"),
  "settings-files": settings("files"),
  "settings-about": settings("about"),
  packs: settings("packs"),
  keys: (page) => openFromPanel(page, "keys"),
  filter: (page) => by(page, "add-filter").click(),
  copies: async (page) => {
    await by(page, "cell").nth(1).click();
    await page.keyboard.press("Control+Shift+E");
  },
} as const satisfies Record<string, State>;

/** Of an empty library */
export const empty = { welcome: async () => {} } as const satisfies Record<string, State>;

/** Of a library with files that cannot be read, while its drive is away */
export const troubled = {
  failures: (page) => by(page, "see-failures").click(),
  away: async (page) => {
    await by(page, "offline").first().waitFor();
    await by(page, "open-index").click();
  },
  "away-search": async (page) => {
    await addReference(page, 5);
    await search(page, "darker");
    await by(page, "cell").first().click();
  },
} as const satisfies Record<string, State>;
