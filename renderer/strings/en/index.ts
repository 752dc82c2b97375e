/** English. Plain, without blame, and saying what to do next. */
import { errorTexts } from "../../../contract/error-texts/index.ts";
import { commands } from "./commands.ts";
import { devices } from "./devices.ts";
import { library } from "./library.ts";
import { loupe } from "./loupe.ts";
import { packs } from "./packs.ts";
import { query } from "./query.ts";
import { results } from "./results.ts";
import { settings } from "./settings.ts";
import { status } from "./status.ts";

export const en = {
  name: "Recompose",
  promise: "Find the photo like this one, but different. On this computer.",
  skipToResults: "To the photos",
  close: "Close",
  cancel: "Cancel",
  dismiss: "Dismiss",
  remove: "Remove",
  save: "Save",
  undo: "Undo",
  undone: "Undone.",
  nothingToUndo: "Nothing to undo.",
  panel: "Library panel",
  details: "Details panel",
  settingsButton: "Settings",
  keysButton: "Keys",

  connection: {
    connecting: "Starting…",
    lost: "The connection to Recompose was lost. Trying again…",
    lostHint: "If it was closed, start it again and open the address that it prints.",
  },

  query,
  results,
  library,
  loupe,
  packs,
  status,
  devices,
  settings,
  commands,
  errors: errorTexts.en,
};

export type Strings = typeof en;
