/**
 * A whole query as one line, to be copied, kept, pasted and typed:
 * `ref:IMG_2041.jpg change:(same place but at night) -people slider=0.7 date:2023`.
 * Filters and without-words are those of filter-text.ts; words without a field are what to look for.
 */
import { formatFilter, parseQueryText } from "./filter-text.ts";
import { bracket, bracketedPattern, quote, quotedPattern, unquote } from "./quoting.ts";
import { weightsAt } from "./slider.ts";
import { cropSchema, type Feedback, type Query, type Reference, type Weights, weightsSchema } from "./types.ts";

export interface WrittenReference extends Omit<Reference, "source"> {
  /** The file's name, of a photo of the library with as much of the path before it as tells it from others */
  name: string;
  /** Not of the library: it has to be dropped in again. */
  outside: boolean;
}

export interface WrittenFeedback extends Omit<Feedback, "photo"> {
  name: string;
}

/** A query whose photos have names. How many are shown, and whether near-copies are folded, is not part of it. */
export interface WrittenQuery extends Pick<Query, "text" | "without" | "rewritten" | "weights" | "filter" | "sort"> {
  references: WrittenReference[];
  feedback: WrittenFeedback[];
  /** Without captions rewritten */
  quick: boolean;
}

/** A part that makes no sense, and one that does */
export interface QueryMistake {
  typed: string;
  example: string;
}

export const maxLineLength = 50_000;

/** Of "more like this" and "less like this" where the line does not say; 1 is the most. */
export const usualFeedback = 0.3;

const ownFields = "ref|drop|change|words|sentence|more|less";
const examples: Record<string, string> = {
  slider: "slider=0.7",
  weights: "weights=.6,.4,.2",
  weight: "ref:IMG_2041 weight=0.5",
  crop: "ref:IMG_2041 crop=.5,0,.5,1",
  sort: "sort=date",
  mode: "mode=quick",
};
const value = `${bracketedPattern}|${quotedPattern}|\\S+`;
const tokens = new RegExp(
  String.raw`(?<=^|\s)(?:(?<minus>-)?(?<own>${ownFields}):(?<value>${value})|(?<setting>${Object.keys(examples).join("|")})=(?<to>\S+)|-?(?:[A-Za-z]+:)?(?:${value}))`,
  "gi",
);
/** Words that mean themselves wherever they stand */
const isPlain = /^(?!(?:.* )?(?:without|ohne)(?: |$))[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*$/iu;

/** Does the text say more than words, without-words and filters? */
export function isQueryLine(text: string): boolean {
  return text.length <= maxLineLength && [...text.matchAll(tokens)].some(({ groups }) => Boolean(groups?.own ?? groups?.setting));
}

/** Read again by `parseQuery`: the same query. */
export function formatQuery({ references, text, without, rewritten, feedback, weights, filter, sort, quick }: WrittenQuery): string {
  const words = references.length === 0 && isPlain.test(text) ? text : `${references.length > 0 ? "change" : "words"}:${bracket(text)}`;
  return [
    ...references.flatMap(formatReference),
    ...(text === "" ? [] : [words]),
    ...without.map((avoided) => `-${/^[\p{L}\p{N}]+$/u.test(avoided) ? avoided : bracket(avoided)}`),
    ...(rewritten === "" ? [] : [`sentence:${bracket(rewritten)}`]),
    ...feedback.flatMap(formatFeedback),
    ...(weights ? [formatWeights(weights)] : []),
    ...(sort === "match" ? [] : [`sort=${sort}`]),
    ...(quick ? ["mode=quick"] : []),
    ...formatFilter(filter),
  ].join(" ");
}

function formatReference({ name, outside, wanted, weight, crop }: WrittenReference): string[] {
  return [
    `${wanted ? "" : "-"}${outside ? "drop" : "ref"}:${quote(name)}`,
    ...(weight === 1 ? [] : [`weight=${weight}`]),
    ...(crop ? [`crop=${[crop.left, crop.top, crop.width, crop.height]}`] : []),
  ];
}

function formatFeedback({ name, weight }: WrittenFeedback): string[] {
  const strength = Math.abs(weight);
  return [`${weight < 0 ? "less" : "more"}:${quote(name)}`, ...(strength === usualFeedback ? [] : [`weight=${strength}`])];
}

/** As a place of the slider where it has one. */
function formatWeights({ alpha, beta, gamma }: Weights): string {
  const place = Array.from({ length: 101 }, (_, step) => step / 100).find((place) => {
    const there = weightsAt(place);
    return there.alpha === alpha && there.beta === beta && there.gamma === gamma;
  });
  return place === undefined ? `weights=${[alpha, beta, gamma]}` : `slider=${place}`;
}

/** What makes no sense is among the mistakes, and not in the query. */
export function parseQuery(line: string): { query: WrittenQuery; mistakes: QueryMistake[] } {
  const query: WrittenQuery = {
    references: [],
    text: "",
    without: [],
    rewritten: "",
    feedback: [],
    filter: {},
    sort: "match",
    quick: false,
  };
  const mistakes: QueryMistake[] = [];
  const rest: string[] = [];
  const words: string[] = [];
  let last: WrittenReference | WrittenFeedback | undefined;
  for (const match of line.matchAll(tokens)) {
    const { minus, own, value = "", setting, to = "" } = match.groups ?? {};
    if (own === undefined && setting === undefined) rest.push(match[0]);
    else if (setting !== undefined) {
      if (!set(query, last, setting.toLowerCase(), to)) mistakes.push({ typed: match[0], example: examples[setting.toLowerCase()] ?? "" });
    } else if (own !== undefined)
      last = addOwn(query, words, { own: own.toLowerCase(), isMinus: minus !== undefined, text: unquote(value) }) ?? last;
  }
  const { text, without, filter, mistakes: others } = parseQueryText(rest.join(" "));
  query.text = [text, ...words].filter((part) => part !== "").join(" ");
  return { query: { ...query, without, filter }, mistakes: [...mistakes, ...others] };
}

/** The photo that was added, which settings behind it belong to. */
function addOwn(
  query: WrittenQuery,
  words: string[],
  { own, isMinus, text }: { own: string; isMinus: boolean; text: string },
): WrittenReference | WrittenFeedback | undefined {
  switch (own) {
    case "ref":
    case "drop": {
      const reference = { name: text, outside: own === "drop", wanted: !isMinus, weight: 1 };
      query.references.push(reference);
      return reference;
    }
    case "more":
    case "less": {
      const feedback = { name: text, weight: (own === "less") !== isMinus ? -usualFeedback : usualFeedback };
      query.feedback.push(feedback);
      return feedback;
    }
    case "sentence":
      query.rewritten = text;
      return undefined;
    default:
      words.push(text);
      return undefined;
  }
}

/** False where it makes no sense. */
function set(query: WrittenQuery, last: WrittenReference | WrittenFeedback | undefined, setting: string, to: string): boolean {
  const numbers = to.split(",").map((part) => (/^[\d.eE+-]+$/.test(part) ? Number(part) : Number.NaN));
  const [first = Number.NaN, second, third, fourth] = numbers;
  switch (setting) {
    case "slider":
      if (!(first >= 0 && first <= 1) || numbers.length !== 1) return false;
      query.weights = weightsAt(first);
      return true;
    case "weights": {
      const weights = weightsSchema.safeParse({ alpha: first, beta: second, gamma: third });
      if (!weights.success || numbers.length !== 3) return false;
      query.weights = weights.data;
      return true;
    }
    case "weight":
      return numbers.length === 1 && setWeight(last, first);
    case "crop": {
      const crop = cropSchema.safeParse({ left: first, top: second, width: third, height: fourth });
      if (!crop.success || numbers.length !== 4 || !last || !("wanted" in last)) return false;
      last.crop = crop.data;
      return true;
    }
    case "sort":
      if (to !== "match" && to !== "date") return false;
      query.sort = to;
      return true;
    default:
      if (to !== "quick" && to !== "refined") return false;
      query.quick = to === "quick";
      return true;
  }
}

function setWeight(photo: WrittenReference | WrittenFeedback | undefined, weight: number): boolean {
  if (!photo || !(weight >= 0 && weight <= ("wanted" in photo ? 2 : 1))) return false;
  photo.weight = "wanted" in photo || photo.weight > 0 ? weight : -weight;
  return true;
}
