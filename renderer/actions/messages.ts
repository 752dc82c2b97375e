/** What the page says: toasts for the eye, one polite line for screen readers. */
import { toAppError } from "../../contract/errors.ts";
import { store, type Toast } from "../store.ts";
import { inWords } from "../strings/in-words.ts";

const noteMs = 8000;
const spokenEveryMs = 5000;
const mostToasts = 3;
let nextKey = 1;

/** An error as a toast that stays until it is closed. What was cancelled on purpose is no error. */
export function showError(error: unknown): void {
  const known = toAppError(error);
  if (known.code !== "aborted") show({ kind: "error", text: inWords(known) });
}

/** Does it, and shows the error if there is one. */
export async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    showError(error);
  }
}

/** A note that goes by itself. The newest alone: it takes the place of the one before. */
export function showNote(text: string, action?: Toast["action"]): void {
  store.setState(({ toasts }) => ({ toasts: toasts.filter(({ kind }) => kind !== "note") }));
  const key = show({ kind: "note", text, ...(action && { action }) });
  setTimeout(() => closeToast(key), noteMs);
}

/** A question: it stays until it is answered or closed. */
export function ask(text: string, action: NonNullable<Toast["action"]>): void {
  show({ kind: "question", text, action });
}

export function closeToast(key: number): void {
  store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) }));
}

function show(toast: Omit<Toast, "key">): number {
  const key = nextKey++;
  store.setState(({ toasts }) => ({
    toasts: [...toasts.filter(({ text }) => text !== toast.text), { ...toast, key }].slice(-mostToasts),
  }));
  return key;
}

let lastSpoken = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says the newest of what there is to say, once in five seconds at most. */
export function say(text: string): void {
  clearTimeout(waiting);
  const wait = Math.max(0, lastSpoken + spokenEveryMs - Date.now());
  waiting = setTimeout(() => {
    lastSpoken = Date.now();
    store.setState({ spoken: text });
  }, wait);
}
