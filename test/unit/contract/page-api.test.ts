/** What a page may call: a new call that takes a path is a decision, made here. */
import { expect, test } from "vitest";
import { z } from "zod";
import { engineApi } from "../../../contract/api.ts";
import { packsApi } from "../../../contract/packs.ts";
import { pageApi } from "../../../contract/page-api.ts";
import { pagePacksApi } from "../../../contract/page-packs.ts";
import type { Api } from "../../../contract/rpc.ts";

test("a page has all calls of the engine but the measurements and the choice of a folder with models", () => {
  const kept = Object.keys(engineApi).filter((name) => !Object.hasOwn(pageApi, name));
  expect(kept).toEqual(["usePack", "packFolders", "evaluate", "evaluateNothingMatches", "evaluateFlickr8k", "benchmarkIndex"]);
});

const place = /"(path|paths|root|folder|file|directory|packFolder)":/;
const address = /"(hub|url|host|address|proxy)":/;

/** Calls whose input, or output, has such a field */
function naming(api: Api, field: RegExp, side: "input" | "output" = "input"): string[] {
  const having = Object.entries(api).filter(([, call]) =>
    field.test(JSON.stringify(z.toJSONSchema(call[side], { io: side, unrepresentable: "any" }))),
  );
  return having.map(([name]) => name);
}

test("it names places of the disk in six calls only: four check what was chosen, the others name folders of the library", () => {
  expect(naming(pageApi, place)).toEqual(["tryFolders", "addFolder", "forgetFolder", "moveFolder", "settleGone", "copyOriginals"]);
});

test("of models it names ids: no address ever, one place of the disk, which must have been chosen, and it is told of no folder", () => {
  expect(naming(packsApi, address)).toEqual(["list", "get", "pin"]);
  expect(naming(pagePacksApi, address)).toEqual([]);
  expect(naming(pagePacksApi, place)).toEqual(["importFrom"]);
  expect(naming(pagePacksApi, /"folder":/, "output")).toEqual([]);
});
