/** Where a caption names a thing, and enough of English to name it otherwise. */

export const articles = ["a", "an", "the", "his", "her", "its", "their", "some", "this", "that"];
export const counts = ["one", "two", "three", "four", "five", "six", "seven", "eight", "several", "many", "another"];
export const joints = new Set(
  (
    "in on at over through near along across into onto from by beside behind around under above against off with without while " +
    "as and to toward towards inside outside down up between among during after of for that who which next is are was has have"
  ).split(" "),
);
const irregular: Record<string, string> = { men: "man", women: "woman", children: "child", people: "person", feet: "foot", geese: "goose" };

/** Names of one thing: what a person calls a jacket, a caption may call a coat. */
const sameThings = [
  "jacket coat vest",
  "bike bicycle motorbike motorcycle",
  "paddle oar",
  "hat cap",
  "phone cellphone telephone",
  "board skateboard surfboard snowboard",
  "glasses sunglasses goggles",
  "couch sofa",
  "stick branch",
  "backpack bag purse",
  "boat canoe kayak raft",
  "shirt top jersey",
  "ball football basketball",
].map((names) => names.split(" "));

export interface Place {
  start: number;
  end: number;
}

/** Where the caption names the thing, with its article and adjectives. */
export function phraseOf(caption: string, thing: string): Place | undefined {
  const names = nounPhraseAtStart(thing).split(" ");
  const head = singular(names.at(-1) ?? "");
  const words = wordsOf(caption);
  const at = indexOfThing(words, head);
  if (at < 0) return undefined;
  let from = at;
  while (from > 0 && isPartOfPhrase(words[from - 1]?.text ?? "")) {
    from--;
    if ([...articles, ...counts].includes(words[from]?.text ?? "")) break;
  }
  return { start: words[from]?.start ?? 0, end: words[at]?.end ?? caption.length };
}

/** By its own name, else by another name for it that is not the beginning of a longer one ("basketball player"). */
function indexOfThing(words: readonly { text: string }[], name: string): number {
  const at = words.findIndex(({ text }) => singular(text) === name);
  const others = sameThings.find((names) => names.includes(name)) ?? [];
  if (at >= 0) return at;
  return words.findIndex(({ text }, index) => others.includes(singular(text)) && !isPartOfPhrase(words[index + 1]?.text ?? ""));
}

/** Everything before the verb's "is" or "are", else the words before the first joint or verb. */
export function subjectOf(caption: string): Place | undefined {
  const end = wordsOf(caption).find(({ text }, index) => index > 0 && (joints.has(text) || /[a-z]{2,}ing$/.test(text)));
  return end && end.start > 0 ? { start: 0, end: end.start - 1 } : undefined;
}

function wordsOf(caption: string): { text: string; start: number; end: number }[] {
  return [...caption.matchAll(/[\p{L}\p{N}'-]+/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function isPartOfPhrase(word: string): boolean {
  return word !== "" && !joints.has(word) && !/[a-z]{2,}ing$/.test(word);
}

export function isNounPhrase(text: string): boolean {
  const [first = ""] = text.split(" ");
  return [...articles, ...counts].includes(first) || (isPartOfPhrase(first) && text.split(" ").length <= 2);
}

/** "a red ball in the air" -> "a red ball" */
export function nounPhraseAtStart(text: string): string {
  const words = text.split(" ");
  const end = words.findIndex((word, index) => index > 0 && !isPartOfPhrase(word));
  return (end < 0 ? words : words.slice(0, end)).join(" ");
}

export function singular(word: string): string {
  if (irregular[word]) return irregular[word];
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return word.replace(/s$/, "");
}

export function plural(word: string): string {
  const known = Object.entries(irregular).find(([, one]) => one === word);
  if (known) return known[0];
  return singular(word) === word ? `${word}${/(?:ch|sh|x|ss)$/.test(word) ? "es" : "s"}` : word;
}
