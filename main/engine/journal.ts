/** Every change of what the user notes can be taken back, and made again, while the engine runs. */
import { type Change, stepsKept } from "../../contract/collections.ts";
import type { Step } from "./store/marks.ts";

interface Entry {
  change: Change;
  step: Step;
}

export type Journal = ReturnType<typeof createJournal>;

export function createJournal() {
  const done: Entry[] = [];
  let undone: Entry[] = [];
  let changes = 0;

  function keep(entry: Entry): Change {
    done.push(entry);
    if (done.length > stepsKept) done.shift();
    return entry.change;
  }

  /** Notes a change that was made just now; `step` takes it back. */
  function note(kind: Change["kind"], photos: number, step: Step): Change {
    undone = [];
    return keep({ change: { change: ++changes, kind, photos }, step });
  }

  /** That change, or the last one; null when it is not kept. What was changed since in the same places goes with it. */
  function undo(change?: number): Change | null {
    const index = change === undefined ? done.length - 1 : done.findIndex((entry) => entry.change.change === change);
    const [entry] = index < 0 ? [] : done.splice(index, 1);
    if (!entry) return null;
    undone.push({ change: entry.change, step: entry.step() });
    return entry.change;
  }

  function redo(): Change | null {
    const entry = undone.pop();
    return entry ? keep({ change: entry.change, step: entry.step() }) : null;
  }

  return { note, undo, redo };
}
