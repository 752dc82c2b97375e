/**
 * Lists of photos that were given out, of the library and of results. They are kept as they were, so that any part of one can be
 * asked for and nothing moves under the pointer, whatever is indexed meanwhile.
 */
import { AppError } from "../../contract/errors.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Hit, Month } from "../../contract/types.ts";
import type { Why } from "../../contract/why.ts";

export interface List {
  /** Photo ids, in order */
  ids(): readonly number[];
  /** Of the photo that stands for a near-copy in this list */
  standIn(photo: number): number;
  /** Of results: that part of them */
  hits?(offset: number, limit: number): Hit[];
  /** Of results: why a photo is among them. Throws what the models throw. */
  why?(photo: number, options?: CallOptions): Promise<Why>;
  /** By date only */
  months?: readonly Month[];
}

/** As many as windows, going back and forth, and sort orders may need; one takes 1 MB at 100,000 photos. */
const capacity = 12;

export type Lists = ReturnType<typeof createLists>;

export function createLists() {
  const kept = new Map<string, List>();
  let given = 0;

  function find(name: string | undefined): List | undefined {
    const list = name === undefined ? undefined : kept.get(name);
    if (list && name !== undefined) {
      kept.delete(name);
      kept.set(name, list);
    }
    return list;
  }

  return {
    keep(list: List): string {
      const name = `list-${++given}`;
      kept.set(name, list);
      const [oldest] = kept.keys();
      if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
      return name;
    },
    /** Photos were forgotten: others may have their numbers one day. */
    clear: () => kept.clear(),
    /** Undefined when it is no longer kept. */
    find,
    /** Throws list-unknown. */
    get(name: string): List {
      const list = find(name);
      if (list) return list;
      throw new AppError("list-unknown", "This list is no longer kept.", "Ask for it again.");
    },
  };
}
