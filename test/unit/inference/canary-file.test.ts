/** Packs of a hub state no canary: the processor's first vectors are kept, and must come out again at every later start. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { createLane } from "../../../main/inference/lane.ts";
import { openModel } from "../../../main/inference/model.ts";
import type { RunningLane } from "../../../main/inference/start-lane.ts";
import { temporaryFolderOfFile } from "../../helpers/folders.ts";
import { installTinyPack } from "../../helpers/tiny-pack.ts";

let packFolder: string;
const lane = () => ({ lane: createLane(), close: async () => {} }) as unknown as RunningLane;

async function open() {
  const request = { packFolder, llm: null, llmFixed: false, llmOnCpu: true, device: "cpu", deviceNotes: null, threads: 1, crashes: 0 };
  return (await openModel(request, lane)).info.provider.canary;
}

interface Kept {
  image: string;
  texts: { text: string; embedding: string }[];
}

function kept(): { file: string; content: Kept } {
  const name = readdirSync(packFolder).find((name) => name.startsWith("canary-")) ?? "";
  const file = join(packFolder, name);
  return { file, content: JSON.parse(readFileSync(file, "utf8")) };
}

/** The same numbers in another order */
function turned(vector: string): string {
  const bytes = Buffer.from(vector, "base64");
  return Buffer.concat([bytes.subarray(16), bytes.subarray(0, 16)]).toString("base64");
}

beforeAll(async () => {
  packFolder = await installTinyPack(temporaryFolderOfFile());
});

test("they are kept at the first start, and are the measure of the next", async () => {
  expect(await open()).toBeGreaterThan(0.9999);
  const { content } = kept();
  expect(content.texts.length).toBeGreaterThan(1);
  expect(await open()).toBeGreaterThan(0.9999);
  expect(kept().content).toEqual(content);
});

test("a text encoder that gives others is refused", async () => {
  await open();
  const { file, content } = kept();
  const [first, ...others] = content.texts;
  writeFileSync(file, JSON.stringify({ ...content, texts: [{ text: first?.text, embedding: turned(first?.embedding ?? "") }, ...others] }));
  await expect(open()).rejects.toMatchObject({ code: "model-failed", what: expect.stringMatching(/text encoder of .* computes wrongly/) });
  writeFileSync(file, JSON.stringify(content));
});

test("an image encoder that gives another is refused", async () => {
  await open();
  const { file, content } = kept();
  writeFileSync(file, JSON.stringify({ ...content, image: turned(content.image) }));
  await expect(open()).rejects.toMatchObject({ code: "model-failed", what: expect.stringMatching(/processor: it computes wrongly/) });
  writeFileSync(file, JSON.stringify(content));
});

test("what is kept and makes no sense is made anew", async () => {
  const { file, content } = kept();
  for (const damaged of ["", "{}", JSON.stringify({ ...content, image: content.image.slice(0, 16) })]) {
    writeFileSync(file, damaged);
    expect(await open()).toBeGreaterThan(0.9999);
    expect(kept().content).toEqual(content);
  }
});
