/** What the program says outside of its page: menus, dialogs, notices. */

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

export const en = {
  menus: { file: "File", edit: "Edit", photo: "Photo", index: "Index", view: "View", help: "Help" },
  addFolder: "Add Folder…",
  recentFolders: "Recent Folders",
  startFromPhotos: "Start from Photos…",
  addModels: "Add Model Files…",
  closeWindow: "Close Window",
  quit: "Quit",
  undo: "Undo",
  redo: "Redo",
  cut: "Cut",
  copy: "Copy",
  paste: "Paste",
  selectAll: "Select All",
  copySearch: "Copy Search as Text",
  find: "Find",
  useAsReference: "Use as Reference",
  addAsReference: "Add as Reference",
  pause: "Pause",
  resume: "Resume",
  rescan: "Look for Changes",
  libraryPanel: "Library Panel",
  larger: "Larger",
  smaller: "Smaller",
  usualSize: "Usual Size",
  fullScreen: "Full Screen",
  keys: "Keys",
  licences: "Licences",
  logFiles: "Log Files",
  about: "About Recompose",
  open: "Open Recompose",
  chooseEditor: "Program to open photos in",
  folderForCopies: "Folder for the copies",
  copyHere: "Copy here",
  pictures: "Pictures",
  models: "Models",
  programs: "Programs",
  fetch: {
    message: (title: string, hosts: readonly string[], size: string) => `Fetch "${title}" from ${hosts.join(" and ")}? About ${size}.`,
    commercialUse: { yes: "commercial use is allowed", no: "not for commercial use", unclear: "commercial use is unclear" },
    nothingSent: "Nothing of yours is sent. Until you say so, Recompose does not go online.",
    warning: "Size and checksum of some files were never noted: nobody can tell whether what comes is what it should be.",
    fetch: "Fetch",
    cancel: "Cancel",
    takeUnchecked: "Also take what cannot be checked",
  },
  notRead: (files: number) => `Done. ${files} ${files === 1 ? "file" : "files"} could not be read.`,
  packInstalled: (title: string) => `"${title}" is installed. Photos are read anew with it; until that is done, searches go on as before.`,
  damaged: {
    message: (copied: Date | null) =>
      copied
        ? `The index is damaged. Restore the copy from ${day.format(copied)}, or build it again?`
        : "The index is damaged. Build it again?",
    detail:
      "Your photos are untouched. Built again, it has no stars, flags, collections and saved searches. The damaged one is kept beside it.",
    restore: "Restore the copy",
    rebuild: "Build it again",
    quit: "Quit",
  },
  windowCrashes: "The window stopped working again and again. Start Recompose anew; nothing is lost.",
};

export type Words = typeof en;
