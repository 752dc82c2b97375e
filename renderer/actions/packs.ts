/** Search packs: getting, bringing, checking, removing them, and changing to them. One thing is done at a time. */
import { toAppError } from "../../contract/errors.ts";
import type { GetProgress } from "../../contract/packs.ts";
import type { PagePacksApi } from "../../contract/page-packs.ts";
import type { IndexStatus, OldVectors, PackInfo } from "../../contract/types.ts";
import { engine, packs } from "../api.ts";
import { type PackNews, type PackWork, store } from "../store.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { attempt, say, showError, showNote } from "./messages.ts";

/** So many times is progress said to who cannot see it. */
const spokenSteps = 4;

let getting: AbortController | undefined;

export async function readPacks(): Promise<void> {
  try {
    store.setState({ packs: await (await packs()).list({}) });
  } catch (error) {
    tellProblem(null, error);
  }
}

export function readRequests(): Promise<void> {
  return attempt(async () => store.setState({ requests: await (await packs()).requests({}) }));
}

/** `unpinned`: the user agreed to what cannot be checked. */
export function getPack(id: string, unpinned: boolean): Promise<void> {
  const controller = new AbortController();
  getting = controller;
  return during({ id, doing: "get" }, async (packs) => {
    for await (const news of packs.get({ id, unpinned }, { signal: controller.signal })) {
      if ("fetched" in news) return note(strings.packs.got(news.fetched));
      showProgress(news);
    }
    return null;
  });
}

/** What came is kept. */
export function cancelGet(): void {
  getting?.abort();
}

/** `part`: what the file is for; null: its name says it. */
export function bringModels(path: string, part: string | null): Promise<void> {
  return during({ id: part, doing: "bring" }, async (packs) => {
    const { fetched } = await packs.importFrom({ path, ...(part !== null && { part }) });
    return note(strings.packs.brought(fetched));
  });
}

export function checkPack(id: string): Promise<void> {
  return during({ id, doing: "check" }, async (packs) => {
    const { files } = await packs.verify({ id });
    const wrong = files.filter((file) => file.wrong !== null).map(({ file }) => file);
    if (wrong.length === 0) return note(strings.packs.right(files.length));
    return { kind: "error", text: strings.packs.wrong(wrong) };
  });
}

export function removePack(id: string): Promise<void> {
  return during({ id, doing: "remove" }, async (packs) => note(strings.packs.removed((await packs.remove({ id })).freedBytes)));
}

/** The old pack answers until the new one has seen every photo. */
export async function usePack(id: string): Promise<void> {
  store.setState({ packNews: null });
  try {
    await (await packs()).use({ id });
    await readPacks();
  } catch (error) {
    tellProblem(id, error);
  }
}

/** Before there are photos: the one in use again, where another was on its way, or another one. */
export function choosePack(id: string): Promise<void> {
  const { packs, status } = store.getState();
  if (id !== packs?.inUse) return usePack(id);
  return status?.packChange ? cancelPackChange() : Promise.resolve();
}

/** Going back to that pack then means that it reads every photo anew. Returns what is kept still. */
export async function eraseVectors({ key, bytes }: OldVectors): Promise<OldVectors[]> {
  await engine().forgetVectors({ key });
  say(strings.packs.erased(bytes));
  return await engine().oldVectors({});
}

/** What waited for room goes on by itself. */
export async function makeRoom(old: readonly OldVectors[]): Promise<void> {
  for (const { key } of old) await engine().forgetVectors({ key });
  say(strings.packs.erased(sizeOf(old)));
}

/** Bytes */
export function sizeOf(old: readonly OldVectors[]): number {
  return old.reduce((sum, { bytes }) => sum + bytes, 0);
}

export function cancelPackChange(): Promise<void> {
  return attempt(() => engine().cancelPackChange({}));
}

type Ending = Omit<PackNews, "id">;

function note(text: string): Ending {
  return { kind: "note", text };
}

/** Does it, shows how it ended where the user looks, and what is there then. */
async function during({ id, doing }: Omit<PackWork, "progress">, act: (packs: PagePacksApi) => Promise<Ending | null>): Promise<void> {
  if (store.getState().packWork) return;
  store.setState({ packWork: { id, doing, progress: null }, packNews: null });
  try {
    const ending = await act(await packs());
    if (ending) tell(id, ending, () => showNote(ending.text));
  } catch (error) {
    tellProblem(id, error);
  }
  store.setState({ packWork: null });
  await readPacks();
  await readRequests();
}

/** What was cancelled on purpose is no problem. */
function tellProblem(id: string | null, error: unknown): void {
  const known = toAppError(error);
  if (known.code !== "aborted") tell(id, { kind: "error", text: inWords(known) }, () => showError(known));
}

/** In the settings and, where they were closed meanwhile, as a toast. */
function tell(id: string | null, ending: Ending, showToast: () => void): void {
  store.setState({ packNews: { id, ...ending } });
  if (store.getState().dialog?.kind !== "settings") showToast();
}

function showProgress(progress: GetProgress): void {
  const before = store.getState().packWork;
  if (!before) return;
  store.setState({ packWork: { ...before, progress } });
  const step = stepOf(progress);
  if (step > stepOf(before.progress)) say(strings.packs.gettingShare(step / spokenSteps));
}

function stepOf(progress: GetProgress | null): number {
  return progress && progress.totalBytes > 0 ? Math.floor((spokenSteps * progress.doneBytes) / progress.totalBytes) : 0;
}

/** Says how a change of packs goes, and shows what it changed. */
export function followPackChange(before: IndexStatus, status: IndexStatus): void {
  const { pack } = status.models;
  const isOther = pack !== null && before.models.pack !== null && nameOf(pack) !== nameOf(before.models.pack);
  if (isOther) showNote(strings.packs.switched(pack.title));
  if ((isOther || before.packChange?.state !== status.packChange?.state) && store.getState().packs) void readPacks();
  if (!status.packChange) return;
  const { done, of, state } = status.packChange;
  const step = Math.floor((spokenSteps * done) / (of || 1));
  const stepBefore = Math.floor((spokenSteps * (before.packChange?.done ?? 0)) / (before.packChange?.of || 1));
  if (state !== before.packChange?.state || step > stepBefore) say(strings.packs.change(status.packChange, status.pausedBy !== null));
}

function nameOf({ id, version, title }: PackInfo): string {
  return [id, version, title].join();
}
