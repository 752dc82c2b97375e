/** The store's actions, with an engine that answers when it is told to. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { EngineApi } from "../../../contract/api.ts";
import { settingsSchema, usualSettings } from "../../../contract/settings.ts";
import { type Hit, type Photo, querySchema, type Results } from "../../../contract/types.ts";

let engine: Partial<EngineApi> = {};
vi.mock("../../../renderer/host.ts", () => ({ host: undefined }));
vi.mock("../../../renderer/api.ts", () => ({ engine: () => engine, thumbnailOf: String }));
vi.stubGlobal("location", { search: "" });
vi.stubGlobal("document", { documentElement: { dataset: {} }, body: null, activeElement: null });
const { commandNamed } = await import("../../../renderer/commands.ts");
const { store, arrange, emptyQuery, emptyLibrary } = await import("../../../renderer/store.ts");
const { draftOf } = await import("../../../renderer/actions/draft.ts");
const { reloadLibrary } = await import("../../../renderer/actions/library.ts");
const { typeText } = await import("../../../renderer/actions/query.ts");
const { refer, setChip, swapReference } = await import("../../../renderer/actions/references.ts");
const { search, showLibrary, toInput } = await import("../../../renderer/actions/search.ts");
const { changeSettings } = await import("../../../renderer/actions/settings.ts");
const { undo } = await import("../../../renderer/actions/undo.ts");

const photo = (id: number): Photo => ({
  id,
  name: `${id}.jpg`,
  extension: "jpg",
  takenAt: id,
  width: 4,
  height: 3,
  rating: null,
  stars: null,
  flag: null,
  label: null,
  hasRaw: false,
  hasThumbnail: true,
  reachable: true,
  failed: false,
  copies: 1,
});

function resultsOf(ids: number[], stage: Results["stage"] = "quick"): Results {
  const hits: Hit[] = ids.map((id) => ({ photo: photo(id), score: 1, band: "strong", shares: [], folded: 1 }));
  const bands = { strong: ids.length, possible: 0, weak: 0 };
  const plain = { rewriting: null, unrefined: null, notes: [], unread: "", waiting: 0, searched: 9, encodeMs: 1, compareMs: 1 };
  return { list: "results", hits, total: ids.length, stage, bands, listed: bands, ...plain };
}

beforeEach(() => {
  arrange({ results: null });
  store.setState({ query: emptyQuery, library: emptyLibrary, selected: new Set(), toasts: [], refined: null, settings: usualSettings });
});

describe("the selection", () => {
  test("loses what a filter hides, and says so: nothing is done to photos that cannot be seen", async () => {
    engine = {
      photos: async () => ({ list: "filtered", total: 2, photos: [photo(1), photo(2)] }),
      months: async () => ({ list: "filtered", total: 2, months: [] }),
      idsOf: async () => ({ photos: [1, 2] }),
    };
    store.setState({ selected: new Set([2, 3]) });
    await reloadLibrary();
    expect([...store.getState().selected]).toEqual([2]);
    expect(store.getState().toasts).toHaveLength(1);
  });

  test("stays on the way from the results back to the library", async () => {
    engine = { idsOf: async () => ({ photos: [1, 2, 3] }) };
    store.setState({ library: { ...emptyLibrary, list: "all", total: 3, pages: { 0: [1, 2, 3].map(photo) } } });
    arrange({ results: resultsOf([2, 3]) });
    store.setState({ selected: new Set([2, 3]) });
    showLibrary();
    expect(store.getState().results).toBeNull();
    expect([...store.getState().selected]).toEqual([2, 3]);
  });
});

describe("the slider", () => {
  const weightsOf = (balance: number | null) => toInput({ ...emptyQuery, balance }).weights;
  const placeIn = (slider: number | null) => store.setState({ settings: { ...usualSettings, slider } });

  test("leaves the weights to the pack until it is moved, or stands elsewhere in new queries", () => {
    expect(weightsOf(null)).toBeUndefined();
    placeIn(0.4);
    expect(weightsOf(null)).toEqual({ alpha: 0.2, beta: 0.6, gamma: 0.1 });
    expect(weightsOf(0)).toEqual({ alpha: 0, beta: 0, gamma: 0 });
  });

  test("stands in a saved search where it stood, wherever it does in new ones", async () => {
    const saved = querySchema.parse({});
    expect((await draftOf(saved, [])).balance).toBeNull();
    placeIn(0);
    expect((await draftOf(saved, [])).balance).toBe(0.7);
  });
});

describe("references", () => {
  const chips = () => store.getState().query.references.map(({ name, wanted, weight, crop }) => [name, wanted, weight, crop]);
  const crop = { left: 0.5, top: 0, width: 0.5, height: 1 };
  beforeEach(() => {
    engine = {
      async *searchStages() {
        yield resultsOf([7]);
      },
    };
  });

  test("that are named again only change their sign", () => {
    refer([photo(1)], "alone");
    refer([photo(2)], "beside", crop);
    refer([photo(1), photo(3)], "unwanted");
    expect(chips()).toEqual([
      ["1.jpg", false, 1, null],
      ["2.jpg", true, 1, crop],
      ["3.jpg", false, 1, null],
    ]);
  });

  test("can be swapped for another photo, which counts as much", () => {
    refer([photo(1)], "alone", crop);
    const [key = 0] = store.getState().query.references.map((chip) => chip.key);
    setChip(key, { wanted: false, weight: 1.4 });
    swapReference(key, photo(2));
    expect(chips()).toEqual([["2.jpg", false, 1.4, null]]);
  });
});

test("words that are typed while refined results are on the way are not searched for before Enter", async () => {
  let refine = () => {};
  const later = new Promise<void>((resolve) => {
    refine = resolve;
  });
  const asked: string[] = [];
  engine = {
    async *searchStages({ text }) {
      asked.push(text ?? "");
      yield resultsOf([1, 2]);
      await later;
      yield resultsOf([2, 1], "refined");
    },
    search: async ({ text }) => {
      asked.push(text ?? "");
      return resultsOf([3]);
    },
  };
  store.setState({ query: { ...emptyQuery, text: "a dog" } });
  const done = search();
  await vi.waitUntil(() => store.getState().results !== null);
  typeText("a dog in the sn");
  refine();
  await done;
  expect(asked).toEqual(["a dog"]);
  expect(store.getState().results?.stage).toBe("refined");
  expect(store.getState().query.text).toBe("a dog in the sn");
});

describe("near-copies that are opened or shut", () => {
  const change = { change: 1, kind: "settings", photos: 0 } as const;
  const setSettings: EngineApi["setSettings"] = async (set) => ({ change, settings: settingsSchema.parse({ ...usualSettings, ...set }) });
  const photos: EngineApi["photos"] = async () => ({ list: "open", total: 900, photos: [photo(1)] });
  const months: EngineApi["months"] = async () => ({ list: "open", total: 900, months: [] });

  test("leave one at the photo where one is", async () => {
    engine = { setSettings, photos, months, placeOf: async () => ({ offset: 700 }) };
    store.setState({ library: { ...emptyLibrary, list: "all", total: 3, pages: { 0: [1, 2, 3].map(photo) } }, active: 2 });
    await changeSettings({ showNearCopies: true });
    expect(store.getState().active).toBe(700);
  });

  test("are so in the results too", async () => {
    const folds: (boolean | undefined)[] = [];
    engine = { setSettings, photos, months, search: async ({ fold }) => resultsOf([folds.push(fold)]) };
    store.setState({ query: { ...emptyQuery, text: "a dog" } });
    arrange({ results: resultsOf([2, 3]) });
    await changeSettings({ showNearCopies: true });
    expect(folds).toEqual([false]);
  });
});

test("keys that are of results say so in the library", () => {
  for (const name of ["more", "less", "why"] as const) {
    store.setState({ toasts: [] });
    commandNamed(name)?.run();
    expect(store.getState().toasts).toHaveLength(1);
  }
});

test("two settings that are changed at once are taken back one after the other", async () => {
  const change = { change: 1, kind: "settings", photos: 0 } as const;
  engine = { setSettings: async (set) => ({ change, settings: settingsSchema.parse({ ...store.getState().settings, ...set }) }) };
  await changeSettings({ theme: "dark" }, true);
  await changeSettings({ language: "de" }, true);
  await undo();
  expect(store.getState().settings).toMatchObject({ theme: "dark", language: usualSettings.language });
  await undo();
  expect(store.getState().settings).toEqual(usualSettings);
});
