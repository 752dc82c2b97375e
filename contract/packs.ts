/** What can be asked of the packs process, the only one that opens connections: which models there are, and getting them. */
import { z } from "zod";
import { AppError } from "./errors.ts";
import { type Client, call, type Handlers, stream } from "./rpc.ts";
import { packInfoSchema, pathText } from "./types.ts";

export const partKinds = ["encoder", "phi", "captioner", "llm"] as const;

/** hosted: can be fetched; export: made with models/export from published weights; bring: only by hand, then imported. */
export const availabilitySchema = z.enum(["hosted", "export", "bring"]);

export const partSchema = z.object({
  id: z.string(),
  kind: z.enum(partKinds),
  title: z.string(),
  /** What it is for, in a sentence */
  purpose: z.string(),
  licence: z.string(),
  commercialUse: packInfoSchema.shape.commercialUse,
  availability: availabilitySchema,
  /** Where its files are asked for; redirects may lead on from there */
  hosts: z.array(z.string()),
  /** Of all files; about, where they were not pinned */
  bytes: z.number(),
  /** Working memory that it needs, about */
  memoryBytes: z.number(),
  /** Size and checksum of every file are known. */
  pinned: z.boolean(),
  state: z.enum(["absent", "partial", "installed"]),
});
export type Part = z.infer<typeof partSchema>;

/** Parts that go together. */
export const profileSchema = z.object({
  id: z.string(),
  title: z.string(),
  parts: z.array(z.string()),
  bytes: z.number(),
  commercialUse: packInfoSchema.shape.commercialUse,
  state: z.enum(["absent", "partial", "installed"]),
  /** The folder of the pack; null until it is installed. */
  folder: z.string().nullable(),
});
export type Profile = z.infer<typeof profileSchema>;

export const getProgressSchema = z.object({
  /** The file at which it is */
  file: z.string(),
  doneBytes: z.number(),
  totalBytes: z.number(),
  bytesPerSecond: z.number().nullable(),
  etaSeconds: z.number().nullable(),
});
export type GetProgress = z.infer<typeof getProgressSchema>;

/** What came over the network, or from where else. */
const fetchedSchema = z.object({ part: z.string(), file: z.string(), from: z.string(), bytes: z.number(), sha256: z.string() });
export type Fetched = z.infer<typeof fetchedSchema>;
export const gotSchema = z.object({ folder: z.string().nullable(), fetched: z.array(fetchedSchema) });

/** Requests that the packs process sent to a host, ever; `lastAt`: milliseconds since 1970. */
export const requestsSchema = z.object({ host: z.string(), requests: z.number().int(), lastAt: z.number() });
export type Requests = z.infer<typeof requestsSchema>;

export const packIdSchema = z.string().max(100);
const id = packIdSchema;
/** An address, such as https://models.example.org */
const hubSchema = z.string().max(2000);

/** The address of a host as it was typed. Throws bad-request. */
export function hubAddress(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new AppError("bad-request", `"${text}" is no address of a host.`, "Use one such as https://models.example.org.");
}

export const packsApi = {
  /** hub: as they are with the list of that host, if it brings one */
  list: call(z.object({ hub: hubSchema.optional() }), z.object({ parts: z.array(partSchema), profiles: z.array(profileSchema) })),
  /** Fetches what is missing of a profile or part, checks and installs it; progress, and last what came. */
  get: stream(
    z.object({
      id,
      /** Another host to ask, in place of all that the catalogue names. Its own list of models, if `list` showed it, goes before the program's. */
      hub: hubSchema.optional(),
      /** Also files whose size and checksum neither the catalogue states nor, of a hub, the host itself */
      unpinned: z.boolean().default(false),
    }),
    z.union([getProgressSchema, gotSchema]),
  ),
  /** Takes files of known parts out of a folder, a zip or a single file; `part`: the one that they are for, where names do not say. */
  importFrom: call(z.object({ path: pathText, part: id.optional() }), gotSchema),
  /** Reads every file of an installed part or profile again. */
  verify: call(z.object({ id }), z.object({ files: z.array(z.object({ file: z.string(), wrong: z.string().nullable() })) })),
  /** Erases a part or profile, and profiles that need it. */
  remove: call(z.object({ id }), z.object({ removed: z.array(z.string()), freedBytes: z.number() })),
  /** All that was ever asked of the network, by host, newest first. */
  requests: call(z.object({}), z.array(requestsSchema)),
  /** For maintainers: notes and compares revision, size and checksum of every file that has an address, in the catalogue itself. */
  pin: stream(
    z.object({ hub: hubSchema.optional() }),
    z.union([z.object({ file: z.string() }), z.object({ pinned: z.number().int(), compared: z.number().int() })]),
  ),
};
export type PacksApi = Client<typeof packsApi>;
export type PacksHandlers = Handlers<typeof packsApi>;
