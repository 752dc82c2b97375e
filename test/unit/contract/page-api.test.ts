/** What a page may call: a new call that takes a path is a decision, made here. */
import { expect, test } from "vitest";
import { z } from "zod";
import { engineApi } from "../../../contract/api.ts";
import { pageApi } from "../../../contract/page-api.ts";

test("a page has all calls of the engine but the measurements and the choice of a folder with models", () => {
  const kept = Object.keys(engineApi).filter((name) => !Object.hasOwn(pageApi, name));
  expect(kept).toEqual(["usePack", "evaluate", "evaluateNothingMatches", "evaluateFlickr8k", "benchmarkIndex"]);
});

test("it names places of the disk in four calls only: three check what was chosen, the other only forgets", () => {
  const naming = Object.entries(pageApi).filter(([, { input }]) => {
    const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
    return /"(path|paths|root|folder|file|directory|packFolder)":/.test(JSON.stringify(schema));
  });
  expect(naming.map(([name]) => name)).toEqual(["tryFolders", "addFolder", "forgetFolder", "copyOriginals"]);
});
