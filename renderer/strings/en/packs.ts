/** Search packs: what they cost and allow, and what is being done with them. */
import type { Fetched, GetProgress, Part, Requests } from "../../../contract/packs.ts";
import type { PackChange } from "../../../contract/types.ts";
import { count, dayOf, fileSize, listOf, plural } from "../format.ts";
import { roughly } from "./results.ts";

const files = (number: number) => plural(number, "file", "files");

const uses = { yes: "commercial use allowed", no: "not for commercial use", unclear: "commercial use unclear" };

export const packs = {
  inUse: "Pack in use",
  all: "All packs",
  loading: "Looking at what is there…",
  starter: "Starter (in the program)",
  unknown: "A pack of your own",
  text: "A pack is what understands photos and words. It runs on this computer. Larger ones find more, and are slower.",
  facts: (bytes: number, memory: number) => `${fileSize(bytes)} · up to ${fileSize(memory)} of memory`,
  inProgram: "comes with the program",
  commercialUse: uses,
  states: { absent: "not here", partial: "partly here", installed: "installed" },
  isInUse: "in use",
  isComing: "being prepared",
  tooLarge: (needed: number, there: number) =>
    `This pack needs up to ${fileSize(needed)} of memory. This computer has ${fileSize(there)}. Try a smaller one.`,
  measured: (rate: string) => `Measured now: ${rate}.`,

  get: "Get…",
  getNamed: (title: string) => `Get ${title}`,
  goOn: "Get the rest…",
  switch: "Switch to it",
  switchHint: "Search goes on meanwhile.",
  check: "Check",
  checkNamed: (title: string) => `Check ${title}`,
  removeNamed: (title: string) => `Remove ${title}`,
  parts: (number: number) => plural(number, "part, with its licence", "parts, with their licences"),
  kinds: { encoder: "finds photos", phi: "puts a photo into a sentence", captioner: "describes photos", llm: "rewrites descriptions" },
  licence: (licence: string) => `Licence: ${licence}`,
  openPart: "Open its file…",
  bring: { export: "Nobody hosts it: models/export makes it of published weights.", bring: "Nobody hosts it: bring its file." },
  notHosted: (titles: string[]) => `${listOf(titles)} cannot be fetched. The other parts can, one by one; bring the file of this one.`,

  question: {
    title: (title: string) => `Get ${title}?`,
    from: (bytes: number, hosts: string[]) => `About ${fileSize(bytes)} from ${listOf(hosts)}.`,
    licence: ({ title, licence, commercialUse }: Part) => `${title}: ${licence}; ${uses[commercialUse]}.`,
    nothingSent: "Nothing of yours is sent. This is the only time that Recompose goes online.",
    unpinned: (titles: string[]) =>
      `The checksums of ${listOf(titles)} were never noted. Nobody can tell whether what comes is what it should be.`,
    agree: "Get it unverified all the same",
    yes: "Get it",
    remove: (title: string) => `Remove ${title}?`,
    removeText: (bytes: number) =>
      `Frees about ${fileSize(bytes)}. What it knows of your photos stays; to use it again, it must be fetched again.`,
    removeYes: "Remove",
    erase: (name: string) => `Erase what ${name} made of your photos?`,
    eraseAll: "Erase what packs before made of your photos?",
    eraseText: "The photos stay. To use that pack again, it would have to see every photo anew.",
  },

  getting: ({ doneBytes, totalBytes, bytesPerSecond, etaSeconds }: GetProgress) => {
    const speed = bytesPerSecond === null ? "" : `, ${fileSize(bytesPerSecond)} a second`;
    const left = etaSeconds === null ? "" : `, ${roughly(etaSeconds)} left`;
    return `${fileSize(doneBytes)} of ${fileSize(totalBytes)}${speed}${left}`;
  },
  gettingShare: (share: number) => `${count(Math.round(100 * share))} % is here.`,
  doing: { get: "Getting it…", bring: "Reading the file…", check: "Reading every file…", remove: "Removing…" },
  progress: "Fetched",
  cancelled: "Cancelled. What came is kept.",
  got: (fetched: Fetched[]) => {
    const bytes = fetched.reduce((sum, one) => sum + one.bytes, 0);
    return fetched.length === 0
      ? "Everything was here already."
      : `${files(fetched.length)} fetched (${fileSize(bytes)}) and checked. You can switch to it.`;
  },
  brought: (fetched: Fetched[]) => `${files(fetched.length)} taken: ${listOf([...new Set(fetched.map(({ part }) => part))])}.`,
  right: (number: number) => (number === 1 ? "The file is as it came." : `All ${files(number)} are as they came.`),
  wrong: (names: string[]) => `This pack is damaged: ${listOf(names)}. Remove it, then get it again.`,
  removed: (bytes: number) => `Removed. ${fileSize(bytes)} are free again.`,

  openFile: "Open a pack file…",
  openFolder: "Open a folder…",
  openText: "A pack that you have as a file, a zip or a folder is checked and copied; nothing is fetched.",
  path: "Path of the file, zip or folder",
  pathExample: "/home/me/Downloads/pack.zip",
  pathButton: "Open",

  change,
  changeTitle: "New pack",
  changeProgress: "Photos that the new pack has seen",
  changeCancel: "Keep the old pack",
  switched: (title: string) => `Searching with ${title} now.`,

  old: "What packs before made of your photos",
  oldText: "It is kept, so that going back is quick.",
  oldRow: (photos: number, bytes: number) => `${plural(photos, "photo", "photos")}, ${fileSize(bytes)}`,
  erase: "Erase",
  eraseNamed: (name: string) => `Erase what ${name} made`,
  erased: (bytes: number) => `Erased. ${fileSize(bytes)} are free again.`,

  room: (bytes: number) => `What packs before made of your photos takes ${fileSize(bytes)}.`,
  makeRoom: "Erase it and go on",

  requests: (requests: Requests[]) => {
    const sum = requests.reduce((all, one) => all + one.requests, 0);
    const [last] = requests;
    if (!last) return "0 network requests since install.";
    const hosts = listOf(requests.map((one) => `${one.host} (${count(one.requests)})`));
    return `${plural(sum, "network request", "network requests")} since install, the last on ${dayOf(last.lastAt)}: ${hosts}. All for packs that you wanted.`;
  },
};

function change({ state, done, of }: PackChange, isPaused: boolean): string {
  if (state === "failed") return "The new pack could not be prepared. The old one goes on answering.";
  const paused = isPaused ? "Paused. " : "";
  if (state === "loading") return `${paused}Opening the new pack. The old one answers until then.`;
  return `${paused}Preparing the new pack: ${count(Math.floor((100 * done) / (of || 1)))} %. The old one answers until then.`;
}
