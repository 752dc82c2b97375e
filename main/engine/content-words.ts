/** The things that words name, one by one: "the same bridge at night, with a dog" -> "bridge", "night", "dog". */

/** Words that name no thing and no doing, and those that only say how one photo differs from another: English, some German. */
const small = new Set(
  (
    "a an the this that these those some any his her its their my your our it they them he she him we you i who which what there here " +
    "one two three four five six seven eight several many few another other both all each every no not none " +
    "in on at over through near along across into onto from by beside behind around under above against off out of with without while " +
    "as and or but so to toward towards inside outside down up between among during after before until for than then next instead rather " +
    "is are was were be been being has have had do does did can could should would will may might must just only also too very still yet " +
    "ein eine einen einem einer der die das den dem des im am auf bei mit ohne und oder aber statt " +
    "same different more less most least much make makes made change changed turn add remove replace put show shows photo picture image scene"
  ).split(" "),
);
/** Things that end as doings do */
const things = new Set("building ceiling clothing evening lightning morning painting railing spring string swing wedding".split(" "));
/** What is longer says more than one thing. */
const longest = 3;
/** As many as one reads at a glance. */
const most = 8;

/** Of several texts, each thing once: what is named again, or as a part of something named before, is left out. */
export function contentWords(texts: readonly string[]): string[] {
  const named: string[] = [];
  for (const phrase of texts.flatMap(phrasesOf)) {
    if (!named.some((other) => ` ${other} `.includes(` ${phrase} `))) named.push(phrase);
  }
  return named.slice(0, most);
}

/** Words that follow each other with nothing but a space between them; a doing ("running") begins anew. */
function phrasesOf(text: string): string[] {
  const lower = text.toLowerCase();
  const phrases: string[][] = [];
  let end = -1;
  for (const { 0: word, index } of lower.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)) {
    if (small.has(word) || !/\p{L}{2}|[^\p{ASCII}]/u.test(word)) continue;
    const phrase = phrases.at(-1);
    const follows = lower.slice(end, index) === " " && !isDoing(word);
    if (phrase && follows && phrase.length < longest) phrase.push(word);
    else phrases.push([word]);
    end = index + word.length;
  }
  return phrases.map((words) => words.join(" "));
}

function isDoing(word: string): boolean {
  return /[a-z]{2,}ing$/.test(word) && !things.has(word);
}
