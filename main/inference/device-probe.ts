/** Which steps of a graph a device computes itself: ONNX Runtime leaves to the processor what a device lacks, and says nothing. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { TriedDevice } from "../../contract/devices.ts";

export type Steps = NonNullable<TriedDevice["steps"]>;

const mostBytes = 64 * 1024 * 1024;
const processor = "CPUExecutionProvider";

const eventsSchema = z.array(z.object({ cat: z.string().optional(), name: z.string().optional(), args: z.unknown() }));
const argumentsSchema = z.object({ provider: z.string().min(1) });

/** Where a session is to write its account, in a folder for the time being. */
export interface Probe {
  prefix: string;
  /** Null where the account says nothing. Once the session has ended it; whatever happens, call it: it takes the folder away. */
  read(): Promise<Steps | null>;
}

export async function createProbe(): Promise<Probe> {
  const folder = await mkdtemp(join(tmpdir(), "recompose-profile-"));

  async function read(): Promise<Steps | null> {
    const [name] = await readdir(folder);
    if (name === undefined || (await stat(join(folder, name))).size > mostBytes) return null;
    return stepsOf(await readFile(join(folder, name), "utf8"));
  }

  return { prefix: join(folder, "run"), read: () => read().finally(() => rm(folder, { recursive: true, force: true })) };
}

/** `account`: events in JSON, of one run. One that is not as expected has no steps. */
export function stepsOf(account: string): Steps | null {
  const events = eventsSchema.safeParse(parsed(account)).data ?? [];
  const providers = events.flatMap(({ cat, name, args }) => {
    const isStep = cat === "Node" && name?.endsWith("_kernel_time");
    const provider = isStep ? argumentsSchema.safeParse(args).data?.provider : undefined;
    return provider === undefined ? [] : [provider];
  });
  if (providers.length === 0) return null;
  return { onDevice: providers.filter((provider) => provider !== processor).length, of: providers.length };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
