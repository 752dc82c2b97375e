/**
 * Photos as words (method.md, query step 2): a network phi makes of a photo's embedding the token that stands for it in a
 * sentence; or the token is found by descent, from noise or from a network's token.
 */
import { AppError } from "../../contract/errors.ts";
import { type ModelInfo, type PhiName, phiNames } from "../../contract/models.ts";
import { noiseTokens, openDescent } from "./inversion.ts";
import { lazily } from "./lazily.ts";
import type { Manifest } from "./manifest.ts";
import type { Pack } from "./pack.ts";
import { floats, openSession, plainReason } from "./sessions.ts";
import type { Schedule } from "./turns.ts";

export interface PseudoTokens {
  /** embeddings: photos x dims, as the image encoder gave them, not normalised -> photos x token width */
  encode(name: PhiName, embeddings: Float32Array, schedule: Schedule): Promise<Float32Array<ArrayBuffer>>;
}

/** The ways that a pack has all files for. */
export function phiOf({ phi, inversion }: Manifest): ModelInfo["phi"] {
  const byDescent: readonly PhiName[] = ["searle-oti", "palavra"];
  return phiNames.filter((name) => (name === "searle-oti" || phi[name]) && (inversion || !byDescent.includes(name)));
}

/** Every network, and the graph of the gradients, is opened when it is first needed. */
export function createPseudoTokens(pack: Pack, threads: number): PseudoTokens {
  const { dims, phi, inversion, text, title } = pack.manifest;
  const { width } = text.pseudo;
  const sessions = new Map(
    Object.entries(phi).map(([name, file]) => [name, lazily(() => opened(name, openSession(pack.path(file), "cpu", threads)))]),
  );
  const descent = inversion && lazily(() => opened("gradient", openDescent(pack, inversion, threads)));

  async function opened<T>(name: string, opening: Promise<T>): Promise<T> {
    try {
      return await opening;
    } catch (error) {
      const what = `The network "${name}" of "${title}" cannot be opened: ${plainReason(error)}.`;
      throw new AppError("model-failed", what, "Choose another pack.", { cause: error });
    }
  }

  return {
    encode: async (name, embeddings, schedule) => {
      if (!phiOf(pack.manifest).includes(name))
        throw new AppError("model-failed", `"${title}" has no network "${name}" for pseudo tokens.`, "Choose another pack.");
      const rows = embeddings.length / dims;
      if (rows < 1 || !Number.isInteger(rows)) throw new AppError("bad-request", `${embeddings.length} numbers are no rows of ${dims}.`);
      const session = await sessions.get(name)?.();
      const made = await schedule(
        async () => session?.run({ embedding: floats(embeddings, [rows, dims]) }, "token", rows, width) ?? noiseTokens(rows, width),
      );
      const steps = name === "searle-oti" || name === "palavra" ? inversion?.steps[name] : undefined;
      const descend = steps && (await descent?.());
      return new Float32Array(descend ? (await descend(embeddings, made, steps, schedule)).tokens : made);
    },
  };
}
