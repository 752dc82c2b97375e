/** Captions rewritten by the language model within a time limit, and by rules where it cannot (method.md, query step 4). */
import { AppError, toWireError } from "../../contract/errors.ts";
import type { ModelApi } from "../../contract/models.ts";
import type { LlmStatus } from "../../contract/types.ts";
import { completeEdit } from "./edit-completion.ts";
import { addedByRules, editByRules } from "./edit-rules.ts";
import { lazily } from "./lazily.ts";
import type { LanguageModel, Question } from "./llm.ts";
import { type Edit, parseAnswer, promptFor, turnFor } from "./prompts.ts";
import { plainReason } from "./sessions.ts";

/**
 * Different captions that the language model rewrites; rules edit the others, which takes no time. A photo's captions come with the
 * most typical first. What more of them would bring is in docs/method.md.
 */
const mostWritten = 3;

export interface EditTask {
  /** At least one, the most important first */
  captions: readonly string[];
  instruction: string;
  /** For all of them, once the model is open */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

export interface Editor {
  /** Always answers, unless the signal says that nobody waits any more: then its reason is thrown. */
  edit(task: EditTask): ReturnType<ModelApi["editCaptions"]>;
  /** Opens the model and says how it runs, or why it does not; null: there is none. Never fails. */
  prepare(): Promise<Omit<LlmStatus, "title"> | null>;
}

export interface EditorParts {
  /** Null: none is installed. */
  open: (() => Promise<LanguageModel>) | null;
  /** Its adapter knows the task. */
  taught: boolean;
  /** Answers remembered */
  capacity?: number;
}

/** What the model made of the captions, by caption; where some are missing, the sentence says why. */
interface Answers {
  edits: Map<string, Edit>;
  reason: string | null;
}

export function createEditor({ open, taught, capacity = 3000 }: EditorParts): Editor {
  const model = open && lazily(open);
  const known = new Map<string, Edit>();
  let lastInHand: Promise<unknown> = Promise.resolve();

  async function byModel(task: EditTask): Promise<Answers> {
    const edits = new Map<string, Edit>();
    if (!model) return { edits, reason: "No language model is installed." };
    task.signal?.throwIfAborted();
    try {
      return { edits, reason: await writeEdits(await model(), task, edits) };
    } catch (error) {
      task.signal?.throwIfAborted();
      return { edits, reason: asFailure(error).message };
    }
  }

  /** Fills `edits`, the first caption first; returns why some are missing. */
  async function writeEdits(llm: LanguageModel, { captions, instruction, limitMs, signal }: EditTask, edits: Map<string, Edit>) {
    const limit = AbortSignal.timeout(limitMs);
    const end = signal ? AbortSignal.any([limit, signal]) : limit;
    const toWrite = captionsToWrite(captions);
    for (const caption of toWrite) {
      // What was added is asked of the first caption alone: it takes a third of an answer's time.
      const lines = caption === captions[0] ? 2 : 1;
      const question = { prompt: promptFor(caption, instruction, taught), said: turnFor(caption, instruction), lines };
      const edit = await ask(llm, question, end).catch((error: unknown) => {
        if (limit.aborted && !signal?.aborted) return undefined;
        throw error;
      });
      if (edit) edits.set(caption, { ...edit, edited: completeEdit(edit.edited, instruction) });
      if (limit.aborted && edits.size < toWrite.length) return `The language model took longer than ${limitMs / 1000} s.`;
    }
    return edits.size < toWrite.length ? "The language model gave no usable answer." : null;
  }

  async function ask(llm: LanguageModel, question: Question, signal: AbortSignal): Promise<Edit | undefined> {
    const key = `${question.lines}\n${question.prompt}`;
    const edit = known.get(key) ?? parseAnswer(await llm.answer(question, signal));
    if (edit) remember(key, edit);
    return edit;
  }

  /** What is used again is the last to be forgotten. */
  function remember(key: string, edit: Edit): void {
    known.delete(key);
    known.set(key, edit);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
  }

  return {
    async edit(task) {
      // One query after the other: two at once would only slow each other down until both run out of time.
      const answers = lastInHand.then(() => byModel(task));
      lastInHand = answers.catch(() => {});
      return together(task, await answers);
    },
    prepare: async () => {
      if (!model) return null;
      return await model().then(
        ({ report }) => ({ report, problem: null }),
        (error: unknown) => ({ report: null, problem: toWireError(asFailure(error)) }),
      );
    },
  };
}

function asFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("llm-failed", `The language model failed: ${plainReason(error)}.`, "", { cause: error });
}

function captionsToWrite(captions: readonly string[]): string[] {
  return [...new Set(captions)].slice(0, mostWritten);
}

/** Rules edit the other captions, and stand in for what is missing. */
function together({ captions, instruction }: EditTask, { edits, reason }: Answers) {
  const plain = captions.map((caption) => editByRules(caption, instruction));
  const toWrite = captionsToWrite(captions);
  const missing = toWrite.filter((caption) => !edits.has(caption)).length;
  const some = missing > 0 && missing < toWrite.length;
  return {
    edits: captions.map((caption, index) => edits.get(caption)?.edited ?? plain[index] ?? caption),
    plain,
    added: edits.get(captions[0] ?? "")?.added ?? addedByRules(instruction),
    by: edits.size > 0 ? ("llm" as const) : ("rules" as const),
    reason: some ? `${missing} of ${toWrite.length} captions were edited by rules. ${reason}` : reason,
  };
}
