/** What was done in the app and can be taken back: the last twenty steps. */
import { strings } from "../strings/index.ts";
import { showError, showNote } from "./messages.ts";

const most = 20;
const togetherMs = 1500;

interface Step {
  /** Steps of one kind in quick succession are one, as those of a slider; null: a step of its own */
  kind: string | null;
  at: number;
  undo: () => unknown;
}

let steps: Step[] = [];

/** `undo` brings back what was before. `text`: said, with a button that takes it back. */
export function remember(kind: string | null, undo: () => unknown, text?: string): void {
  const last = steps.at(-1);
  const step = { kind, at: Date.now(), undo };
  if (last && kind !== null && last.kind === kind && step.at - last.at < togetherMs) last.at = step.at;
  else steps = [...steps, step].slice(-most);
  if (text !== undefined) showNote(text, { label: strings.undo, run: () => void takeBack(step) });
}

/** What was of this kind cannot be taken back any more. */
export function forgetSteps(kind: string): void {
  steps = steps.filter((step) => step.kind !== kind);
}

export async function undo(): Promise<void> {
  const step = steps.at(-1);
  if (step) await takeBack(step);
  else showNote(strings.nothingToUndo);
}

async function takeBack(step: Step): Promise<void> {
  steps = steps.filter((other) => other !== step);
  try {
    await step.undo();
    showNote(strings.undone);
  } catch (error) {
    showError(error);
  }
}
