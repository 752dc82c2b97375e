/** The question that stands before every download: asked by the system's own dialog, which no page can draw or press. */
import type { Part } from "../../contract/packs.ts";
import type { Words } from "./words/en.ts";

/** What is to be fetched; see the packs of a page. */
interface Offer {
  title: string;
  parts: readonly Part[];
  bytes: number;
  hosts: readonly string[];
  unpinned: boolean;
}

/** As Electron's message box takes it. */
export interface Question {
  type: "question";
  title: string;
  message: string;
  detail: string;
  buttons: string[];
  defaultId: number;
  cancelId: number;
  checkboxLabel?: string;
}

const get = 0;
const cancel = 1;

export function fetchQuestion({ title, parts, bytes, hosts, unpinned }: Offer, { fetch: words }: Words): Question {
  const each = parts.map((part) => `${part.title}: ${inWords(part.bytes)}; ${part.licence}; ${words.commercialUse[part.commercialUse]}`);
  return {
    type: "question",
    title: "Recompose",
    message: words.message(title, hosts, inWords(bytes)),
    detail: [...each, "", words.nothingSent, ...(unpinned ? ["", words.warning] : [])].join("\n"),
    buttons: [words.fetch, words.cancel],
    defaultId: cancel,
    cancelId: cancel,
    ...(unpinned && { checkboxLabel: words.takeUnchecked }),
  };
}

/** all: also what cannot be checked */
export function answerOf({ response, checkboxChecked }: { response: number; checkboxChecked: boolean }): "no" | "checked" | "all" {
  if (response !== get) return "no";
  return checkboxChecked ? "all" : "checked";
}

function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
