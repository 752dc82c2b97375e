/** The question that stands before every download: asked by the system's own dialog, which no page can draw or press. */
import type { Part } from "../../contract/packs.ts";

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
const commercialUse = { yes: "commercial use is allowed", no: "not for commercial use", unclear: "commercial use is unclear" };

export function fetchQuestion({ title, parts, bytes, hosts, unpinned }: Offer): Question {
  const each = parts.map((part) => `${part.title}: ${inWords(part.bytes)}; ${part.licence}; ${commercialUse[part.commercialUse]}`);
  const warning = "Size and checksum of some files were never noted: nobody can tell whether what comes is what it should be.";
  return {
    type: "question",
    title: "Recompose",
    message: `Fetch "${title}" from ${hosts.join(" and ")}? About ${inWords(bytes)}.`,
    detail: [
      ...each,
      "",
      "Nothing of yours is sent. Until you say so, Recompose does not go online.",
      ...(unpinned ? ["", warning] : []),
    ].join("\n"),
    buttons: ["Fetch", "Cancel"],
    defaultId: cancel,
    cancelId: cancel,
    ...(unpinned && { checkboxLabel: "Also take what cannot be checked" }),
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
