/**
 * BLIP-2: the photo becomes 32 words that nobody can read, the prompt follows them, and the language model OPT goes on. All of
 * this is read once for a photo; then its captions grow from there. The graphs are those of models/export/blip2.py.
 */
import type { Decode } from "../captioner.ts";
import { growCaptions } from "../grow-captions.ts";
import type { CaptionerOf } from "../manifest.ts";
import type { Pack } from "../pack.ts";
import { cachedDecoder, takeRows } from "./cached-decoder.ts";
import { column, joined, line, only, openGraphs, openWords, pixelValues, sentenceOf } from "./graphs.ts";

export async function openBlip2(pack: Pack, manifest: CaptionerOf<"blip2">, threads: number): Promise<Decode> {
  const { vision, qformer, embed, decoder, prompt, begin, end, sampling } = manifest;
  const words = await openWords(pack, manifest);
  const graphs = await openGraphs(pack, { vision, qformer, embed, decoder }, threads);
  const { nothingYet, step } = cachedDecoder(graphs.decoder);
  const asked = await only(graphs.embed, { input_ids: line([begin, ...words.idsOf(prompt)]) }, "inputs_embeds");

  return async (pixels, { count, choose, schedule }) => {
    const image_embeds = await schedule(() => only(graphs.vision, pixelValues(pixels, manifest), "image_embeds"));
    const photo = await schedule(() => only(graphs.qformer, { image_embeds }, "visual_prefix"));
    const inputs_embeds = joined(photo, asked);
    const places = inputs_embeds.dims[1] ?? 0;
    const captions = await growCaptions(
      {
        first: () => step({ inputs_embeds, position_ids: line(Array.from({ length: places }, (_, place) => place)) }, nothingYet()),
        next: async (ids, cache, length) => {
          const inputs_embeds = await only(graphs.embed, { input_ids: column(ids) }, "inputs_embeds");
          return step({ inputs_embeds, position_ids: column(ids.map(() => places + length - 1)) }, cache);
        },
        take: takeRows,
      },
      { count, choose, schedule, ...sampling, end },
    );
    return captions.map((ids) => sentenceOf(words, ids, end));
  };
}
