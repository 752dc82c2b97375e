/**
 * Florence-2: the photo and a question are read by an encoder, once; a decoder that looks at them writes. The four graphs are
 * the hub's. Its decoder is two in one: `use_cache_branch` says whether there is a cache already.
 */
import type { Decode } from "../captioner.ts";
import { growCaptions } from "../grow-captions.ts";
import type { CaptionerOf } from "../manifest.ts";
import type { Pack } from "../pack.ts";
import { type FloatTensor, flags, floats } from "../sessions.ts";
import { type Cache, cachedDecoder, takeRows } from "./cached-decoder.ts";
import { column, joined, line, ones, only, openGraphs, openWords, pixelValues, sentenceOf } from "./graphs.ts";

export async function openFlorence2(pack: Pack, manifest: CaptionerOf<"florence2">, threads: number): Promise<Decode> {
  const { vision, embed, encoder, decoder, prompt, start, end, begin, sampling } = manifest;
  const words = await openWords(pack, manifest);
  const graphs = await openGraphs(pack, { vision, embed, encoder, decoder }, threads);
  // What the encoder read is looked at as it was at the first step.
  const { nothingYet, step } = cachedDecoder(graphs.decoder, (name) => name.includes(".encoder."));
  const question = line(words.tokenize(prompt).ids);
  const asked = await only(graphs.embed, { input_ids: question }, "inputs_embeds");

  return async (pixels, { count, choose, schedule }) => {
    const photo = await schedule(() => only(graphs.vision, pixelValues(pixels, manifest), "image_features"));
    const inputs_embeds = joined(photo, asked);
    const places = inputs_embeds.dims[1] ?? 0;
    const read = await schedule(() => only(graphs.encoder, { inputs_embeds, attention_mask: ones(1, places) }, "last_hidden_state"));

    const reads = repeated(read, count);

    async function write(ids: readonly number[], cache: Cache, hasCache: boolean) {
      const embeds = await only(graphs.embed, { input_ids: column(ids) }, "inputs_embeds");
      return step(
        {
          inputs_embeds: embeds,
          encoder_hidden_states: firstRows(reads, ids.length),
          encoder_attention_mask: ones(ids.length, places),
          use_cache_branch: flags([hasCache], [1]),
        },
        cache,
      );
    }

    const captions = await growCaptions(
      {
        // BART begins with its end, and then with its beginning.
        first: async () => write([begin], (await write([start], nothingYet(), false)).cache, true),
        next: (ids, cache) => write(ids, cache, true),
        take: takeRows,
      },
      { count, choose, schedule, ...sampling, end },
    );
    return captions.map((ids) => sentenceOf(words, ids, end));
  };
}

/** The one row, `rows` times */
function repeated({ data, dims }: FloatTensor, rows: number): FloatTensor {
  const [, ...shape] = dims;
  const all = new Float32Array(rows * data.length);
  for (let row = 0; row < rows; row++) all.set(data, row * data.length);
  return floats(all, [rows, ...shape]);
}

function firstRows({ data, dims }: FloatTensor, rows: number): FloatTensor {
  const [held = 1, ...shape] = dims;
  return floats(data.subarray(0, (rows * data.length) / held), [rows, ...shape]);
}
