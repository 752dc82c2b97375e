/** What the compared methods put into one query: each made once, when a method first asks, with the time that it took. */
import type { ModelInfo } from "../../../contract/models.ts";
import { sentenceStandIn, type Term } from "../compose.ts";
import { type Ingredient, sentencePhi } from "../methods.ts";
import { agreement, type Rewritten, rewriteCaptions } from "../rewrite.ts";
import { captionAnd, fineGrained, fineGrainedWords, withComma } from "../sentences.ts";
import type { ComposedQuery } from "./dataset.ts";
import type { PhotoFeatures } from "./features.ts";
import { createKeptEdits } from "./kept-edits.ts";
import type { Kit } from "./kit.ts";

/** The time of one thing; the same object wherever that thing is used. */
export interface Cost {
  ms: number;
}

export interface Ready {
  terms: Term[];
  costs: Cost[];
}

export interface QueryIngredients {
  of(ingredient: Ingredient): Promise<Ready>;
  /** The edits, if a method has asked for them */
  rewritten(): Rewritten | undefined;
}

interface Lazy<T> {
  (): Promise<T>;
  cost: Cost;
}

/** `reference`: the features of the query's photo; undefined for a query of words only, of which every part is its words. */
export function createQueryIngredients(query: ComposedQuery, reference: PhotoFeatures | undefined, kit: Kit): QueryIngredients {
  const { options, info } = kit;
  const text = query.edit.trim();
  const edits = createKeptEdits(kit);
  let made: Rewritten | undefined;

  const encode = async (item: Parameters<Kit["encodeTexts"]>[0][number]) => {
    const [encoded] = await kit.encodeTexts([item], options);
    return encoded?.vector ?? new Float32Array(info.pack.dims);
  };
  const words = lazily(() => encode(text));
  const rewritten = lazily(async () => {
    made = await rewriteCaptions(reference?.captions ?? [], text, { models: edits, encodeTexts: kit.encodeTexts }, options);
    return made;
  }, edits.savedMs);
  const caption = lazily(() => encode(captionAnd(reference?.captions[0] ?? "", text)));
  const tokens = new Map<string, Lazy<{ token: Float32Array; tokenKey: string }>>();
  const sentences = new Map<string, Lazy<Float32Array>>();

  function tokenOf(phi: ModelInfo["phi"][number], { vector, norm }: PhotoFeatures) {
    return remembered(tokens, phi, () =>
      kit.pseudoToken(
        query.reference ?? "",
        vector.map((value) => value * norm),
        phi,
        options,
      ),
    );
  }

  async function pseudo({ phi, sentence }: Extract<Ingredient, { of: "pseudo" }>, photo: PhotoFeatures): Promise<Ready> {
    const token = tokenOf(phi, photo);
    const vector = remembered(sentences, `${phi} ${sentence}`, async () =>
      encode({ sentence: sentence === "a photo of $, [T]" ? withComma(text) : fineGrained(text, []), ...(await token()) }),
    );
    await token();
    return { terms: [term("sentence", await vector())], costs: [token.cost, vector.cost] };
  }

  /** q_f; the objects are those that the edits add, none without a captioner. */
  async function fullSentence({ objects }: Extract<Ingredient, { of: "sentence" }>, photo: PhotoFeatures): Promise<Ready> {
    const hasEdits = objects && photo.captions.length > 0;
    const { added } = hasEdits ? await rewritten() : { added: [] };
    const phi = sentencePhi(info);
    const costs = hasEdits ? [rewritten.cost] : [];
    const name = JSON.stringify(added);
    if (!phi) {
      const vector = remembered(sentences, name, () => encode(fineGrainedWords(text, added)));
      return { terms: sentenceStandIn(term("reference", photo.vector), await vector()), costs: [...costs, vector.cost] };
    }
    const token = tokenOf(phi, photo);
    await token();
    const vector = remembered(sentences, name, async () => encode({ sentence: fineGrained(text, added), ...(await token()) }));
    return { terms: [term("sentence", await vector())], costs: [...costs, token.cost, vector.cost] };
  }

  async function editsOf({ take }: Extract<Ingredient, { of: "edits" }>, { captions }: PhotoFeatures): Promise<Ready> {
    if (captions.length === 0) return ofWords();
    const { vectors, edited } = await rewritten();
    if (take === "mean") return { terms: [term("rewritten", edited)], costs: [rewritten.cost] };
    if (take === "first") return { terms: vectors.slice(0, 1).map((vector) => term("rewritten", vector)), costs: [rewritten.cost] };
    const weights = agreement(vectors, await words());
    const terms = vectors.map((vector, index) => term("rewritten", vector, weights[index]));
    return { terms, costs: [rewritten.cost, words.cost] };
  }

  async function ofWords(): Promise<Ready> {
    return { terms: [term("text", await words())], costs: [words.cost] };
  }

  return {
    rewritten: () => made,
    async of(ingredient) {
      if (ingredient.of === "words") return ofWords();
      if (!reference) return ingredient.of === "photo" ? { terms: [], costs: [] } : ofWords();
      if (ingredient.of === "photo") return { terms: [term("reference", reference.vector)], costs: [] };
      if (ingredient.of === "caption") return { terms: [term("text", await caption())], costs: [caption.cost] };
      if (ingredient.of === "edits") return editsOf(ingredient, reference);
      if (ingredient.of === "sentence") return fullSentence(ingredient, reference);
      return pseudo(ingredient, reference);
    },
  };
}

function term(part: Term["part"], vector: Float32Array, weight = 1): Term {
  return { part, vector, weight };
}

/** `savedMs`: what was taken from the disk would have cost this much more. */
function lazily<T>(make: () => Promise<T>, savedMs: () => number = () => 0): Lazy<T> {
  const cost: Cost = { ms: 0 };
  let made: Promise<T> | undefined;
  const timed = async () => {
    const started = performance.now();
    const value = await make();
    cost.ms = performance.now() - started + savedMs();
    return value;
  };
  return Object.assign(() => (made ??= timed()), { cost });
}

function remembered<T>(all: Map<string, Lazy<T>>, key: string, make: () => Promise<T>): Lazy<T> {
  const known = all.get(key) ?? lazily(make);
  all.set(key, known);
  return known;
}
