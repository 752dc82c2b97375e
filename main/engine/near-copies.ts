/** Keeps the library's near-copies up to date: some time after photos came or went, never while they keep coming. */
import { setImmediate } from "node:timers/promises";
import { groupCopies } from "./group-copies.ts";
import type { Library } from "./store/db.ts";
import type { Leaders } from "./store/near-copies.ts";
import type { VectorIndex } from "./vectors.ts";

/** How long nothing has to have happened */
const quietMs = 3000;
/** The event loop waits for at most so long. */
const breathMs = 12;

export interface NearCopies {
  leaders(): Leaders;
  /** Photos came or went. */
  changed(): void;
  /** Groups all photos now; resolves when that is written. */
  update(): Promise<void>;
  close(): void;
}

export interface NearCopiesOptions {
  library: Pick<Library, "nearCopies">;
  vectors(): Promise<VectorIndex>;
  /** Other photos are near-copies now. */
  onChange(): void;
}

export function createNearCopies({ library: { nearCopies }, vectors, onChange }: NearCopiesOptions): NearCopies {
  let known: Leaders | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function update(): Promise<void> {
    const index = await vectors();
    const version = index.version;
    const leaders = await groupCopies(nearCopies.facts(), index, breather());
    if (isClosed || index.version !== version) return;
    known = undefined;
    if (nearCopies.replace(leaders)) onChange();
  }

  return {
    leaders() {
      known ??= nearCopies.leaders();
      return known;
    },
    changed() {
      clearTimeout(timer);
      // Without models there are no vectors to compare; who needs to know is told by their status.
      if (!isClosed) timer = setTimeout(() => void update().catch(() => {}), quietMs).unref();
    },
    update,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** Lets others have the thread once it was kept for long. */
function breather(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < breathMs) return;
    await setImmediate();
    began = performance.now();
  };
}
