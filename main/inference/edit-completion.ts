/**
 * What a small language model leaves out of an edit, put in by rules: it often follows the first of several wishes and forgets
 * the rest, or copies the caption.
 */
import { applyClause, clausesOf, colours, isRemoval } from "./edit-rules.ts";

/** Words that say how the wish is meant, and nothing that could be seen. */
const unseen = new Set(
  (
    "a an the his her its their them him it he she they is are be there some any and or but with without no not of in on at to into onto by for from as " +
    "same instead rather than now then this that time one two only just make add put change replace swap plus please more less much very still also again " +
    "all both each other another something someone somebody thing things like being gets get seen view shot photo picture frame image scene visible"
  ).split(" "),
);

/** Nobody asks for more; a longer text is no list of wishes. */
const mostWishes = 8;

/** `edited` with every part of the instruction in it: those that it says nothing of are applied to it by rules. */
export function completeEdit(edited: string, instruction: string): string {
  return clausesOf(instruction)
    .slice(0, mostWishes)
    .flatMap((clause) => (isMissing(clause, edited) ? [clause] : partsIn(clause).filter((part) => isUnheard(part, edited))))
    .reduce(applyClause, edited);
}

/** "two boys running in a park" -> "running" and "in a park"; "outside on the sidewalk" -> "outside" and "on the sidewalk" */
function partsIn(clause: string): string[] {
  if (isRemoval(clause) || / (?:instead of|rather than) |^(?:with|and|add|one of) /.test(clause)) return [];
  const parts = clause.split(
    / (?=(?:in|on|at|by|near|against|behind|under) (?:an?|the|some) )|(?<=^(?:an?|two|three|four|five|some) [a-z ]{2,20}) (?=[a-z]{2,}ing )/,
  );
  return parts.filter((part) =>
    /^(?:(?:in|on|at|by|near|against|behind|under|outside|outdoors|indoors|inside)\b|[a-z]{2,}ing )/.test(part),
  );
}

/** Not one of its words is there. */
function isUnheard(part: string, edited: string): boolean {
  const there = contentOf(edited);
  const wanted = contentOf(part);
  return wanted.length > 0 && wanted.every((word) => !there.some((other) => alike(word, other)));
}

function isMissing(clause: string, edited: string): boolean {
  if (isRemoval(clause)) return applyClause(edited, clause) !== edited;
  if (/^(?:the )?same\b/.test(clause)) return false;
  if (isMiscounted(clause, edited) || isOtherColour(clause, edited)) return true;
  const wanted = contentOf(clause.replace(/ (?:instead of|rather than|in place of) .*$/, ""));
  const there = contentOf(edited);
  const found = wanted.filter((word) => there.some((other) => alike(word, other)));
  return found.length * 2 < wanted.length;
}

/** "only one girl" where there still are two, "three dogs" where there are not three */
function isMiscounted(clause: string, edited: string): boolean {
  const wanted = clause.replace(/ (?:instead of|rather than) .*$/, "");
  if (/^(?:only|just) (?:one|a)\b|^a single\b|^one .*(?:instead|rather than|alone)/.test(clause))
    return /\b(?:two|three|four|five|several)\b/.test(edited);
  const [, number] = /^(?:only |just |make it |with )?(two|three|four|five|six)\b/.exec(wanted) ?? [];
  return number !== undefined && !edited.includes(number);
}

/** "blue kayak" where no such colour is spoken of */
function isOtherColour(clause: string, edited: string): boolean {
  const [, colour = ""] = /^(?:an? )?([a-z]+) [a-z]+$/.exec(clause) ?? [];
  return colours.has(colour) && !edited.includes(colour);
}

function contentOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 1 && !unseen.has(word));
}

/** "silhouettes" and "silhouette", "bigger" and "big", "jumps" and "jumping": words that begin alike. */
function alike(one: string, other: string): boolean {
  const length = Math.min(4, one.length, other.length);
  return one === other || (length >= 3 && one.slice(0, length) === other.slice(0, length));
}
