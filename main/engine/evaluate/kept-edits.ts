/** The language model's edits, kept on disk with the time that they took: a language model is slow, and rules are not. */
import { z } from "zod";
import { type ModelApi, modelApi } from "../../../contract/models.ts";
import { textOf } from "./cache.ts";
import type { Kit } from "./kit.ts";

/** Nobody waits here, and a busy machine must not change a figure. */
const patience = 600_000;
const keptSchema = modelApi.editCaptions.output.extend({ ms: z.number() });

export function createKeptEdits({ models, cache, info }: Pick<Kit, "models" | "cache" | "info">) {
  const kind = `edits ${info.llm?.key}`;
  let saved = 0;

  const editCaptions: ModelApi["editCaptions"] = async (input, options) => {
    const key = JSON.stringify(input);
    const known = cache.get(kind, key);
    if (known) {
      const { ms, ...answer } = keptSchema.parse(JSON.parse(textOf(known)));
      saved += ms;
      return answer;
    }
    const started = performance.now();
    const answer = await models.editCaptions({ ...input, limitMs: patience }, options);
    if (answer.by === "llm") cache.put(kind, key, Buffer.from(JSON.stringify({ ...answer, ms: performance.now() - started })));
    return answer;
  };

  return { editCaptions, savedMs: () => saved };
}
