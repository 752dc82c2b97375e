/** Which steps of a graph a device computes itself: ONNX Runtime leaves to the processor what a device lacks, and says nothing. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { TriedDevice } from "../../contract/devices.ts";
import { profiledRun } from "./sessions.ts";

export type Steps = NonNullable<TriedDevice["steps"]>;

const mostBytes = 64 * 1024 * 1024;
const processor = "CPUExecutionProvider";

const eventsSchema = z.array(z.object({ cat: z.string().optional(), name: z.string().optional(), args: z.unknown() }));
const argumentsSchema = z.object({ provider: z.string().min(1) });

/** Runs the graph once in a session of its own; null where ONNX Runtime's account of it says nothing. */
export async function probeSteps(...[file, options, inputs]: Parameters<typeof profiledRun>): Promise<Steps | null> {
  const folder = await mkdtemp(join(tmpdir(), "recompose-profile-"));
  try {
    await profiledRun(file, { ...options, profile: join(folder, "run") }, inputs);
    const [name] = await readdir(folder);
    return name === undefined ? null : await stepsOfFile(join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function stepsOfFile(file: string): Promise<Steps | null> {
  return (await stat(file)).size > mostBytes ? null : stepsOf(await readFile(file, "utf8"));
}

/** `profile`: events in JSON, of one run. One that is not as expected has no steps. */
export function stepsOf(profile: string): Steps | null {
  const events = eventsSchema.safeParse(parsed(profile)).data ?? [];
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
