/** Text to the token ids that a text encoder reads, as the pack's tokenizer.json says. Needs no network. */
import { readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";
import type { Sentence } from "../../contract/models.ts";

export interface Tokens {
  ids: number[];
  /** Of a text that is longer than the encoder reads: its end, or its middle's; empty where nothing is left out. */
  leftOut: string;
}

export interface TextTokenizer {
  tokenize(text: Sentence): Tokens;
  /** The id of a word that is one token; undefined when it is none or several. */
  idOf(word: string): number | undefined;
  /** The ids of a text alone, without those that mark begin and end */
  idsOf(text: string): number[];
  /** Ids to a text; those that only mark something are left out. */
  textOf(ids: readonly number[]): string;
}

/** `tokenizer` and `config` are the paths of tokenizer.json and tokenizer_config.json. */
export async function openTokenizer(tokenizer: string, config: string, maxTokens: number): Promise<TextTokenizer> {
  const model = new Tokenizer(await readJson(tokenizer), await readJson(config));

  function whole(text: string): { ids: number[]; cut: boolean } {
    const { ids } = model.encode(text);
    const last = ids.at(-1);
    if (ids.length <= maxTokens || last === undefined) return { ids, cut: false };
    // The last token marks the end for the encoder, so the cut goes before it.
    return { ids: [...ids.slice(0, maxTokens - 1), last], cut: true };
  }

  function tokenize(text: Sentence): Tokens {
    const { before, cuttable, after } = typeof text === "string" ? { before: "", cuttable: text, after: "" } : text;
    const { ids, cut } = whole(before + cuttable + after);
    if (!cut) return { ids, leftOut: "" };
    const kept = longestThatFits(cuttable, (part) => !whole(before + part + after).cut);
    const leftOut = cuttable.slice(kept.length);
    return { ids: typeof text === "string" ? ids : whole(before + kept + after).ids, leftOut };
  }

  return {
    tokenize,
    idOf: (word) => {
      const { ids } = model.encode(word, { add_special_tokens: false });
      return ids.length === 1 ? ids[0] : undefined;
    },
    idsOf: (text) => model.encode(text, { add_special_tokens: false }).ids,
    textOf: (ids) => (ids.length === 0 ? "" : model.decode([...ids], { skip_special_tokens: true }).trim()),
  };
}

/** The longest beginning of whole words that fits; where not even the first word does, a beginning of that. */
function longestThatFits(text: string, fits: (part: string) => boolean): string {
  const words = Array.from(text.matchAll(/\S+/g), ({ index, 0: word }) => text.slice(0, index + word.length));
  const [first = ""] = words;
  const parts = fits(first) ? words : Array.from(first, (_, end) => first.slice(0, end));
  let longest = "";
  for (let low = 0, high = parts.length; low < high; ) {
    const middle = (low + high) >> 1;
    const part = parts[middle] ?? "";
    if (fits(part)) {
      longest = part;
      low = middle + 1;
    } else high = middle;
  }
  return longest;
}

async function readJson(file: string): Promise<object> {
  const content: unknown = JSON.parse(await readFile(file, "utf8"));
  return content instanceof Object ? content : {};
}
