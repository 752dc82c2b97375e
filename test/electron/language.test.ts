/** Menus, dialogs and notices speak the language of the page. */
import { afterEach, expect, test, vi } from "vitest";
import { englishWords } from "../helpers/english.ts";
import type { MenuTemplateItem } from "./double.ts";
import { ours, type Started, startApp } from "./start.ts";

const argv = process.argv;
afterEach(() => {
  process.argv = argv;
  vi.doUnmock("electron");
});

const german = { languages: ["de-AT", "en-GB"] };

function menu({ calls }: Started): MenuTemplateItem[] {
  return calls.setApplicationMenu.mock.lastCall?.[0].template;
}

function labels(items: MenuTemplateItem[]): string[] {
  return items.flatMap(({ label, submenu = [] }) => [...(label === undefined ? [] : [label]), ...labels(submenu)]);
}

test("that of the system, until the user sets one", async () => {
  expect(labels(menu(await startApp(german)))).toEqual(
    expect.arrayContaining(["Datei", "Ordner aufnehmen…", "Rückgängig", "Über Recompose"]),
  );
  expect(labels(menu(await startApp({ ...german, language: "en" })))).toContain("Add Folder…");
  expect(labels(menu(await startApp({ languages: ["fr-FR"], language: "de" })))).toContain("Beenden");
  expect(labels(menu(await startApp({ languages: ["fr-FR"] })))).toContain("Quit");
});

test("in German there is no English in the menus, and every item has a label", async () => {
  const [english, translated] = [labels(menu(await startApp())), labels(menu(await startApp(german)))];
  expect(translated).toHaveLength(english.length);
  expect(translated.filter((label) => english.includes(label) && label !== "Index")).toEqual([]);
});

test("the page says when it is another one: menu, tray, dialogs and notices follow", async () => {
  const app = await startApp({ args: ["--hidden"] });
  app.trays[0]?.emit("click");
  app.send("speak", ours, "de");
  expect(labels(menu(app))).toContain("Ansicht");
  expect(labels(app.trays[0]?.setContextMenu.mock.lastCall?.[0].template)).toContain("Recompose öffnen");

  app.becomes({ state: "indexing", found: 10, waiting: 6 });
  await vi.waitFor(() => expect(app.window?.calls.setProgressBar).toHaveBeenLastCalledWith(0.4));
  app.becomes({ state: "idle", waiting: 0, failed: 1 });
  await vi.waitFor(() => expect(app.notices.map(({ body }) => body)).toEqual(["Fertig. 1 Datei konnte nicht gelesen werden."]));

  const addModels = menu(app)
    .flatMap(({ submenu = [] }) => submenu)
    .find(({ label }) => label === "Modelldateien hinzufügen…");
  addModels?.click?.();
  await vi.waitFor(() =>
    expect(app.calls.showMessageBox.mock.lastCall?.[1]).toMatchObject({ message: expect.stringMatching(/^„Whole“ ist installiert/) }),
  );
  app.packs.importFrom.mockResolvedValueOnce({ folder: null, fetched: [] });
  addModels?.click?.();
  await vi.waitFor(() => expect(app.calls.showErrorBox).toHaveBeenCalled());
  expect(englishWords(String(app.calls.showErrorBox.mock.lastCall?.[1]))).toEqual([]);
});

test.each([["fr"], ["__proto__"], [7], [], ["de", "more"]])("a language that is none is passed over: %j", async (...language) => {
  const app = await startApp();
  app.send("speak", ours, ...language);
  expect(labels(menu(app))).toContain("Add Folder…");
});
