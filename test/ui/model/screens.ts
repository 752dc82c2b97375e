/** Every screen of the app, one after the other, as long as each is open. */
import type { App } from "./app.ts";

export interface Screen {
  name: string;
  open(app: App): Promise<unknown>;
  /** Left out: Escape */
  close?(app: App): Promise<unknown>;
}

const stepBack = ({ page }: App) => page.keyboard.press("Escape");
const closeDialog = async ({ by }: App) => {
  await by("dialog-close").click();
  await by("dialog").waitFor({ state: "detached" });
};

/** What a button opens over the page */
function dialog(opener: string): Screen {
  return {
    name: opener,
    open: async ({ by }) => {
      await by(opener).first().click();
      await by("dialog").waitFor();
    },
    close: closeDialog,
  };
}

function menuOf(name: string, opener: string, item: string): Screen {
  return {
    name,
    open: async ({ by }) => {
      await by(opener).first().click();
      await by(item).first().waitFor();
    },
  };
}

const tabs = ["general", "folders", "search", "index", "packs", "keys", "privacy", "about"];

/** Of the library: it has photos, a file that failed, a collection and a saved search. */
export const libraryScreens: Screen[] = [
  { name: "library", open: async ({ by }) => by("cell").first().click(), close: async () => {} },
  {
    name: "selection",
    open: async ({ page, by }) => {
      await page.keyboard.press("Control+a");
      await by("selection").waitFor();
    },
  },
  menuOf("menu of a collection", "row-menu", "rename"),
  {
    name: "menu of a photo",
    open: async ({ by }) => {
      await by("cell").first().click({ button: "right" });
      await by("context-menu").waitFor();
      await by("context-menu").locator("[aria-haspopup]").first().press("ArrowRight");
      await by("menu-stars-5").waitFor();
    },
    close: async (app) => {
      await stepBack(app);
      await stepBack(app);
      await app.by("context-menu").waitFor({ state: "detached" });
    },
  },
  ...["add-folder", "add-collection", "forget", "open-index", "see-failures", "add-filter", "keys"].map(dialog),
  {
    name: "copies",
    open: async ({ page, by }) => {
      await by("cell").first().focus();
      await page.keyboard.press("Control+Shift+e");
      await by("dialog").waitFor();
    },
    close: closeDialog,
  },
  ...tabs.map((tab, index): Screen => {
    const isLast = index === tabs.length - 1;
    return {
      name: `settings: ${tab}`,
      open: async ({ by }) => {
        if (index === 0) await by("settings").click();
        await by(`tab-${tab}`).click();
      },
      close: isLast ? closeDialog : async () => {},
    };
  }),
  {
    name: "filters that leave nothing",
    open: async ({ by }) => {
      await by("query-text").fill("date:1999 ext:jpg ");
      await by("query-text").press("Enter");
      await by("without-filter").first().waitFor();
    },
    close: async ({ by }) => by("clear").click(),
  },
  {
    name: "a filter that makes no sense",
    open: async ({ by }) => {
      await by("query-text").fill("sea date:2023-13");
      await by("query-text").press("Enter");
      await by("problems").waitFor();
    },
    close: async ({ by }) => by("clear").click(),
  },
];

/** Of results of a photo and words: refined ones, with the weak matches. */
export const resultScreens: Screen[] = [
  {
    name: "results",
    open: async ({ by, search, showAll }) => {
      await by("cell").first().press("q");
      await search("a dog in the snow without people ext:jpg");
      await by("rewritten").waitFor();
      await showAll();
      await by("cell").first().click();
      await by("why-panel").waitFor();
      await by("why-word").first().waitFor();
    },
    close: async () => {},
  },
  menuOf("presets", "presets", "preset-time"),
  menuOf("menu of a reference", "ref-open", "ref-menu"),
  {
    name: "crop",
    open: async ({ by }) => {
      await by("ref-open").click();
      await by("ref-crop").click();
      await by("crop-box").waitFor();
    },
    close: closeDialog,
  },
  dialog("save-search"),
  {
    name: "the sentence as a field",
    open: async ({ by }) => {
      await by("edit-rewritten").click();
      await by("rewritten-text").waitFor();
    },
  },
  {
    name: "feedback and a notice",
    open: async ({ page, by }) => {
      await by("cell").first().focus();
      await page.keyboard.press("m");
      await by("feedback-chip").waitFor();
      await page.keyboard.press("Control+z");
      await by("toast").first().waitFor();
    },
    close: async () => {},
  },
  {
    name: "loupe",
    open: async ({ by }) => {
      await by("cell").first().dblclick();
      await by("loupe").waitFor();
    },
  },
  {
    name: "nothing matches well",
    open: async ({ by, search }) => {
      await by("clear").click();
      await search("the circuit board of a quantum computer");
      await by("no-good-match").waitFor();
    },
    close: async ({ by }) => by("clear").click(),
  },
];
