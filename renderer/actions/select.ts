/** Which photos are chosen: one is active, any number are selected. */
import { engine } from "../api.ts";
import { photoAt, shownCount, store, targets } from "../store.ts";
import { strings } from "../strings/index.ts";
import { attempt, say, showNote } from "./messages.ts";

/** Shift chooses a range, Ctrl or Cmd one more; else it is the only one. */
export interface With {
  range?: boolean;
  toggle?: boolean;
}

export function activate(index: number, { range = false, toggle = false }: With = {}): void {
  const state = store.getState();
  const active = Math.max(0, Math.min(index, shownCount(state) - 1));
  const id = photoAt(state, active)?.id;
  if (range) void selectRange(state.anchor, active);
  else if (toggle && id !== undefined) store.setState({ active, anchor: active, selected: toggled(state, id) });
  else store.setState({ active, anchor: active, selected: state.selected.size > 0 ? new Set() : state.selected });
}

/** The first photo that is added to the active one takes it along. */
function toggled(state: ReturnType<typeof store.getState>, id: number): Set<number> {
  const first = photoAt(state, state.anchor)?.id;
  const selected = new Set(state.selected.size === 0 && first !== undefined ? [first] : state.selected);
  if (!selected.delete(id) || selected.size === 0) selected.add(id);
  return selected;
}

/** The focus came there, by Tab or by the mouse: what is selected stays. */
export function focusOn(active: number): void {
  if (store.getState().active !== active) store.setState({ active });
}

/** For a menu or a drag: a photo outside of the selection takes its place. */
export function chooseFor(index: number): number[] {
  const state = store.getState();
  const id = photoAt(state, index)?.id;
  if (id === undefined) return [];
  if (!state.selected.has(id)) activate(index);
  return targets(store.getState());
}

async function selectRange(from: number, to: number): Promise<void> {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  store.setState({ active: to });
  await attempt(async () => {
    const ids = await idsBetween(first, last);
    if (store.getState().active === to) selectAlso(ids);
  });
}

/** All that is shown; not what is folded away. */
export async function selectAll(): Promise<void> {
  await attempt(async () => selectAlso(await idsBetween(0, shownCount(store.getState()) - 1)));
}

function selectAlso(ids: number[]): void {
  store.setState({ selected: new Set(ids), touched: true });
  say(strings.library.grid.selected(ids.length));
}

/** Also those that were not fetched yet */
export async function idsBetween(first: number, last: number): Promise<number[]> {
  const { shown, results, library } = store.getState();
  const hits = shown?.hits.slice(first, last + 1);
  // Not with `every`, which passes over gaps
  if (hits && !hits.includes(undefined)) return hits.flatMap((hit) => hit?.photo.id ?? []);
  const list = results?.list ?? library.list;
  return list === null ? [] : (await engine().idsOf({ list, offset: first, limit: last - first + 1 })).photos;
}

/** Photos that are no longer shown leave the selection, and it is said: nothing is done to what cannot be seen. */
export async function dropFromSelection(): Promise<void> {
  const before = store.getState();
  if (before.selected.size === 0) return;
  const here = new Set(await idsBetween(0, shownCount(before) - 1));
  const { selected, shown, library } = store.getState();
  if (shown !== before.shown || library.version !== before.library.version) return;
  const kept = [...selected].filter((id) => here.has(id));
  if (kept.length === selected.size) return;
  showNote(strings.library.grid.left(selected.size - kept.length));
  store.setState({ selected: new Set(kept) });
}

/** True when there was a selection to end. */
export function selectNone(): boolean {
  const any = store.getState().selected.size > 0;
  if (any) store.setState({ selected: new Set() });
  return any;
}
