import { useStore } from "zustand";
import { type State, store } from "./store.ts";

/** A part of the state, kept up to date in a component. Select what is stored, not what is made anew at each call. */
export function useApp<T>(select: (state: State) => T): T {
  return useStore(store, select);
}
