/** Which language model a file is; a pack's adapter goes with exactly the file it was made for. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { findLlm, type PackOfAdapter } from "../../../main/inference/llm-file.ts";
import { promptVersion } from "../../../main/inference/prompts.ts";
import { temporaryFolder } from "../../helpers/folders.ts";

const content = "GGUF of some kind";
const sha256 = createHash("sha256").update(content).digest("hex");
const adapterSha = "ab".repeat(32);
let folder: string;
let file: string;

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "Small-1B.Q4.gguf");
  writeFileSync(file, content);
});

function packWith(llm: PackOfAdapter["manifest"]["llm"]): PackOfAdapter {
  return {
    manifest: { title: "Starter", files: { "edits.gguf": { bytes: 1, sha256: adapterSha } }, llm },
    path: (name) => `/pack/${name}`,
  };
}

test("a file without an adapter is used plain", async () => {
  expect(await findLlm(file, packWith(undefined))).toEqual({
    info: { key: `Small-1B.Q4-17/untaught/${promptVersion}`, title: "Small-1B.Q4" },
    file,
    adapter: null,
  });
});

test("the adapter for it is found by size and checksum, and changes the key", async () => {
  expect(await findLlm(file, packWith({ adapter: "edits.gguf", for: { bytes: content.length, sha256 } }))).toEqual({
    info: { key: `Small-1B.Q4-17/abababababab/${promptVersion}`, title: "Small-1B.Q4 + Starter" },
    file,
    adapter: "/pack/edits.gguf",
  });
});

test.each([
  ["size", { bytes: content.length + 1, sha256 }],
  ["checksum", { bytes: content.length, sha256: "00".repeat(32) }],
])("an adapter for a file of another %s is left alone", async (_what, other) => {
  expect((await findLlm(file, packWith({ adapter: "edits.gguf", for: other })))?.adapter).toBeNull();
});

test("no file, a missing file and a folder are none", async () => {
  mkdirSync(join(folder, "folder.gguf"));
  for (const none of [null, join(folder, "absent.gguf"), join(folder, "folder.gguf")])
    expect(await findLlm(none, packWith(undefined))).toBeNull();
});
