/** The sentences of method.md in words. `$` is the place of the pseudo token; what is too long is cut from the user's words. */
import type { Sentence } from "../../contract/models.ts";

/** F_G, query step 6: "a photo of $ that [T]. And the photo should have [objects]." */
export function fineGrained(text: string, added: readonly string[]): Sentence {
  return { before: "a photo of $ that ", cuttable: bare(text), after: andHas(added) };
}

/** The same without the photo, for packs without a pseudo token. */
export function fineGrainedWords(text: string, added: readonly string[]): Sentence {
  return added.length === 0 ? text : { before: "", cuttable: bare(text), after: andHas(added) };
}

/** Pic2Word's sentence: "a photo of $, [T]" */
export function withComma(text: string): Sentence {
  return { before: "a photo of $, ", cuttable: bare(text), after: "" };
}

/** A caption joined with the words. */
export function captionAnd(caption: string, text: string): string {
  return `${withoutStop(caption)}, ${text}`;
}

function andHas(added: readonly string[]): string {
  return added.length === 0 ? "" : `. And the photo should have ${added.join(", ")}.`;
}

/** No second place for the photo, and one full stop at the end of the sentence. */
function bare(text: string): string {
  return withoutStop(text.replaceAll("$", " ").replace(/\s+/g, " "));
}

function withoutStop(text: string): string {
  return text.trim().replace(/[.\s]+$/, "");
}
