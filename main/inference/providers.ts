/** Which device computes. A device is used only if it starts and gives the canary the pack's own vector; the CPU comes last. */
import { AppError } from "../../contract/errors.ts";
import { leastCosine } from "./canary.ts";
import { plainReason } from "./sessions.ts";

export interface Choice<E> {
  encoder: E;
  used: string;
  /** Plain sentence: which device, and why the others are not used */
  reason: string;
  /** Cosine of the canary's vector on this device to the pack's own */
  canary: number;
}

interface Closable {
  close(): Promise<void>;
}

/**
 * Tries the requested devices in order, then the CPU.
 * `open` starts an encoder on a device, `check` gives its canary cosine. Fails with model-failed when not even the CPU will do.
 */
export async function chooseProvider<E extends Closable>(
  requested: readonly string[],
  open: (provider: string) => Promise<E>,
  check: (encoder: E) => Promise<number>,
): Promise<Choice<E>> {
  const refused: string[] = [];
  for (const used of new Set([...requested, "cpu"])) {
    const attempt = await tryProvider(used, open, check);
    if (typeof attempt === "string") refused.push(attempt);
    else return { ...attempt, used, reason: sentence(used, refused) };
  }
  throw new AppError(
    "model-failed",
    `The pack runs on no device of this computer: ${refused.join("; ")}.`,
    "Choose another pack, or report this with the text above.",
  );
}

/** The encoder and its canary cosine, or why this device is not used. */
async function tryProvider<E extends Closable>(
  provider: string,
  open: (provider: string) => Promise<E>,
  check: (encoder: E) => Promise<number>,
): Promise<{ encoder: E; canary: number } | string> {
  let encoder: E | undefined;
  try {
    encoder = await open(provider);
    const canary = await check(encoder);
    if (canary >= leastCosine) return { encoder, canary };
    await encoder.close();
    return `${provider} computes wrongly (${canary.toFixed(4)} likeness to the right result, at least ${leastCosine} is needed)`;
  } catch (error) {
    await encoder?.close();
    return `${provider} cannot be used here (${plainReason(error)})`;
  }
}

function sentence(used: string, refused: readonly string[]): string {
  const device = used === "cpu" ? "Runs on the processor" : `Runs on ${used}`;
  return refused.length > 0 ? `${device}: ${refused.join("; ")}.` : `${device}.`;
}
