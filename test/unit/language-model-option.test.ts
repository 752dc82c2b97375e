/** --llm and --no-llm */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultLanguageModel } from "../../main/paths.ts";
import { parseStartOptions } from "../../main/start-options.ts";
import { temporaryFolder } from "../helpers/folders.ts";

test("the language model is the one of the set-up, a named file, or none", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "mine.gguf"), "");
  expect(parseStartOptions([], folder).llm).toBe(defaultLanguageModel());
  expect(parseStartOptions(["--llm", "mine.gguf"], folder).llm).toBe(join(folder, "mine.gguf"));
  expect(parseStartOptions(["--no-llm"], folder).llm).toBeNull();
  expect(parseStartOptions(["--no-llm", "--llm", "mine.gguf"], folder).llm).toBeNull();
});

test("a named file must be there", () => {
  expect(() => parseStartOptions(["--llm", "absent.gguf"], "/nowhere")).toThrow('There is no language model "/nowhere/absent.gguf".');
});
