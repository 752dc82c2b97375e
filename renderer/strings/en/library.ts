/** Folders, the grid, collections, saved searches, first run. */
import { type Label, starsOf } from "../../../contract/marks.ts";
import type { Photo } from "../../../contract/types.ts";
import { count, dayOf, fileSize, localDayOf, plural } from "../format.ts";
import { roughly } from "./results.ts";

const photos = (number: number) => plural(number, "photo", "photos");
const labels = { red: "red", yellow: "yellow", green: "green", blue: "blue", purple: "purple", none: "no colour" };

interface Costs {
  bytes: number;
  memory: number;
}

function otherPacks(number: number, least: Costs | undefined, most: Costs | undefined): string {
  if (!least || !most) return "All packs are here. Others can be brought as files.";
  if (number === 1) return `Another one finds more: it takes ${fileSize(least.bytes)}, and up to ${fileSize(least.memory)} of memory.`;
  const range = (what: keyof Costs) => `${fileSize(least[what])} to ${fileSize(most[what])}`;
  return `${count(number)} others find more: they take ${range("bytes")}, and up to ${range("memory")} of memory.`;
}

export const library = {
  welcome: {
    title: "Welcome to Recompose",
    folders: "Photo folders",
    foldersText: "No photos yet. Add a folder to begin. Your files stay where they are.",
    choose: "Choose a folder…",
    pack: "Search pack",
    otherPacks,
    getPacks: "Get larger packs…",
    happens: "What happens",
    happensText: "Reads your photos. Never changes them. Nothing leaves this computer. Search works from the first minute.",
    start: "Start",
    needsFolder: "Add a photo folder first.",
    needsPack: "No search pack yet. Open a pack file to begin.",
    packLoading: "The search pack is being opened.",
    inside: (inner: string, outer: string) => `"${inner}" lies inside "${outer}": they are read as one.`,
  },

  samples: {
    try: "Try samples",
    examples: "Try:",
    bridge: "this bridge, but at night",
    bird: "this bird, but flying",
    flowers: "these flowers, but with a bee",
  },

  trial: {
    photos: (number: number) => (number === 0 ? "No photos in here." : photos(number)),
    soFar: (number: number) => `${photos(number)} so far…`,
    measuring: (number: number) => `${photos(number)} so far. Trying a few, to see how long it takes here…`,
    unmeasured: (number: number) => `${photos(number)}. How long they take here could not be measured.`,
    space: (size: string) => `Space needed: about ${size}.`,
    ready: (seconds: number) => `Ready in ${roughly(seconds)}.`,
    lookReady: (seconds: number) => `Look ready in ${roughly(seconds)}. Trying how long captions take…`,
    readyWithCaptions: (look: number, captions: number) => `Look ready in ${roughly(look)}, captions in ${roughly(captions)}.`,
    measured: (number: number) => `Measured on this computer, with ${photos(number)} of yours.`,
    tooFull: (size: string) => `Only ${size} is free on the disk of the index. Free some space there first, or take fewer folders.`,
  },

  folders: {
    title: "Folders",
    add: "Add a folder…",
    rescan: "Look for changes",
    forget: (name: string) => `Remove ${name}…`,
    away: "not connected",
    awayText: (name: string) => `"${name}" is not connected. You can search it; originals will not open.`,
    back: (name: string) => `"${name}" is back. Checking for changes.`,
    added: (name: string) => `Reading "${name}". You can search already.`,
    path: "Path of the folder",
    pathExample: "/home/me/Pictures",
    pathHint: "A browser page cannot see paths. Copy the folder's path from your file manager and paste it here.",
    addTitle: "Add a folder",
    addButton: "Add folder",
    forgetTitle: (name: string) => `Remove "${name}" from the library?`,
    forgetText: (number: number) =>
      `Its ${photos(number)} will not be shown or searched any more. Undo brings all of it back; at the next start, what the index knows of them is erased. The photos stay where they are.`,
    forgetButton: "Remove",
    forgotten: (name: string) => `"${name}" is removed.`,
    eraseNow: "Erase now",
    erased: (name: string) => `What the index knew of "${name}" is erased.`,
    watched: (number: number) => `${photos(number)}, connected`,
    awaySince: (since: number | null, number: number) =>
      `not connected${since === null ? "" : ` since ${localDayOf(since)}`}, ${photos(number)} kept`,
    leaving: (number: number) => `removed; what the index knows of its ${photos(number)} is erased at the next start`,
    bringBack: "Bring back",
    find: (name: string) => `Find ${name}…`,
    findShort: "Find…",
    findTitle: (name: string) => `Where is "${name}" now?`,
    findText:
      "If the folder was moved or renamed, or its drive has another name, show where it is. Some of its photos are compared; nothing is read again.",
    findButton: "This is it",
    found: (name: string) => `"${name}" is found. Checking for changes.`,
    gone: (number: number, name: string) =>
      number === 1
        ? `A photo is no longer in "${name}". Keep it listed, or remove it?`
        : `${photos(number)} are no longer in "${name}". Keep them listed, or remove them?`,
    goneKept: (number: number) => `Gone, but kept: ${photos(number)}.`,
    keepGone: "Keep listed",
    removeGone: "Remove",
    removeGoneText:
      "They will not be shown or searched any more. Undo brings them back with all that they had; at the next start, what the index knows of them is erased.",
    goneTakenOut: (number: number, name: string) =>
      number === 1 ? `A photo that is gone from "${name}" is removed.` : `${photos(number)} that are gone from "${name}" are removed.`,
    goneLeaving: (number: number) => `Gone and removed: ${photos(number)}; what the index knows of them is erased at the next start.`,
    goneErased: (name: string) => `What the index knew of photos that are gone from "${name}" is erased.`,
  },

  more: (name: string) => `More for ${name}`,
  rename: "Rename…",
  renameButton: "Rename",
  renameTitle: (name: string) => `Rename "${name}"`,
  renamed: (name: string) => `Renamed to "${name}".`,

  collections: {
    title: "Collections",
    add: "New collection…",
    none: "Photos you want to keep together, without moving a file.",
    name: "Name of the collection",
    newTitle: "New collection",
    addTo: "Add to collection",
    made: (name: string) => `"${name}" is made. Drag photos onto it.`,
    added: (number: number, name: string) => `${photos(number)} added to "${name}".`,
    takenOut: (number: number, name: string) => `${photos(number)} taken out of "${name}".`,
    takeOut: (name: string) => `Take out of "${name}"`,
    removed: (name: string) => `"${name}" is removed. Its photos stay in the library.`,
    create: "Create",
  },

  searches: {
    title: "Saved searches",
    none: "A saved search keeps its photos, words, weights and filters.",
    name: "Name of the search",
    saveTitle: "Save this search",
    replace: "Replace",
    replaced: (name: string) => `"${name}" is replaced.`,
    saved: "Search saved.",
    removed: (name: string) => `"${name}" is removed.`,
  },

  grid: {
    library: "All photos",
    filtered: "Filtered photos",
    results: "Search results",
    size: "Photo size",
    orders: { newest: "Newest first", oldest: "Oldest first", name: "By name", stars: "By stars" },
    loading: "Reading…",
    newPhotos: "There are new photos.",
    show: "Show",
    empty: "No photos here yet.",
    emptyFiltered: "No photos fit these filters.",
    clearFilters: "Clear the filters",
    total: photos,
    cell: cellName,
    offline: "not connected",
    failed: "could not be read",
    rawPair: "RAW+J",
    copies: (number: number) => `×${count(number)}`,
    dates: "Dates",
    jumpTo: (when: string) => `Go to ${when}`,
    selected: (number: number) => `${photos(number)} selected`,
    clearSelection: "Select none",
    left: (number: number) => `${photos(number)} ${number === 1 ? "is" : "are"} no longer shown, nor selected.`,
    flagged: { pick: "picked", reject: "rejected" },
    label: (label: Label) => labels[label],
  },

  marks: {
    stars: (number: number) => (number === 0 ? "No stars" : plural(number, "star", "stars")),
    flag: { pick: "Picked", reject: "Rejected", none: "No flag" },
    label: { red: "Red", yellow: "Yellow", green: "Green", blue: "Blue", purple: "Purple", none: "No colour" },
    starsSet: (photosSet: number, stars: number) => `${photos(photosSet)}: ${stars === 0 ? "no stars" : plural(stars, "star", "stars")}`,
    flagSet: (photosSet: number, flag: "pick" | "reject" | "none") =>
      `${photos(photosSet)}: ${{ pick: "picked", reject: "rejected", none: "no flag" }[flag]}`,
    labelSet: (photosSet: number, label: Label | "none") => `${photos(photosSet)}: ${labels[label]}`,
    readOnly: "Kept in the library. Recompose never changes your photos.",
  },

  copies: {
    title: "Export copies",
    text: (number: number) =>
      `Copies of ${photos(number)} into a folder of your choice. Nothing there is written over; the originals stay as they are.`,
    pairs: "Of RAW and JPEG",
    both: "Both",
    make: "Copy here",
    progress: "Photos copied",
    done: (done: number, of: number) => `${count(done)} of ${photos(of)}`,
    stopped: (done: number, of: number) => `Stopped: ${count(done)} of ${photos(of)} are copied.`,
    made: (number: number) => `${plural(number, "copy", "copies")} made.`,
    left: (number: number) => `${photos(number)} could not be copied:`,
    reasons: {
      offline: "The original is on a drive that is not connected.",
      unreadable: "The original cannot be read. Look for changes in its folder.",
      unknown: "It is not in the library any more.",
    },
  },

  file: {
    path: "The path is in the clipboard.",
    paths: (number: number) => `${count(number)} paths are in the clipboard.`,
    tooManyToDrag: (most: number) => `At most ${count(most)} photos leave the window by dragging. Export copies of more into a folder.`,
    needsWindow: "A page in the browser cannot do that. The path can be copied instead.",
    offline: "The original is on a drive that is not connected. This is a preview.",
  },
};

/** What a screen reader says of a grid cell: "IMG_2041, 12 May 2024, 4 stars, picked, strong match, 3 of 150". */
function cellName(photo: Photo, more: string[], index: number, of: number): string {
  const stars = starsOf(photo) > 0 ? [plural(starsOf(photo), "star", "stars")] : [];
  const away = photo.reachable ? [] : ["not connected"];
  return [photo.name, dayOf(photo.takenAt), ...stars, ...more, ...away, `${count(index + 1)} of ${count(of)}`].join(", ");
}
