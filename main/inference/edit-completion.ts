/**
 * What a small language model leaves out of an edit, put in by rules: it often follows the first of several wishes and forgets
 * the rest, or copies the caption.
 */
import { applyClause, clausesOf, isRemoval, speaksOf } from "./edit-rules.ts";

/** Words that say how the wish is meant, and nothing that could be seen. */
const unseen = new Set(
  (
    "a an the his her its their them him it he she they is are be there some any and or but with without no not of in on at to into onto by for from as " +
    "same instead rather than now then this that time one two only just make add put change replace swap plus please more less much very still also again " +
    "all both each other another something someone somebody thing things like being gets get seen view shot photo picture frame image scene visible"
  ).split(" "),
);

/** `edited` with every part of the instruction in it: those that it says nothing of are applied to it by rules. */
export function completeEdit(edited: string, instruction: string): string {
  return clausesOf(instruction)
    .filter((clause) => isMissing(clause, edited))
    .reduce(applyClause, edited);
}

function isMissing(clause: string, edited: string): boolean {
  if (isRemoval(clause)) return speaksOf(edited, clause);
  if (/^(?:the )?same\b/.test(clause)) return false;
  if (isMiscounted(clause, edited)) return true;
  const wanted = contentOf(clause.replace(/ (?:instead of|rather than|in place of) .*$/, ""));
  const there = contentOf(edited);
  const found = wanted.filter((word) => there.some((other) => alike(word, other)));
  return found.length * 2 < wanted.length;
}

/** "only one girl" where there still are two, "three dogs" where there are not three */
function isMiscounted(clause: string, edited: string): boolean {
  const wanted = clause.replace(/ (?:instead of|rather than) .*$/, "");
  if (/^(?:only|just) (?:one|a)\b|^a single\b|^one \w+ (?:instead|alone)/.test(clause))
    return /\b(?:two|three|four|five|several)\b/.test(edited);
  const [, number] = /^(?:only |just |make it |with )?(two|three|four|five|six)\b/.exec(wanted) ?? [];
  return number !== undefined && !edited.includes(number);
}

function contentOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 1 && !unseen.has(word));
}

/** "silhouettes" and "silhouette", "bigger" and "big", "jumps" and "jumping": words that begin alike. */
function alike(one: string, other: string): boolean {
  const length = Math.min(4, one.length, other.length);
  return one === other || (length >= 3 && one.slice(0, length) === other.slice(0, length));
}
