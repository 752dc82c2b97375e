/** The local language model: the only file that knows node-llama-cpp. Everything runs on this computer. */
import { open } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { LlamaContextSequence, LlamaModel } from "node-llama-cpp";
import { AppError } from "../../contract/errors.ts";
import { withoutTrial } from "./trial-process.ts";

export interface LlmOptions {
  /** A GGUF file */
  file: string;
  /** A LoRA adapter in GGUF form, made for this file */
  adapter: string | null;
}

export interface Question {
  prompt: string;
  /** Lines to write, each ends with a line break */
  lines: number;
}

export interface LanguageModel {
  /**
   * Continues the prompt by its likeliest words, until its lines are complete, each with a line break, or 96 tokens are
   * written. Throws the signal's reason.
   */
  answer(question: Question, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

const mostTokens = 96;
/** A prompt with worked examples, two long lines of the user's and the answer */
const contextTokens = 1024;

/**
 * [Note: threads of llama.cpp] They spin while they wait for one another: with as many as cores, an edit of .45 s took 4 s
 * while another job kept the cores busy. One core is left to others.
 */
const threads = Math.min(8, Math.max(1, availableParallelism() - 1));

/** Takes a second or two for a file of 100 MB. Throws what llama.cpp has against the file. */
export async function openLanguageModel({ file, adapter }: LlmOptions): Promise<LanguageModel> {
  await checkHeader(file);
  // Imported when it is first needed: without a language model the process stays small.
  const { getLlama, LlamaLogLevel } = await import("node-llama-cpp");
  const load = () =>
    getLlama({
      gpu: process.platform === "darwin" ? "auto" : false,
      build: "never",
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.disabled,
      maxThreads: threads,
    });
  const llama = process.versions.electron ? await withoutTrial(load) : await load();
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({
    contextSize: Math.min(contextTokens, model.trainContextSize),
    ...(adapter !== null && { lora: { adapters: [{ filePath: adapter }] } }),
  });
  const sequence = context.getSequence();
  return {
    answer: (question, signal) => answer(model, sequence, question, signal),
    close: () => llama.dispose(),
  };
}

/** The reader of the library loops for ever over a header that counts billions of entries. */
async function checkHeader(file: string): Promise<void> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(24), 0, 24, 0).finally(() => handle.close());
  const [version, tensors, entries] = [buffer.readUInt32LE(4), buffer.readBigUInt64LE(8), buffer.readBigUInt64LE(16)];
  const isGguf = bytesRead === 24 && buffer.toString("latin1", 0, 4) === "GGUF" && (version === 2 || version === 3);
  if (isGguf && tensors < 100_000n && entries < 100_000n) return;
  throw new AppError("model-failed", `"${file}" is not a GGUF file`, "Choose another language model.");
}

/** One after the other: as many answers at once took as long in all, and a time limit would have caught them all half written. */
async function answer(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  { prompt, lines }: Question,
  signal: AbortSignal,
): Promise<string> {
  const tokens = model.tokenize(prompt);
  const begin = model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? [model.tokens.bos] : [];
  const input = [...begin, ...tokens].slice(0, sequence.contextSize - mostTokens);
  // What the last prompt began with in the same words stays evaluated: the worked examples are read once.
  await sequence.adaptStateToTokens(input.slice(0, -1), false);
  const written: typeof tokens = [];
  let text = "";
  for await (const token of sequence.evaluate(input.slice(sequence.nextTokenIndex), { temperature: 0 })) {
    signal.throwIfAborted();
    written.push(token);
    text = model.detokenize(written, false, tokens);
    if (text.split("\n").length > lines || written.length >= mostTokens) break;
  }
  return written.length < mostTokens ? `${text}\n` : text;
}
