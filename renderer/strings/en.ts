/** Every word of the page. Plain, without blame, and saying what to do next. */
import type { IndexStatus, PackInfo, Photo, PhotoDetail, Results } from "../../contract/types.ts";
import { capitalised, count, dayOf, few, plural, roughly } from "./format.ts";

const photos = (number: number) => plural(number, "photo", "photos");
const files = (number: number) => plural(number, "file", "files");

const commercialUse = { yes: "", no: ", not for commercial use", unclear: ", commercial use unclear" };
const skipReasons: Record<string, string> = {
  video: "videos",
  copy: "copies",
  "raw-pair": "JPEGs beside their RAW",
  "too-small": "too small",
  unsupported: "other files",
};

export const strings = {
  name: "Recompose",
  promise: "Find the photo like this one, but different. On this computer.",
  skipToResults: "To the photos",
  close: "Close",
  cancel: "Cancel",
  dismiss: "Dismiss",
  panel: "Library panel",
  keysHint: "Keys",

  connection: {
    connecting: "Starting…",
    lost: "The connection to Recompose was lost. Trying again…",
    lostHint: "If it was closed, start it again and open the address that it prints.",
  },

  welcome: {
    title: "Welcome to Recompose",
    folders: "Photo folders",
    foldersText: "No photos yet. Add a folder to begin. Your files stay where they are.",
    choose: "Choose a folder…",
    pack: "Search pack",
    happens: "What happens",
    happensText: "Reads your photos. Never changes them. Nothing leaves this computer. Search works from the first minute.",
  },

  query: {
    landmark: "Search",
    text: "What to search for",
    withReference: "What should be different?",
    withoutReference: "Describe a photo, or drop one here",
    pick: "Choose a reference photo",
    references: "Reference photos",
    filters: "Filters",
    search: "Search",
    clear: "Clear the query",
    without: (word: string) => `without ${word}`,
    remove: (what: string) => `Remove ${what}`,
    chip: (name: string, wanted: boolean) => (wanted ? `Like ${name}` : `Not like ${name}`),
    makeWanted: (name: string) => `${name}: look for photos like it`,
    makeUnwanted: (name: string) => `${name}: keep away from it`,
    reading: (name: string) => `Reading ${name}…`,
    outside: "Not in your library. Kept only for this session.",
    look: "Look",
    words: "Words",
    balance: "Balance of look and words",
    balanceValue: (balance: number) => `${Math.round(balance * 100)} percent words`,
    onlyUnwanted: "Say also what to look for: a photo, or some words.",
    tooMany: "Five references at most. The first five are used.",
    tooLarge: (name: string) => `"${name}" is too large to be a reference. Save it smaller, or add its folder to the library.`,
    link: "That is only a web link, and Recompose does not go online. Copy the image and paste it.",
    notPicture: (name: string) => `"${name}" is not a picture we can read.`,
    folderDropped: (name: string) => `"${name}" is a folder. Add to library?`,
    addToLibrary: "Add to library…",
    drop: "Drop to use as reference",
    dropHint: "Your photo is only looked at. It is not added to the library.",
  },

  folders: {
    title: "Folders",
    add: "Add a folder…",
    rescan: "Look for changes",
    forget: (name: string) => `Forget ${name}…`,
    away: "not connected",
    awayText: (name: string) => `"${name}" is not connected. You can search it; originals will not open.`,
    added: (name: string) => `Reading "${name}". You can search already.`,
    path: "Path of the folder",
    pathExample: "/home/me/Pictures",
    pathHint: "A browser page cannot see paths. Copy the folder's path from your file manager and paste it here.",
    addTitle: "Add a folder",
    addButton: "Add folder",
    forgetTitle: (name: string) => `Forget "${name}"?`,
    forgetText: (number: number) => `Erases what the index knows of its ${photos(number)}. The photos stay where they are.`,
    forgetButton: "Forget",
  },

  status: {
    title: "Index",
    found: "Found",
    ready: "ready",
    waiting: "waiting",
    skipped: "skipped",
    failed: "failed",
    pause: "Pause",
    resume: "Resume",
    seeWhy: "See why",
    progress: "Photos read",
    captionProgress: "Photos captioned",
    sentence: statusSentence,
    rate: (perSecond: number) => `${few(perSecond)} photos/s`,
    skippedBy: (reasons: Record<string, number>) =>
      Object.entries(reasons)
        .filter(([, number]) => number > 0)
        .map(([reason, number]) => `${skipReasons[reason] ?? reason} ${count(number)}`)
        .join(", "),
  },

  models: {
    loading: "Loading the model. Only the first time.",
    missing: "No search pack yet. Get one and start again with --pack.",
    pack: ({ title, version, licence, commercialUse: use }: PackInfo) => `${title} ${version} · ${licence}${commercialUse[use]}`,
    restarts: (number: number) =>
      `The search engine stopped and was started again${number > 1 ? ` (${number} times)` : ""}. Nothing is lost.`,
  },

  failures: {
    title: "Files that could not be read",
    text: "They are left as they are. Once one is repaired or replaced, it can be tried again.",
    none: "All files could be read.",
    loading: "Loading…",
    retry: "Try all again",
    retrying: (number: number) => `Trying ${files(number)} again.`,
    more: (number: number) => `And ${count(number)} more.`,
  },

  grid: {
    library: "All photos",
    filtered: "Filtered photos",
    results: "Search results",
    size: "Photo size",
    loading: "Reading…",
    newPhotos: "New photos",
    show: "Show",
    empty: "No photos here yet.",
    emptyFiltered: "No photos fit these filters.",
    clearFilters: "Clear the filters",
    total: photos,
    cell: cellName,
    offline: "not connected",
  },

  results: {
    back: "All photos",
    count: (number: number) => (number === 0 ? "No photos found" : `${photos(number)}, best first`),
    bands: bandsSentence,
    searched: searchedSentence,
    again: "Search again",
    searching: "Searching…",
    none: "Nothing to show.",
    noteTextCut: "Only the first part of this text is used.",
    noteFilters: "No photos fit these filters.",
    noteEmpty: "No photo is ready yet. The first ones will be in a moment.",
  },

  refinement: {
    lookingFor: "Looking for:",
    edit: "Edit",
    search: "Search",
    onTheWay: "Quick results. Refined ones are on the way.",
    ready: ({ added, moved }: { added: number; moved: number }) => `Refined results ready: ${count(added)} new, ${count(moved)} moved.`,
    show: "Show",
    stay: "Stay here",
    byRules: (reason: string | null) => `Written by rules${reason ? `: ${reason}` : "."}`,
    quickOnly: (reason: string) => `Quick results only. ${reason}`,
  },

  loupe: {
    title: (name: string) => `Photo ${name}`,
    back: "Back",
    previous: "Previous photo",
    next: "Next photo",
    position: (index: number, of: number) => `${count(index + 1)} of ${count(of)}`,
    use: "Use as reference",
    add: "Add as reference",
    similar: "Similar",
    offline: "The original is on a drive that is not connected. This is a preview.",
    missing: "The original is no longer where it was. This is a preview.",
    cannotOpen: "The original could not be opened. This is a preview.",
    nothing: "There is no picture to show.",
    files: "Files",
    details: "Details",
    camera: "Camera",
    lens: "Lens",
    exposure: "Exposure",
    place: "Place",
    keywords: "Keywords",
    rating: "Rating",
    stars: (number: number) => plural(number, "star", "stars"),
    taken: "Taken",
    size: "Size",
    fileGone: "not there at the moment",
    captions: "Captions (made here)",
    moreCaptions: (number: number) => `${count(number)} more`,
    captionsWaiting: "In the queue.",
    captionNow: "Caption now",
    captioning: "Captioning…",
    captionsFailed: "This photo could not be captioned.",
    waiting: "Not read yet. It can be searched once it is.",
    failed: (detail: PhotoDetail) => detail.stages.find(({ stage, state }) => stage !== "captions" && state === "failed")?.reason ?? null,
  },

  keys: {
    title: "Keys",
    list: [
      ["/", "Go to the text"],
      ["Enter", "Search; in the grid: open the photo"],
      ["↓", "From the text to the photos"],
      ["← → ↑ ↓", "Walk through the photos"],
      ["Home End", "First or last photo"],
      ["PgUp PgDn", "A screen up or down"],
      ["Space", "Open or close the photo"],
      ["Q", "Use the photo as reference"],
      ["Shift Q", "Add the photo as reference"],
      ["+ −", "Larger or smaller photos"],
      ["F5", "Show or hide the library panel"],
      ["Esc", "Close, go back, then to the text"],
      ["?", "This list"],
    ],
    typed: "In the text",
    typedList: [
      ["-people", "keep away from people; “without people” does the same"],
      ["date:2023-05..2023-08", "also date:2023, date:2023-05-12, date:2023.."],
      ["camera:X-T5", 'also lens: and folder:, with "quotes" around spaces'],
      ["rating:>=4", "four stars or more"],
      ["ext:raf", "by kind of file"],
    ],
  },
};

/** Search by look is there already; captions add to it. */
function captioningSentence({ ready, stages, etaSeconds }: IndexStatus): string {
  const left = etaSeconds === null ? "" : ` ${capitalised(roughly(etaSeconds))} left.`;
  return `${count(stages.captions?.done ?? 0)} of ${photos(ready)} have captions. Others match by look only.${left}`;
}

/** One sentence about where the index stands. */
function statusSentence(status: IndexStatus): string {
  const { state, found, ready, waiting, failed, etaSeconds } = status;
  if (state === "paused") {
    if (status.pausedBy === "disk-full") return "Paused: disk almost full.";
    return status.pausedBy === "models" ? "Paused: the search pack does not work." : "Paused.";
  }
  if (state === "scanning") return `Looking for photos: ${count(found)} so far.`;
  if (waiting > 0) {
    const left = etaSeconds === null ? "" : `, ${roughly(etaSeconds)} left`;
    return `Reading photos: ${count(found - waiting)} of ${count(found)}${left}.`;
  }
  if (state === "captioning") return captioningSentence(status);
  if (failed > 0) return `Done. ${files(failed)} could not be read.`;
  return ready === 0 ? "No photos found." : "All photos are ready.";
}

/** "Searched 41,200 of 60,918 photos. The rest is still being read." */
function bandsSentence({ hits, bands }: Results): string {
  if (hits.length === 0) return "";
  if (bands.strong + bands.possible === 0) return "Nothing matches well. Here are the closest.";
  return `${count(bands.strong)} strong, ${count(bands.possible)} possible.`;
}

function searchedSentence({ searched, waiting, notes }: Results): string {
  if (waiting === 0 || !notes.includes("still-indexing")) return `Searched ${photos(searched)}.`;
  return `Searched ${count(searched)} of ${photos(searched + waiting)}. The rest is still being read.`;
}

/** What a screen reader says of a grid cell. */
function cellName(photo: Photo, index: number, of: number): string {
  const stars = photo.rating ? [plural(photo.rating, "star", "stars")] : [];
  const away = photo.reachable ? [] : ["not connected"];
  return [photo.name, dayOf(photo.takenAt), ...stars, ...away, `${count(index + 1)} of ${count(of)}`].join(", ");
}
