/**
 * What a page may ask about models: by ids of the catalogue alone. It names no address and no folder of models, and of the disk
 * only files that the user brings. Cancelling a change and erasing old vectors are calls of the engine.
 */
import { z } from "zod";
import { getProgressSchema, gotSchema, packIdSchema, packsApi, partSchema, profileSchema, requestsSchema } from "./packs.ts";
import { type Client, call, type Handlers, stream } from "./rpc.ts";
import { pathText } from "./types.ts";

const ofId = z.object({ id: packIdSchema });

const pageProfileSchema = profileSchema.omit({ folder: true });
export type PageProfile = z.infer<typeof pageProfileSchema>;

const packListSchema = z.object({
  parts: z.array(partSchema),
  profiles: z.array(pageProfileSchema),
  /** The profile that the library is searched with; null: a pack that the catalogue does not know */
  inUse: z.string().nullable(),
  /** The one that it is changing to; null: none */
  coming: z.string().nullable(),
  /** Of this computer */
  memoryBytes: z.number(),
  /** The program asks the user itself, outside of the page, before anything is fetched. */
  asksItself: z.boolean(),
});
export type PackList = z.infer<typeof packListSchema>;

const pageGotSchema = gotSchema.omit({ folder: true });
export type PageGot = z.infer<typeof pageGotSchema>;

export const pagePacksApi = {
  list: call(z.object({}), packListSchema),
  /** Fetches what is missing of a profile or part. Leaving the stream cancels it; what came is kept. `unpinned`: the user agreed to that too. */
  get: stream(ofId.extend({ unpinned: z.boolean().default(false) }), z.union([getProgressSchema, pageGotSchema])),
  /** `path`: of a file, zip or folder that the user brings; `part`: the one that it is for, where names do not say */
  importFrom: call(z.object({ path: pathText, part: packIdSchema.optional() }), pageGotSchema),
  verify: call(ofId, packsApi.verify.output),
  /** Refused for what the library is searched with, or changing to. */
  remove: call(ofId, packsApi.remove.output),
  /** Changes the library to an installed profile; how far it is, the engine's status says. */
  use: call(ofId, z.object({})),
  requests: call(z.object({}), z.array(requestsSchema)),
};
export type PagePacksApi = Client<typeof pagePacksApi>;
export type PagePacksHandlers = Handlers<typeof pagePacksApi>;
