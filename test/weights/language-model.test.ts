/** The real language model in the model process: form of its answers, time limit, abort, and texts beside it. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { modelApi } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import { nodeChildren } from "../../main/engine/child.ts";
import { defaultLanguageModel } from "../../main/paths.ts";
import { temporaryFolder } from "../helpers/folders.ts";

const root = join(import.meta.dirname, "../..");
const starter = join(root, "models/starter");
const start = nodeChildren(join(root, "out/main"));
const llm = defaultLanguageModel();
const missing = existsSync(llm) ? undefined : `${llm} is not there: npm run language-model gets it`;

beforeEach((context) => context.skip(!existsSync(join(starter, "pack.json")), "models/starter is not there"));

async function openModels(file: string | null) {
  const child = start("inference");
  onTestFinished(() => child.kill());
  const models = connect(modelApi, child.port);
  return { models, info: await models.load({ packFolder: starter, llm: file }) };
}

const captions = ["a brown dog is running through the snow", "two dogs are playing on the beach", "a man in a red shirt is riding a bike"];

test("every answer is one caption in a line, whatever is asked", async (context) => {
  if (missing) return context.skip(missing);
  const { models, info } = await openModels(llm);
  expect(info.llm?.title).toContain("SmolLM2");
  for (const edit of [
    "three dogs instead of two",
    'with a "red ball"\nin its mouth',
    "im Schnee bei Nacht",
    "一只猫",
    "?",
    "very ".repeat(300),
  ]) {
    const answer = await models.editCaptions({ captions, edit, limitMs: 60_000 });
    expect(answer.edits).toHaveLength(captions.length);
    for (const text of answer.edits) expect(text).toMatch(/^\S.*\S$/);
    expect(answer.added.length).toBeLessThanOrEqual(5);
  }
});

test("the same question has the same answer, from memory", async (context) => {
  if (missing) return context.skip(missing);
  const { models } = await openModels(llm);
  const question = { captions, edit: "at night", limitMs: 60_000 };
  const first = await models.editCaptions(question);
  expect(first).toMatchObject({ by: "llm", reason: null });
  // No time at all: only memory answers so fast
  expect(await models.editCaptions({ ...question, limitMs: 1 })).toEqual(first);
});

test("texts are encoded while it writes, and a call taken back ends it", async (context) => {
  if (missing) return context.skip(missing);
  const { models } = await openModels(llm);
  await models.editCaptions({ captions, edit: "at night", limitMs: 60_000 });
  const controller = new AbortController();
  const many = Array.from({ length: 15 }, (_, index) => `${captions[index % 3]} number ${index}`);
  let isWriting = true;
  const writing = models.editCaptions({ captions: many, edit: "with a cat", limitMs: 60_000 }, { signal: controller.signal });
  const ended = expect(writing.finally(() => (isWriting = false))).rejects.toMatchObject({ code: "aborted" });
  await models.encodeTexts({ texts: ["a dog"] });
  expect(isWriting).toBe(true);
  controller.abort();
  await ended;
  expect((await models.editCaptions({ captions, edit: "at night", limitMs: 60_000 })).by).toBe("llm");
});

test("rules stand in for a model that is not there, and for a file that is none", async () => {
  const folder = temporaryFolder();
  const broken = join(folder, "broken.gguf");
  writeFileSync(broken, "GGUF, but nothing else of it fits");
  const absent = await openModels(join(folder, "absent.gguf"));
  expect(absent.info.llm).toBeNull();
  const question = { captions: ["a dog is running"], edit: "a cat instead of the dog" };
  expect(await absent.models.editCaptions(question)).toMatchObject({
    edits: ["a cat is running"],
    by: "rules",
    reason: "No language model is installed.",
  });
  const { models, info } = await openModels(broken);
  expect(info.llm?.title).toBe("broken");
  expect(await models.editCaptions(question)).toMatchObject({ by: "rules", reason: expect.stringContaining("is not a GGUF file") });
});
