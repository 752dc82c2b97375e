/** A conversation as a language model wants it written: by the template that its file brings, which is a program in Jinja. */
import { randomUUID } from "node:crypto";
import { createContext, Script } from "node:vm";
import { Template } from "@huggingface/jinja";
import { AppError } from "../../contract/errors.ts";

/** What was said to the model, and what it answered */
export interface Turn {
  said: string;
  answered: string;
}

/** isMarkup: the template wrote it, and its markers are control tokens. All else is text only, whatever markers it holds. */
export interface Piece {
  text: string;
  isMarkup: boolean;
}

/** Around the text of the last turn, which is the user's. */
export interface ChatFrame {
  before: Piece[];
  after: Piece[];
}

export interface ChatTemplate {
  /** As the file has it */
  template: string;
  /** The texts of its first and last token; empty: it has none */
  bos: string;
  eos: string;
}

const mostTemplateLength = 100_000;
/** Templates come from anywhere, and may never end. */
const mostMs = 2000;
/** Some templates tell the day; the same question is to have the same answer on any. */
const day = "1 Jan 2025";
const ofOneDay = `{% macro strftime_now(format) %}${day}{% endmacro %}{{ '' }}`;

/**
 * Writes the turns, and one more whose text is open, up to where the model's answer begins, without thoughts where a template
 * has that choice. Every text is a mark of chance while the template runs: it can neither read nor change what is said.
 * Throws llm-failed for a template that cannot be followed.
 */
export function chatFrame({ template, bos, eos }: ChatTemplate, turns: readonly Turn[]): ChatFrame {
  const texts = [...turns.flatMap(({ said, answered }) => [said, answered]), ""];
  const marks = texts.map(() => `x${randomUUID().replaceAll("-", "")}x`);
  const messages = marks.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content }));
  const options = { messages, bos_token: bos, eos_token: eos, add_generation_prompt: true, enable_thinking: false };
  const written = inTime(template, { ...options, date_string: day });
  const markup = written.split(new RegExp(marks.join("|")));
  const order = written.match(new RegExp(marks.join("|"), "g")) ?? [];
  if (order.join() !== marks.join()) throw unusable("it leaves out or repeats what is said");
  const pieces = markup.flatMap((text, index) => [
    ...(text === "" ? [] : [{ text, isMarkup: true }]),
    ...(texts[index] ? [{ text: texts[index], isMarkup: false }] : []),
  ]);
  const isLast = markup.at(-1) !== "";
  return isLast ? { before: pieces.slice(0, -1), after: pieces.slice(-1) } : { before: pieces, after: [] };
}

function inTime(template: string, variables: Record<string, unknown>): string {
  if (template.length > mostTemplateLength) throw unusable("it is too long");
  const render = () => new Template(ofOneDay + template).render(variables);
  try {
    return String(new Script("render()").runInContext(createContext({ render }), { timeout: mostMs }));
  } catch (error) {
    throw unusable(error instanceof Error ? error.message.slice(0, 200) : String(error), error);
  }
}

function unusable(why: string, cause?: unknown): AppError {
  const what = `The chat template of this language model cannot be followed: ${why}.`;
  return new AppError("llm-failed", what, "Choose another one.", { cause });
}
