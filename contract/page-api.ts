/** The calls that a page may make: those of the engine without what reads any folder it is told: measurements, models (see page-packs.ts). */
import { engineApi } from "./api.ts";
import { call } from "./rpc.ts";
import { uploadSchema } from "./types.ts";

const {
  evaluate: _1,
  evaluateNothingMatches: _2,
  evaluateFlickr8k: _3,
  benchmarkIndex: _4,
  usePack: _5,
  packFolders: _6,
  addReference: { input: byContentOrPath },
  ...others
} = engineApi;

export const pageApi = {
  ...others,
  /** By content only: a page names no files. */
  addReference: call(byContentOrPath.options[0], uploadSchema),
};
