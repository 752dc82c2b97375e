/**
 * BLIP: a decoder that looks at the photo in every layer. What it looks at is computed once for a photo and shared by all its
 * captions. The graphs are those of models/export/blip.py.
 */
import type { Decode } from "../captioner.ts";
import { growCaptions } from "../grow-captions.ts";
import type { CaptionerOf } from "../manifest.ts";
import type { Pack } from "../pack.ts";
import { cachedDecoder, takeRows } from "./cached-decoder.ts";
import { column, line, openGraphs, openWords, pixelValues, sentenceOf } from "./graphs.ts";

export async function openBlip(pack: Pack, manifest: CaptionerOf<"blip">, threads: number): Promise<Decode> {
  const { vision, decoder, prompt, begin, end, sampling } = manifest;
  const words = await openWords(pack, manifest);
  const graphs = await openGraphs(pack, { vision, decoder }, threads);
  const { nothingYet, step } = cachedDecoder(graphs.decoder);
  const looks = [...graphs.decoder.inputs.keys()].filter((name) => name.startsWith("cross."));
  const asked = [begin, ...words.idsOf(prompt)];

  return async (pixels, { count, choose, schedule }) => {
    const seen = await schedule(() => graphs.vision.tensors(pixelValues(pixels, manifest), looks));
    const photo = Object.fromEntries(looks.flatMap((name, index) => (seen[index] ? [[name, seen[index]]] : [])));
    const captions = await growCaptions(
      {
        first: () => step({ ...photo, input_ids: line(asked), position_ids: line(asked.map((_, place) => place)) }, nothingYet()),
        next: (ids, cache, length) => {
          const position_ids = column(ids.map(() => asked.length + length - 1));
          return step({ ...photo, input_ids: column(ids), position_ids }, cache);
        },
        take: takeRows,
      },
      { count, choose, schedule, ...sampling, end },
    );
    return captions.map((ids) => sentenceOf(words, ids, end));
  };
}
