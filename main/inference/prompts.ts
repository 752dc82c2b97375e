/** What the language model is asked, and what is taken of its answer: one line for the edited caption, one for what was added. */
import type { Turn } from "./chat-template.ts";

/**
 * Raised with every change of the words below, of how many captions are asked of, and of what rules make of the answers: edits of
 * different versions are never mixed.
 */
export const promptVersion = 3;

export interface Edit {
  edited: string;
  /** Short noun phrases, at most five */
  added: string[];
}

/** For a model that was never taught this task; the adapter of a pack makes them needless. */
const workedExamples: readonly (readonly [image: string, instruction: string, edited: string, added: string])[] = [
  ["a brown dog is sleeping on a couch", "a cat instead of the dog", "a cat is sleeping on a couch", "a cat"],
  ["a boy in a red shirt is riding a bike", "without the bike, just running", "a boy in a red shirt is running", "nothing"],
  [
    "a woman is standing in a kitchen",
    "on the beach, holding an umbrella",
    "a woman is standing on the beach holding an umbrella",
    "an umbrella",
  ],
  ["two men are playing football", "only one man, at night", "one man is playing football at night", "nothing"],
  [
    "a horse is running through a field",
    "the horse is white and a girl rides it",
    "a girl is riding a white horse through a field",
    "a girl",
  ],
];

const introduction = "Each description of an image is rewritten so that it follows the instruction. All else stays as it was.\n\n";
const conversationIntroduction =
  'Rewrite descriptions of images so that they follow the instruction. All else stays as it was. Answer in two lines: the new description, then "Added:" and the things that the instruction adds, or "nothing".\n\n';

/**
 * Ends where the edited caption begins. The instruction stands first: a query's captions share it, and it is read once.
 * `taught`: the model knows the form by an adapter and needs neither examples nor names of the lines.
 */
export function promptFor(caption: string, instruction: string, taught: boolean): string {
  const [image, wanted] = [oneLine(caption), oneLine(instruction)];
  return taught ? `${wanted}\n${image}\n` : `${prefix}Instruction: ${wanted}\nImage: ${image}\nEdited:`;
}

/** The same in a conversation: what is said last, after the examples. */
export function turnFor(caption: string, instruction: string): string {
  return `Instruction: ${oneLine(instruction)}\nImage: ${oneLine(caption)}`;
}

/** Said and answered before. No word is the system's: some models know none. */
export const exampleTurns: readonly Turn[] = workedExamples.map(([image, instruction, edited, added], index) => ({
  said: `${index === 0 ? conversationIntroduction : ""}${turnFor(image, instruction)}`,
  answered: `${edited}\nAdded: ${added}`,
}));

const prefix = introduction + workedExamples.map(inWords).join("\n");

function inWords([image, instruction, edited, added]: (typeof workedExamples)[number]): string {
  return `Instruction: ${instruction}\nImage: ${image}\nEdited: ${edited}\nAdded: ${added}\n`;
}

/** Lower case, as in the examples; a new line would end the caption or the instruction. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\s.]+$/, "")
    .toLowerCase()
    .slice(0, 400);
}

/** The answer's text after the prompt; undefined when it holds no caption to use, or its first line never came to an end. */
export function parseAnswer(answer: string): Edit | undefined {
  const [first = "", second] = answer.split("\n");
  if (second === undefined) return undefined;
  const edited = first.replace(/^[\s"'“”]+|[\s"'“”.]+$/g, "").replace(/\s+/g, " ");
  if (!isCaption(edited)) return undefined;
  const added = second.replace(/^\s*Added:/i, "").split(",");
  return { edited, added: [...new Set(added.map((thing) => thing.trim().replace(/\.$/, "")).filter(isThing))].slice(0, 5) };
}

/** Two words or more, in the alphabet that the text encoders were taught, no longer than a caption, and no phrase without its noun. */
function isCaption(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  return text.includes(" ") && text.length <= 300 && latin.length * 2 > letters.length && !nounless.test(text);
}

/** "a girl in a blue is running" */
const nounless =
  /\b(?:an?|the) (?:(?:black|white|brown|red|blue|green|yellow|pink|purple|gr[ae]y) )?(?:is|are)\b|\b(?:an?|the) (?:in|on|at|with|of|and)\b/;

function isThing(text: string): boolean {
  return text !== "" && text.length <= 40 && !/^(?:nothing|none|no|n\/a)$/i.test(text);
}
