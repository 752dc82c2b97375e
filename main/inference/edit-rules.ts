/** Captions edited by rules: what stands in where no language model is, and for edits that went wrong. */
import { articles, counts, isNounPhrase, joints, nounPhraseAtStart, phraseOf, plural, singular, subjectOf } from "./noun-phrases.ts";

const clothes = ["wearing", "holding", "carrying", "dressed"];
/** What is done beside all else */
const besides = ["smiling", "laughing", "looking", "facing", "watching", "crying"];
const beginning = /^(?:(?:and|but|now|then|please|same|the same|it is|this time|make it|with)\s+)?/;

/** `edit` is in words as a person says them ("a cat instead of the dog, at night"); what no rule knows is put behind a comma. */
export function editByRules(caption: string, edit: string): string {
  return clausesOf(edit).reduce(applyClause, plain(caption));
}

/** Things that the words ask to be there, as short noun phrases; at most five. */
export function addedByRules(edit: string): string[] {
  const wanted = clausesOf(edit).map((clause) => replacement(clause)?.wanted ?? clause);
  const found = wanted.filter((clause) => !isRemoval(clause)).flatMap(thingsIn);
  return [...new Set(found)].slice(0, 5);
}

/** "with a man holding a big umbrella" -> "a man", "a big umbrella" */
function thingsIn(clause: string): string[] {
  const begins = /(?<=^|\b(?:with|add|plus|and|holding|carrying|wearing|has|chasing|riding) )(?:an?|some|two|three|several|another) /g;
  const things = [...clause.matchAll(begins)].map(({ index }) => nounPhraseAtStart(clause.slice(index)));
  return things.filter((thing) => thing.includes(" "));
}

/** "no hat, holding a book" -> its two wishes */
export function clausesOf(edit: string): string[] {
  return plain(edit)
    .replace(/, not /g, " instead of ")
    .split(/\s*[,;.]\s*(?:and\s+|but\s+)?/)
    .filter((clause) => clause !== "");
}

/** On one line, lower case, with no full stop. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/ ?'s\b/g, "'s")
    .replace(/[\s.]+$/, "")
    .trim();
}

/** The caption with one wish applied. */
export function applyClause(caption: string, clause: string): string {
  for (const rule of [keep, exchange, remove, recount, describe, view, act, leaveHouse]) {
    const edited = rule(caption, clause);
    if (edited !== undefined) return edited;
  }
  return append(caption, clause);
}

/** "same trick indoors": only where or how is new. "same jersey" asks for nothing. */
function keep(caption: string, clause: string): string | undefined {
  const [, rest] = /^(?:the )?same (?!but )(?:two |three )?[a-z]+(?: (.+))?$/.exec(clause) ?? [clause, null];
  if (rest === null) return undefined;
  return rest === undefined ? caption : applyClause(caption, rest.replace(/^(?:but|and) /, ""));
}

/** "a cat instead of the dog", "replace the dog with a cat", "a cat instead": the last takes the subject's place. */
function exchange(caption: string, clause: string): string | undefined {
  const asked = replacement(clause);
  if (!asked) return undefined;
  const counted = asked.unwanted && recount(caption, asked.wanted);
  if (counted) return counted;
  // "going for a frisbee rather than a ball": the frisbee takes the ball's place
  const [wanted = asked.wanted] = /(?<=^(?:with |on |in |\w+ing (?:\w+ )?)?)(?:an?|the|two|three|some) .+$/.exec(asked.wanted) ?? [];
  const place = asked.unwanted ? phraseOf(caption, asked.unwanted) : isNounPhrase(wanted) ? subjectOf(caption) : undefined;
  if (place && isNounPhrase(wanted)) {
    const single = !counts.slice(1, -1).includes(wanted.split(" ")[0] ?? "");
    return tidy(agree(caption.slice(0, place.start) + wanted + caption.slice(place.end), place.start, single));
  }
  return applyClause(caption, asked.wanted);
}

function replacement(clause: string): { wanted: string; unwanted?: string } | undefined {
  const swap = /^(?:replace|swap|change|exchange|turn) (.+?) (?:with|for|to|by|into) (.+)$/.exec(clause);
  if (swap?.[1] && swap[2]) return { wanted: swap[2], unwanted: swap[1] };
  const against = /^(.+?) (?:instead of|rather than|in place of) (.+)$/.exec(clause.replace(beginning, ""));
  if (against?.[1] && against[2]) return { wanted: against[1], unwanted: against[2] };
  const alone = /^(.+) instead$/.exec(clause.replace(beginning, ""));
  return alone?.[1] ? { wanted: alone[1] } : undefined;
}

/** "without the ball": the ball's phrase is left out. What the caption never spoke of needs no word. */
function remove(caption: string, clause: string): string | undefined {
  if (!isRemoval(clause)) return undefined;
  const place = phraseOf(caption, unwantedIn(clause));
  if (!place) return undressed(caption, clause);
  const after = caption.slice(place.end).replace(/^ in (?:his|her|its|their) (?:mouth|hands?)\b/, "");
  // "wearing a coat and a hat": the hat stays, and what it is joined to
  const [, next] = /^ and ((?![a-z]+ing\b).+)$/.exec(after) ?? [];
  if (next && place.start > 0) return tidy(caption.slice(0, place.start) + next);
  const before = caption
    .slice(0, place.start)
    .replace(/\s*\b(?:with|in|on|and|holding|wearing|carrying|riding|by|near|next to|of)\s*$/, "");
  const edited = tidy(before + after);
  return edited.split(" ").length > 1 ? edited : caption;
}

function unwantedIn(removal: string): string {
  return removal
    .replace(/^(?:but )?(?:with no|without any|without|no|remove|take away|not) /, "")
    .replace(/ (?:in|on|around|with) (?:his|her|its|their|them|him|it)\b.*$/, "");
}

/** What the caption never spoke of needs no word, but for clothes that everybody wears. */
function undressed(caption: string, removal: string): string {
  const [, word = ""] = Object.entries(withoutClothes).find(([thing]) => new RegExp(`\\b${thing}$`).test(unwantedIn(removal))) ?? [];
  return word === "" || caption.includes(word) ? caption : `${caption} ${word}`;
}

const withoutClothes: Record<string, string> = { "shirts?": "shirtless", shoes: "barefoot" };

export function isRemoval(clause: string): boolean {
  return /^(?:but )?(?:with no|without|no|remove|take away|not) /.test(clause);
}

/** "three dogs", "only one man", "another dog": where the caption has dogs or a man. */
function recount(caption: string, clause: string): string | undefined {
  const pattern = new RegExp(
    `^(?:add |make it |only |just )*(a single|a second|a group of|a crowd of|${counts.join("|")}) (?:more )?([a-z]+)(.*)$`,
  );
  const [, count, noun, rest] = pattern.exec(clause) ?? [];
  const place = noun && phraseOf(caption, noun);
  if (!count || !noun || !place) return undefined;
  const many = /another|second/.test(count) ? "two" : count;
  const single = ["one", "a single"].includes(many);
  const words = caption
    .slice(place.start, place.end)
    .split(" ")
    .filter((word) => ![...articles, ...counts, "lone", "single"].includes(word));
  const head = single ? singular(noun) : /another|second/.test(count) ? plural(noun) : noun;
  const edited = `${caption.slice(0, place.start)}${[many, ...words.slice(0, -1), head].join(" ")}${caption.slice(place.end)}`;
  return tidy(agree(edited, place.start, single) + (rest ?? ""));
}

/** "the dog is white", "blue kayak": where the caption has a dog or a kayak. */
function describe(caption: string, clause: string): string | undefined {
  const [noun, trait] = traitIn(clause) ?? [];
  const place = noun && phraseOf(caption, noun);
  if (!trait || !place) return undefined;
  const words = caption
    .slice(place.start, place.end)
    .split(" ")
    .filter((word) => !colours.has(word));
  return tidy(caption.slice(0, place.start) + [...words.slice(0, -1), trait, ...words.slice(-1)].join(" ") + caption.slice(place.end));
}

function traitIn(clause: string): [noun: string, trait: string] | undefined {
  const words = clause.replace(/^same .* but /, "");
  const [, noun, trait] = /^(?:and |but |same but |make )?the ([a-z]+) (?:is |are )?([a-z]+)$/.exec(words) ?? [];
  if (noun && trait && !(clause.includes(" is ") && trait.endsWith("ing"))) return [noun, trait];
  const [, colour, thing] = /^(?:and |with )?(?:an? )?([a-z]+) ([a-z]+)$/.exec(words) ?? [];
  return colour && thing && colours.has(colour) ? [thing, colour] : undefined;
}

export const colours = new Set("black white brown red blue green yellow orange pink purple grey gray tan golden dark".split(" "));

/** "close up", "in black and white" */
function view(caption: string, clause: string): string | undefined {
  if (/^(?:a )?(?:close[- ]?up|closer up|closer|up close|seen up close)$/.test(clause)) return `a close up of ${withoutAuxiliary(caption)}`;
  if (/silhouette/.test(clause) && !/\b(?:against|with)\b/.test(clause)) return `a silhouette of ${withoutAuxiliary(caption)}`;
  return undefined;
}

/** "a dog is running" -> "a dog running" */
function withoutAuxiliary(caption: string): string {
  return caption.replace(/ (?:is|are)(?= [a-z]+ing\b)/, "");
}

/** "sitting on a bench" takes the place of what is done now; what is worn or held comes to it. */
function act(caption: string, clause: string): string | undefined {
  const [verb = ""] = clause.split(" ");
  if (!/^[a-z]{2,}ing$/.test(verb) || [...clothes, ...besides].includes(verb)) return undefined;
  const [, subject] = /^(.*? (?:is|are)) [a-z]+ing\b/.exec(caption) ?? doing.exec(caption) ?? [];
  return subject ? `${subject} ${clause}` : undefined;
}

/** "a man in a hat jumps", "two dogs running": who, before what is done */
const doing =
  /^((?!.*\bis\b)[\p{L} ]+?) (?:(?!wearing|holding|carrying|during|swimming|bathing)[a-z]{2,}ing|runs?|jumps?|stands?|sits?|walks?|plays?|rides?|climbs?|swims?|leaps?|looks?|lies|lays|kicks?|chases?|carries|catches)\b/u;

/** "outside" takes the place of "indoors". */
function leaveHouse(caption: string, clause: string): string | undefined {
  const [there, wanted] = [/\b(?:indoors|outdoors)\b/.exec(caption)?.[0], /^(?:outside|outdoors|inside|indoors)$/.exec(clause)?.[0]];
  return there && wanted && there.startsWith("in") !== wanted.startsWith("in") ? caption.replace(there, wanted) : undefined;
}

function append(caption: string, clause: string): string {
  const words = clause.replace(/^(?:and|but|now|this time|the same but|same but|make it) /, "").replace(/^(?:add|plus) /, "with ");
  const [first = ""] = words.split(" ");
  return joints.has(first) || clothes.includes(first) ? `${caption} ${words}` : `${caption}, ${words}`;
}

/** The subject's own verb follows its new number. */
function agree(caption: string, start: number, single: boolean): string {
  return start > 0 ? caption : caption.replace(/\b(?:is|are)\b/, single ? "is" : "are");
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").replace(/ ,/g, ",").trim();
}
