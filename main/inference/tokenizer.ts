/** Text to the token ids that a text encoder reads, as the pack's tokenizer.json says. Needs no network. */
import { readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";

export interface Tokens {
  ids: number[];
  /** The text was longer than the encoder reads; its end was left out. */
  cut: boolean;
}

/** `tokenizer` and `config` are the paths of tokenizer.json and tokenizer_config.json. */
export async function openTokenizer(tokenizer: string, config: string, maxTokens: number): Promise<(text: string) => Tokens> {
  const model = new Tokenizer(await readJson(tokenizer), await readJson(config));
  return (text) => {
    const { ids } = model.encode(text);
    const last = ids.at(-1);
    if (ids.length <= maxTokens || last === undefined) return { ids, cut: false };
    // The last token marks the end for the encoder, so the cut goes before it.
    return { ids: [...ids.slice(0, maxTokens - 1), last], cut: true };
  };
}

async function readJson(file: string): Promise<object> {
  const content: unknown = JSON.parse(await readFile(file, "utf8"));
  return content instanceof Object ? content : {};
}
