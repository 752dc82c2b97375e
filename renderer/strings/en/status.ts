/** Where the index stands. */
import type { IndexStatus, LlmReport, LlmStatus, PackInfo } from "../../../contract/types.ts";
import { capitalised, count, few, plural } from "../format.ts";
import { roughly } from "./results.ts";

const photos = (number: number) => plural(number, "photo", "photos");
const files = (number: number) => plural(number, "file", "files");

const commercialUse = { yes: "", no: ", not for commercial use", unclear: ", commercial use unclear" };
const backends = { cpu: "", metal: "Metal", cuda: "CUDA", vulkan: "Vulkan" };
const onDevice = ({ backend, devices, gpuLayers, layers, fellBack }: LlmReport) => {
  const on = backend === "cpu" ? "the processor" : `${devices.join(", ")} (${backends[backend]}, ${gpuLayers} of ${layers} layers)`;
  return `on ${on}.${fellBack === null ? "" : " A graphics card was tried and failed."}`;
};
const skipReasons: Record<string, string> = {
  video: "videos",
  copy: "copies",
  "raw-pair": "JPEGs beside their RAW",
  "too-small": "too small",
  unsupported: "other files",
  hidden: "hidden",
  ignored: "ignored",
  "left-out": "left out",
};

export const status = {
  title: "Index",
  open: "Open the index status",
  found: "Found",
  ready: "ready",
  waiting: "waiting",
  skipped: "skipped",
  failed: "failed",
  look: "Look",
  captions: "Captions",
  folders: "Folders",
  runsOn: "Runs on",
  network: "Network",
  networkCheck: {
    open: "How to check",
    title: "How to check that nothing leaves this computer",
    text: "That number is what Recompose counts itself. You need not take its word for it:",
    unplugged: "Without a network",
    unpluggedText:
      "Pull the cable or turn Wi-Fi off, start Recompose anew, add a folder and search. Everything goes on working. Only getting packs needs a network.",
    firewall: "With the firewall of the system",
    windows: "Windows: in Windows Defender Firewall with Advanced Security, make an outbound rule that blocks the program Recompose.",
    mac: "macOS: its own firewall watches only what comes in. A program such as LuLu asks at whatever wants to go out; answer no.",
    linux: "Linux: start it where there is no network at all, in a terminal:",
    after: "Then use it as you always do. Nothing is missing, and the firewall has nothing to report.",
  },
  pause: "Pause",
  resume: "Resume",
  runNow: "Run now anyway",
  seeWhy: "See why",
  progress: "Photos read",
  captionProgress: "Photos captioned",
  captionsOff: "Skipped.",
  skipCaptions: "Skip captions",
  writeCaptions: "Write captions",
  battery: {
    title: "On battery",
    choices: { pause: "Pause", slow: "Slowly", always: "As always" },
    slow: "On battery, and slower.",
  },
  sentence,
  rate: (perSecond: number) => `${few(perSecond)} photos/s`,
  left: (seconds: number) => `${roughly(seconds)} left`,
  incidents: "What happened",
  skippedBy: (reasons: Record<string, number>) =>
    Object.entries(reasons)
      .filter(([, number]) => number > 0)
      .map(([reason, number]) => `${skipReasons[reason] ?? reason} ${count(number)}`)
      .join(", "),

  models: {
    loading: "Loading the model. Only the first time.",
    missing: "No search pack yet. Open a pack file to begin.",
    pack: ({ title, version, licence, commercialUse: use }: PackInfo) => `${title} ${version} · ${licence}${commercialUse[use]}`,
    llm: ({ title, report }: LlmStatus) => `Language model: ${title}${report ? ` ${onDevice(report)}` : "."}`,
    restarts: (number: number) =>
      `The search engine stopped and was started again${number > 1 ? ` (${number} times)` : ""}. Nothing is lost.`,
  },

  failures: {
    title: "Files that could not be read",
    text: "They are left as they are. Once one is repaired or replaced, it can be tried again.",
    none: "All files could be read.",
    loading: "Loading…",
    retry: "Try all again",
    retryOne: (name: string) => `Retry ${name}`,
    retryShort: "Retry",
    retrying: (number: number) => `Trying ${files(number)} again.`,
    more: (number: number) => `And ${count(number)} more.`,
    saveList: "Save list",
    listName: "recompose-failed.txt",
    ignore: "Leave out",
    reveal: "Show in its folder",
    ignored: (name: string) => `"${name}" is left out of the index.`,
    nothingToRetry: "There is nothing to read again: it was read, or waits for its turn.",
    leftOut: (number: number) =>
      `${photos(number)} left out of the index. What it knows of ${number === 1 ? "it" : "them"} is erased at the next start.`,
    cannotLeaveOut: "It is left out already, or is being read. Try again in a moment.",
  },
};

/** Search by look is there already; captions add to it. */
function captioning({ ready, stages, etaSeconds }: IndexStatus): string {
  const left = etaSeconds === null ? "" : ` ${capitalised(roughly(etaSeconds))} left.`;
  return `${count(stages.captions?.done ?? 0)} of ${photos(ready)} have captions. Others match by look only.${left}`;
}

/** One sentence about where the index stands. */
function sentence(status: IndexStatus): string {
  const { state, found, ready, waiting, failed, etaSeconds } = status;
  if (state === "paused") return pauseSentences[status.pausedBy ?? "user"] ?? "Paused.";
  if (state === "scanning") return `Looking for photos: ${count(found)} so far.`;
  if (waiting > 0) {
    const left = etaSeconds === null ? "" : `, ${roughly(etaSeconds)} left`;
    return `Reading photos: ${count(found - waiting)} of ${count(found)}${left}.`;
  }
  if (state === "captioning") return captioning(status);
  if (failed > 0) return `Done. ${files(failed)} could not be read.`;
  return ready === 0 ? "No photos found." : "All photos are ready.";
}

const pauseSentences: Record<string, string> = {
  user: "Paused.",
  battery: "Paused on battery.",
  "disk-full": "Paused: disk almost full.",
  models: "Paused: the search pack does not work.",
  heat: "Paused: computer is hot.",
};
