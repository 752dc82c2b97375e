/**
 * Helper processes of the engine, and how they come about in Electron: only its main process can start utility processes,
 * so the engine asks for them over its parent port, and gets each one's port. See docs/decisions/005-helpers-in-electron.md
 */
import { z } from "zod";

const helperKindSchema = z.enum(["inference", "decoder"]);
export type HelperKind = z.infer<typeof helperKindSchema>;

/**
 * glibc keeps a pool of free memory for every thread, and helpers have many threads that each need much once: 200 MB less in
 * all. Other systems ignore these. (As the small young generation does.)
 */
export const helperSettings = {
  inference: { env: { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "131072" }, execArgv: ["--max-semi-space-size=4"] },
  decoder: { env: { MALLOC_ARENA_MAX: "2" }, execArgv: ["--max-semi-space-size=4"] },
} satisfies Record<HelperKind, { env: Record<string, string>; execArgv: string[] }>;

const id = z.number().int();

/** From the engine to the main process. `closed`: the library is closed, and the process may be ended. */
export const askedOfMainSchema = z.discriminatedUnion("main", [
  z.object({ main: z.literal("start"), id, kind: helperKindSchema }),
  z.object({ main: z.literal("kill"), id }),
  z.object({ main: z.literal("closed") }),
]);
export type AskedOfMain = z.infer<typeof askedOfMainSchema>;

/**
 * From the main process to the engine. port: the helper's port comes with it; exited: in words; folder: one that the user chose
 * or dropped, which the page may therefore add, or have copies made into; page: the port of a window comes with it; close: close the library.
 */
export const saidByMainSchema = z.discriminatedUnion("main", [
  z.object({ main: z.literal("port"), id }),
  z.object({ main: z.literal("exited"), id, how: z.string() }),
  z.object({ main: z.literal("folder"), path: z.string(), for: z.enum(["reading", "copies"]) }),
  z.object({ main: z.literal("page") }),
  z.object({ main: z.literal("close") }),
]);
export type SaidByMain = z.infer<typeof saidByMainSchema>;
