/** All that can be done by a key, in one table: the keys work from it, the menus and the list of keys show it. */

import { askForCopies } from "./actions/copies.ts";
import { giveFeedback } from "./actions/feedback.ts";
import { leaveOutChosen, retryChosen } from "./actions/folders.ts";
import { setFlag, setLabel, setStars } from "./actions/marks.ts";
import { showNote } from "./actions/messages.ts";
import { act, captionNow, copyPaths } from "./actions/originals.ts";
import { cropActive, referToChosen, similarToActive, toggleFullScreen } from "./actions/photos.ts";
import { copySearch } from "./actions/query-line.ts";
import { selectAll, selectNone } from "./actions/select.ts";
import { changeSettings } from "./actions/settings.ts";
import { stepBack } from "./actions/step-back.ts";
import { undo } from "./actions/undo.ts";
import { closeLoupe, openDialog, openLoupe, setCellSize, setDetails, setPanel, toggleZoom } from "./actions/view.ts";
import { showWhy } from "./actions/why.ts";
import { focusText } from "./focus.ts";
import { isEmpty, store, targets } from "./store.ts";
import type { Strings } from "./strings/en/index.ts";
import { strings } from "./strings/index.ts";

export type CommandName = keyof Strings["commands"]["names"];

export interface Command {
  name: CommandName;
  /** As "Mod+a", "Shift+q", "Space"; Mod is Ctrl, or Cmd on a Mac. The first one is shown. */
  keys: string[];
  /** photos: only while the grid or the loupe has the focus */
  where: "everywhere" | "photos";
  run: () => unknown;
}

const sizeStep = 24;
const everywhere = (name: CommandName, keys: string[], run: () => unknown): Command => ({ name, keys, where: "everywhere", run });
const photos = (name: CommandName, keys: string[], run: () => unknown): Command => ({ name, keys, where: "photos", run });
const state = () => store.getState();
/** Of the library there is nothing to say or to move: that is told. */
const ofResults = (run: () => unknown) => () => (state().results ? run() : showNote(strings.results.searchFirst));

export const commands: Command[] = [
  everywhere("focus-text", ["/", "Mod+f"], focusText),
  everywhere("undo", ["Mod+z"], undo),
  everywhere("save-search", ["Mod+s"], () => !isEmpty(state().query) && openDialog({ kind: "save-search" })),
  everywhere("copy-search", ["Mod+Shift+s"], copySearch),
  everywhere("panel", ["F5"], () => setPanel(!state().panel)),
  everywhere("details", ["F6"], () => setDetails(!state().details)),
  everywhere("keys", ["?"], () => openDialog({ kind: "keys" })),
  everywhere("back", ["Escape"], stepBack),

  photos("refer", ["q"], () => referToChosen("alone")),
  photos("add-reference", ["Shift+q"], () => referToChosen("beside")),
  photos("not-like", ["Alt+q"], () => referToChosen("unwanted")),
  photos(
    "more",
    ["m"],
    ofResults(() => giveFeedback(true)),
  ),
  photos(
    "less",
    ["Shift+m"],
    ofResults(() => giveFeedback(false)),
  ),
  photos("why", ["w"], ofResults(showWhy)),
  photos("loupe", ["e", "Enter"], openLoupe),
  photos("toggle-loupe", ["Space", "F3"], () => (state().loupe ? closeLoupe() : openLoupe())),
  photos("grid", ["g"], closeLoupe),
  photos("full-screen", ["f"], toggleFullScreen),
  photos("zoom", ["z"], toggleZoom),
  photos("stars-0", ["0"], () => setStars(0)),
  photos("stars-1", ["1"], () => setStars(1)),
  photos("stars-2", ["2"], () => setStars(2)),
  photos("stars-3", ["3"], () => setStars(3)),
  photos("stars-4", ["4"], () => setStars(4)),
  photos("stars-5", ["5"], () => setStars(5)),
  photos("label-red", ["6"], () => setLabel("red")),
  photos("label-yellow", ["7"], () => setLabel("yellow")),
  photos("label-green", ["8"], () => setLabel("green")),
  photos("label-blue", ["9"], () => setLabel("blue")),
  photos("label-purple", [], () => setLabel("purple")),
  photos("label-none", [], () => setLabel(null)),
  photos("pick", ["p"], () => setFlag("pick")),
  photos("reject", ["x"], () => setFlag("reject")),
  photos("unflag", ["u"], () => setFlag(null)),
  photos("collect", ["b"], () => openDialog({ kind: "new-collection", photos: targets(state()) })),
  photos("stack", ["s"], () => changeSettings({ showNearCopies: !state().settings.showNearCopies }, true)),
  photos("filter-bar", ["\\"], () => openDialog({ kind: "filter" })),
  photos("larger-cells", ["=", "+"], () => setCellSize(state().cellSize + sizeStep)),
  photos("smaller-cells", ["-"], () => setCellSize(state().cellSize - sizeStep)),
  photos("select-all", ["Mod+a"], selectAll),
  photos("select-none", ["Mod+d"], selectNone),
  photos("similar", [], similarToActive),
  photos("crop", [], cropActive),
  photos("info", ["i"], () => setDetails(!state().details)),
  photos("copy", ["Mod+c"], () => act("copy")),
  photos("copy-path", ["Shift+c"], copyPaths),
  photos("open", [], () => act("open")),
  photos("editor", ["Mod+e"], () => act("edit")),
  photos("reveal", ["Mod+r"], () => act("reveal")),
  photos("export", ["Mod+Shift+e"], askForCopies),
  photos("caption-now", [], captionNow),
  photos("retry", [], retryChosen),
  photos("leave-out", [], leaveOutChosen),
];

export function commandNamed(name: CommandName): Command | undefined {
  return commands.find((command) => command.name === name);
}

/** Keys of the grid and the text field, which know where they lead: for the list of keys. */
export const movements: { name: CommandName; keys: string[]; where: Command["where"] }[] = [
  { name: "search-now", keys: ["Enter"], where: "everywhere" },
  { name: "to-results", keys: ["ArrowDown"], where: "everywhere" },
  { name: "paste", keys: ["Mod+v"], where: "everywhere" },
  { name: "move", keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], where: "photos" },
  { name: "ends", keys: ["Home", "End"], where: "photos" },
  { name: "screens", keys: ["PageUp", "PageDown"], where: "photos" },
  { name: "extend", keys: ["Shift+ArrowRight"], where: "photos" },
];
