/** Edits by the language model: remembered, within their time, and by rules where it fails. A model of canned answers. */
import { describe, expect, test } from "vitest";
import type { LlmReport } from "../../../contract/types.ts";
import { createEditor, type EditorParts } from "../../../main/inference/edit-captions.ts";
import type { Question } from "../../../main/inference/llm.ts";

const report: LlmReport = { backend: "cpu", devices: [], gpuLayers: 0, layers: 2, asked: "taught", fellBack: null };

/** Answers every prompt by `answer`; counts what it is asked. */
function editorOf(answer: (question: Question, signal: AbortSignal) => Promise<string>, parts: Partial<EditorParts> = {}) {
  const asked: Question[] = [];
  const open = async () => ({
    answer: (question: Question, signal: AbortSignal) => {
      asked.push(question);
      return answer(question, signal);
    },
    report,
    close: async () => {},
  });
  return { asked, editor: createEditor({ open, taught: true, ...parts }) };
}

const task = { captions: ["a dog is running", "a dog in the snow"], instruction: "a cat instead of the dog", limitMs: 60_000 };
const byRules = ["a cat is running", "a cat in the snow"];

function captionIn({ prompt }: Question): string {
  return prompt.split("\n").at(-2) ?? "";
}

/** Never answers; ends as the real one does. */
function never(_question: Question, signal: AbortSignal): Promise<string> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

describe("an editor", () => {
  test("asks for each caption, and for objects once", async () => {
    const { editor, asked } = editorOf(async (question) => ` ${captionIn(question)} with a cat\nAdded: a cat\n`);
    expect(await editor.edit(task)).toEqual({
      edits: ["a dog is running with a cat", "a dog in the snow with a cat"],
      plain: byRules,
      added: ["a cat"],
      by: "llm",
      reason: null,
    });
    expect(asked.map(({ lines }) => lines)).toEqual([2, 1]);
  });

  test("asks once for captions alike, and remembers", async () => {
    const { editor, asked } = editorOf(async () => " a cat is here\nAdded: nothing\n");
    const captions = ["a dog is running", "a dog is running"];
    expect((await editor.edit({ ...task, captions })).edits).toEqual(["a cat is here", "a cat is here"]);
    await editor.edit({ ...task, captions });
    expect(asked).toHaveLength(1);
  });

  test("asks for the first three different captions; rules edit the rest", async () => {
    const { editor, asked } = editorOf(async () => " a cat is here\nnothing\n");
    const captions = ["one", "one", "two", "three", "four"].map((word) => `a dog ${word}`);
    const { edits, by, reason } = await editor.edit({ ...task, captions });
    expect(asked).toHaveLength(3);
    expect(edits.slice(-2)).toEqual(["a cat is here", "a cat four"]);
    expect({ by, reason }).toEqual({ by: "llm", reason: null });
  });

  test("completes what the model left out", async () => {
    const { editor } = editorOf(async (question) => `${captionIn(question)}\nnothing\n`);
    const edit = { ...task, captions: ["a dog is running"], instruction: "two dogs, at night" };
    expect((await editor.edit(edit)).edits).toEqual(["two dogs are running at night"]);
  });

  test("opens the model before it is asked, and says how it runs or why it does not", async () => {
    let opened = 0;
    const open = () => Promise.reject(new Error(`number ${++opened}`));
    const failed = await createEditor({ open, taught: true }).prepare();
    expect(failed).toMatchObject({ report: null, problem: { code: "llm-failed", what: "The language model failed: number 1." } });
    expect(await createEditor({ open: null, taught: false }).prepare()).toBeNull();
    expect(opened).toBe(1);
  });

  test("forgets what was used longest ago", async () => {
    const { editor, asked } = editorOf(async () => " a cat is here\n", { capacity: 1 });
    for (const caption of ["a dog", "a man", "a dog"]) await editor.edit({ ...task, captions: [caption] });
    expect(asked).toHaveLength(3);
  });

  test("edits by rules without a model, and says so", async () => {
    const { editor } = editorOf(async () => "", { open: null });
    expect(await editor.edit(task)).toMatchObject({
      edits: byRules,
      added: ["a cat"],
      by: "rules",
      reason: "No language model is installed.",
    });
  });

  test("edits by rules where an answer is of no use", async () => {
    const { editor } = editorOf(async (question) => (captionIn(question).includes("snow") ? "\n\n" : " a cat is running away\n"));
    expect(await editor.edit(task)).toMatchObject({
      edits: ["a cat is running away", "a cat in the snow"],
      by: "llm",
      reason: "1 of 2 captions were edited by rules. The language model gave no usable answer.",
    });
  });

  test("edits the rest by rules when time is up", async () => {
    const { editor } = editorOf((question, signal) =>
      captionIn(question).includes("snow") ? never(question, signal) : Promise.resolve(" a cat is running away\n"),
    );
    expect(await editor.edit({ ...task, limitMs: 30 })).toMatchObject({
      edits: ["a cat is running away", "a cat in the snow"],
      reason: "1 of 2 captions were edited by rules. The language model took longer than 0.03 s.",
    });
  });

  test("ends when nobody waits any more, and goes on with the next", async () => {
    const controller = new AbortController();
    const { editor, asked } = editorOf((question, signal) =>
      asked.length === 1 ? never(question, signal) : Promise.resolve(" a cat is here\n"),
    );
    const first = editor.edit({ ...task, signal: controller.signal });
    const second = editor.edit(task);
    await expect.poll(() => asked.length).toBe(1);
    controller.abort(new Error("taken back"));
    await expect(first).rejects.toThrow("taken back");
    expect((await second).by).toBe("llm");
  });

  test("says why the model could not be opened, and tries again", async () => {
    let tries = 0;
    const open = () => {
      tries++;
      return Promise.reject(new Error("Failed to load model"));
    };
    const editor = createEditor({ open, taught: true });
    expect(await editor.edit(task)).toMatchObject({
      edits: byRules,
      by: "rules",
      reason: "The language model failed: Failed to load model.",
    });
    await editor.edit(task);
    expect(tries).toBe(2);
  });
});
