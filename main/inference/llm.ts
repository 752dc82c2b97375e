/** The local language model: how it is opened and asked. Everything runs on this computer. */
import { open } from "node:fs/promises";
import type { Llama, LlamaContextSequence, LlamaGrammar, LlamaModel, Token } from "node-llama-cpp";
import { AppError } from "../../contract/errors.ts";
import type { LlmReport } from "../../contract/types.ts";
import type { ChatFrame, Piece, Turn } from "./chat-template.ts";
import { type LlamaDevice, withLlama } from "./llama.ts";
import { checkMemory } from "./llm-memory.ts";
import { exampleTurns } from "./prompts.ts";

export interface LlmOptions {
  /** A GGUF file */
  file: string;
  /** A LoRA adapter in GGUF form, made for this file */
  adapter: string | null;
  /** Said before every question to a model that no adapter taught, in place of our own */
  examples?: readonly Turn[];
  device?: LlamaDevice;
  /** Bytes of memory; for tests */
  freeMemory?: number;
}

export interface Question {
  /** What a taught model goes on with, or one that knows no conversations */
  prompt: string;
  /** What is said to all others, after the examples */
  said: string;
  /** Lines to write, each ends with a line break */
  lines: number;
}

export interface LanguageModel {
  report: LlmReport;
  /**
   * The likeliest answer, until its lines are complete, each with a line break, or 96 tokens are written. Throws the
   * signal's reason.
   */
  answer(question: Question, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

const mostTokens = 96;
/** Of the user's text; longer ones are cut. */
const mostSaid = 400;
/** A taught model's two long lines and the answer */
const taughtTokens = 1024;
/** Worked examples in the form of the longest templates besides */
const contextTokens = 2048;

/** One caption, then what it adds: in words, no markers and no thoughts. */
const twoLines = String.raw`root ::= [A-Za-z0-9\u00C0-\u024F] plain+ "\nAdded: " plain+
plain ::= [^\x00-\x1F<>{}|]`;

/** How a model is asked that was not taught: the tokens around what is said */
interface Chat {
  before: Token[];
  after: Token[];
  grammar: LlamaGrammar;
}

interface Opened {
  model: LlamaModel;
  sequence: LlamaContextSequence;
  chat: Chat | null;
  layers: number;
}

/** Takes a second or two for a file of 100 MB. Throws what llama.cpp has against the file, and llm-too-large. */
export async function openLanguageModel(options: LlmOptions): Promise<LanguageModel> {
  await checkHeader(options.file);
  const { result, llama, fellBack } = await withLlama(options.device ?? "auto", (llama) => openOn(llama, options));
  const { model, chat, layers } = result;
  const devices = llama.gpu === false ? [] : await llama.getGpuDeviceNames();
  return {
    report: { backend: llama.gpu || "cpu", devices, gpuLayers: model.gpuLayers, layers, asked: askedBy(options, chat), fellBack },
    answer: (question, signal) => answer(result, question, signal),
    close: () => llama.dispose(),
  };
}

function askedBy({ adapter }: LlmOptions, chat: Chat | null): LlmReport["asked"] {
  if (adapter !== null) return "taught";
  return chat ? "chat" : "continued";
}

async function openOn(llama: Llama, { file, adapter, examples = exampleTurns, freeMemory }: LlmOptions): Promise<Opened> {
  const size = adapter === null ? contextTokens : taughtTokens;
  await checkMemory(llama, { file, contextTokens: size, free: freeMemory });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({
    contextSize: Math.min(size, model.trainContextSize),
    // Where a model looks at its last words alone, the examples could not be kept otherwise.
    swaFullCache: true,
    ...(adapter !== null && { lora: { adapters: [{ filePath: adapter }] } }),
  });
  const sequence = context.getSequence();
  const chat = adapter === null ? await chatWith(llama, model, examples) : null;
  // The worked examples are read before anyone waits for an answer.
  if (chat && chat.before.length < sequence.contextSize) await sequence.evaluateWithoutGeneratingNewTokens(chat.before);
  return { model, sequence, chat, layers: model.fileInsights.totalLayers };
}

/** Null: the file brings no template, so it is no model that converses. */
async function chatWith(llama: Llama, model: LlamaModel, examples: readonly Turn[]): Promise<Chat | null> {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  if (typeof template !== "string" || template.trim() === "") return null;
  const { chatFrame } = await import("./chat-template.ts");
  const frame = chatFrame({ template, bos: model.tokens.bosString ?? "", eos: model.tokens.eosString ?? "" }, examples);
  return { ...tokensOf(model, frame), grammar: await llama.createGrammar({ grammar: twoLines }) };
}

/** Markers of the template become control tokens; those in what is said do not. */
export function tokensOf(model: LlamaModel, { before, after }: ChatFrame): { before: Token[]; after: Token[] } {
  const [first] = before;
  const begin = beginOf(model).filter((bos) => !first?.isMarkup || model.tokenize(first.text, true)[0] !== bos);
  return {
    before: [...begin, ...before.flatMap((piece) => pieceTokens(model, piece))],
    after: after.flatMap((piece) => pieceTokens(model, piece)),
  };
}

export function pieceTokens(model: LlamaModel, { text, isMarkup }: Piece): Token[] {
  return model.tokenize(text, isMarkup, "trimLeadingSpace");
}

function beginOf({ tokens }: LlamaModel): Token[] {
  return tokens.shouldPrependBosToken && tokens.bos !== null ? [tokens.bos] : [];
}

/** The reader of the library loops for ever over a header that counts billions of entries. */
async function checkHeader(file: string): Promise<void> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(24), 0, 24, 0).finally(() => handle.close());
  const [version, tensors, entries] = [buffer.readUInt32LE(4), buffer.readBigUInt64LE(8), buffer.readBigUInt64LE(16)];
  const isGguf = bytesRead === 24 && buffer.toString("latin1", 0, 4) === "GGUF" && (version === 2 || version === 3);
  if (isGguf && tensors < 100_000n && entries < 100_000n) return;
  throw new AppError("llm-failed", `"${file}" is not a GGUF file.`, "Choose another language model.");
}

/** One after the other: as many answers at once took as long in all, and a time limit would have caught them all half written. */
async function answer({ model, sequence, chat }: Opened, { prompt, said, lines }: Question, signal: AbortSignal): Promise<string> {
  const asked = chat
    ? [...chat.before, ...pieceTokens(model, { text: said, isMarkup: false }).slice(0, mostSaid), ...chat.after]
    : [...beginOf(model), ...model.tokenize(prompt)];
  const input = asked.slice(0, sequence.contextSize - mostTokens);
  if (chat && input.length < asked.length)
    throw new AppError("llm-failed", "This language model reads too few words at once.", "Choose another one.");
  // What the last prompt began with in the same words stays evaluated: the worked examples are read once.
  await sequence.adaptStateToTokens(input.slice(0, -1), false);
  const { LlamaGrammarEvaluationState } = await import("node-llama-cpp");
  const grammar = chat && { grammarEvaluationState: new LlamaGrammarEvaluationState({ model, grammar: chat.grammar }) };
  const written: Token[] = [];
  let text = "";
  for await (const token of sequence.evaluate(input.slice(sequence.nextTokenIndex), { temperature: 0, ...grammar })) {
    signal.throwIfAborted();
    written.push(token);
    text = model.detokenize(written, false, input);
    if (text.split("\n").length > lines || written.length >= mostTokens) break;
  }
  return written.length < mostTokens ? `${text}\n` : text;
}
