/** What the user has set: kept by the engine, in force at once. */
import { languageOf } from "../../contract/languages.ts";
import type { Settings } from "../../contract/settings.ts";
import { engine } from "../api.ts";
import { host } from "../host.ts";
import { activePhoto, store } from "../store.ts";
import { type Language, setLanguage, strings } from "../strings/index.ts";
import { reloadLibrary } from "./library.ts";
import { attempt } from "./messages.ts";
import { rerank } from "./search.ts";
import { remember } from "./undo.ts";

export async function readSettings(): Promise<void> {
  const settings = await engine().settings({});
  store.setState(({ query, wide }) => ({
    cellSize: settings.cellSize,
    panel: wide && settings.leftPanel,
    details: wide && settings.rightPanel,
    query: { ...query, mode: settings.refined ? "refined" : "quick" },
  }));
  takeEffect(settings);
}

/** `said`: whether the change is told, with a way back; what the eye follows anyhow is not. */
export function changeSettings(change: Partial<Settings>, said = false): Promise<void> {
  return attempt(async () => {
    const before = store.getState().settings;
    const { settings } = await engine().setSettings(change);
    takeEffect(settings);
    if (change.sort !== undefined) await reloadLibrary();
    if (change.showNearCopies !== undefined) await foldOtherwise();
    if (!said) return;
    const old = Object.fromEntries(Object.keys(change).map((name) => [name, before[name as keyof Settings]]));
    remember(`settings ${Object.keys(change).join(" ")}`, () => changeSettings(old), strings.settings.changed);
  });
}

/** Near-copies open or shut, in the library and in the results; the active photo stays the active one. */
async function foldOtherwise(): Promise<void> {
  const state = store.getState();
  await reloadLibrary(state.results ? undefined : activePhoto(state)?.id);
  if (state.results) await rerank(null);
}

function takeEffect(settings: Settings): void {
  const language = languageFor(settings.language);
  const spoken = language === "pseudo" ? "en" : language;
  setLanguage(language);
  host?.speak(spoken);
  const root = document.documentElement;
  root.lang = spoken;
  root.dataset.theme = settings.theme;
  store.setState({ settings });
}

/** In tests, `?language=pseudo` shows what is not in the catalogue. */
function languageFor(chosen: Settings["language"]): Language {
  if (new URLSearchParams(location.search).get("language") === "pseudo") return "pseudo";
  return chosen === "system" ? languageOf(navigator.languages) : chosen;
}
