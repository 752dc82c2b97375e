/**
 * SmolVLM (Idefics3): a small language model that is asked about a photo in a conversation. The photo stands in the question as
 * words that nobody can read; all of it is read once for a photo, then its captions grow from there. The three graphs are the hub's.
 *
 * The whole photo is looked at alone, squashed into a square, as transformers does it with do_image_splitting=False. The 16 tiles
 * of 512 pixels that the model can look at besides are for reading small print; they would take 17 times the work. The square is
 * made in one bicubic step, as for the other captioners; transformers makes it in two, by Lanczos.
 */
import type { Decode } from "../captioner.ts";
import { growCaptions } from "../grow-captions.ts";
import type { CaptionerOf } from "../manifest.ts";
import type { Pack } from "../pack.ts";
import { flags, floats } from "../sessions.ts";
import { cachedDecoder, takeRows } from "./cached-decoder.ts";
import { column, joined, line, ones, only, openGraphs, openWords, pixelValues, sentenceOf } from "./graphs.ts";

export async function openSmolVlm(pack: Pack, manifest: CaptionerOf<"smolvlm">, threads: number): Promise<Decode> {
  const { vision, embed, decoder, prompt, begin, end, sampling } = manifest;
  const words = await openWords(pack, manifest);
  const graphs = await openGraphs(pack, { vision, embed, decoder }, threads);
  const { nothingYet, step } = cachedDecoder(graphs.decoder);
  const embedded = (ids: readonly number[]) => only(graphs.embed, { input_ids: line(ids) }, "inputs_embeds");
  const before = await embedded([begin, ...words.idsOf("User:<fake_token_around_image><global-img>")]);
  const after = await embedded(words.idsOf(`<fake_token_around_image>${prompt}<end_of_utterance>\nAssistant:`));

  return async (pixels, { count, choose, schedule }) => {
    const photo = await schedule(() => only(graphs.vision, onePhoto(pixels, manifest), "image_features"));
    const inputs_embeds = joined(joined(before, photo), after);
    const places = inputs_embeds.dims[1] ?? 0;
    const captions = await growCaptions(
      {
        first: () => {
          const position_ids = line(Array.from({ length: places }, (_, place) => place));
          return step({ inputs_embeds, attention_mask: ones(1, places), position_ids }, nothingYet());
        },
        next: async (ids, cache, length) => {
          const inputs_embeds = await only(graphs.embed, { input_ids: column(ids) }, "inputs_embeds");
          const position_ids = column(ids.map(() => places + length - 1));
          return step({ inputs_embeds, attention_mask: ones(ids.length, places + length), position_ids }, cache);
        },
        take: takeRows,
      },
      { count, choose, schedule, ...sampling, end },
    );
    return captions.map((ids) => shortAnswer(sentenceOf(words, ids, end)));
  };
}

/** side x side x 3 bytes -> one photo of one row, all of it visible */
function onePhoto(pixels: Uint8Array, manifest: CaptionerOf<"smolvlm">) {
  const { size } = manifest.image;
  const { data } = pixelValues(pixels, manifest).pixel_values;
  return {
    pixel_values: floats(data, [1, 1, 3, size, size]),
    pixel_attention_mask: flags(Array<boolean>(size * size).fill(true), [1, 1, size, size]),
  };
}

/** Captions of the paper have about 60 letters; longer answers go on about details. */
const longAnswer = 100;

/** On one line; of an answer that is long the first sentence, and where that is not whole, what there is of it. */
export function shortAnswer(text: string): string {
  const answer = text.replace(/\s+/g, " ").trim();
  return answer.length > longAnswer ? (/^.+?[.!?](?=\s)/.exec(answer)?.[0] ?? answer) : answer;
}
