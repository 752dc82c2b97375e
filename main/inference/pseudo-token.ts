/** Photos as words: the networks phi, which make of a photo's embedding the token that stands for it in a sentence (method.md, query step 2). */
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import { lazily } from "./lazily.ts";
import type { Pack } from "./pack.ts";
import { floats, openSession, plainReason, type Session } from "./sessions.ts";
import type { Schedule } from "./turns.ts";

type PhiName = ModelInfo["phi"][number];

export interface PseudoTokens {
  /** embeddings: photos x dims, as the image encoder gave them, not normalised -> photos x token width */
  encode(name: PhiName, embeddings: Float32Array, schedule: Schedule): Promise<Float32Array<ArrayBuffer>>;
}

/** Every network is opened when it is first needed. */
export function createPseudoTokens({ manifest, path }: Pack, threads: number): PseudoTokens {
  const { dims, phi, text, title } = manifest;
  const sessions = new Map(Object.entries(phi).map(([name, file]) => [name, lazily(() => open(name, file))]));

  async function open(name: string, file: string): Promise<Session> {
    try {
      return await openSession(path(file), "cpu", threads);
    } catch (error) {
      const what = `The network "${name}" of "${title}" cannot be opened: ${plainReason(error)}.`;
      throw new AppError("model-failed", what, "Choose another pack.", { cause: error });
    }
  }

  return {
    encode: async (name, embeddings, schedule) => {
      const session = await sessions.get(name)?.();
      if (!session) throw new AppError("model-failed", `"${title}" has no network "${name}" for pseudo tokens.`, "Choose another pack.");
      const rows = embeddings.length / dims;
      if (rows < 1 || !Number.isInteger(rows)) throw new AppError("bad-request", `${embeddings.length} numbers are no rows of ${dims}.`);
      const tokens = await schedule(() => session.run({ embedding: floats(embeddings, [rows, dims]) }, "token", rows, text.pseudo.width));
      return new Float32Array(tokens);
    },
  };
}
