import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { focusText, isFocusLost } from "./focus.ts";

type Noted = (event: { target: EventTarget }) => void;

/**
 * For a list of chips, which can be taken away while they have the focus: it goes to what took their place, else to the text.
 * Returns what is to be called when something in the list takes the focus.
 */
export function useKeptFocus(list: RefObject<HTMLElement | null>, count: number): Noted {
  const place = useRef<number | null>(null);
  // The number of chips is the reason to look.
  useLayoutEffect(() => {
    if (place.current === null || !isFocusLost()) return;
    const stops = stopsIn(list.current);
    const next = stops[Math.min(place.current, stops.length - 1)];
    place.current = null;
    if (next) next.focus();
    else focusText();
  }, [count, list]);
  return ({ target }) => {
    const at = placeIn(list, target);
    if (at >= 0) place.current = at;
  };
}

/** All buttons of a list are one tab stop: that which had the focus last, at first the first one. The arrows lead to the others. */
export function useOneStop(list: RefObject<HTMLElement | null>): { noteStop: Noted; walk: (event: KeyboardEvent) => void } {
  const last = useRef<EventTarget | null>(null);
  const settle = () => {
    const stops = stopsIn(list.current);
    const only = stops.find((stop) => stop === last.current) ?? stops[0];
    for (const stop of stops) stop.tabIndex = stop === only ? 0 : -1;
  };
  useLayoutEffect(settle);
  return {
    noteStop: ({ target }) => {
      last.current = target;
      settle();
    },
    walk: (event) => {
      const stops = stopsIn(list.current);
      const at = placeIn(list, event.target);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: stops.length - 1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      stops[to]?.focus();
    },
  };
}

function placeIn(list: RefObject<HTMLElement | null>, target: EventTarget): number {
  return target instanceof HTMLElement ? stopsIn(list.current).indexOf(target) : -1;
}

function stopsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(":scope > li > button") ?? [])];
}
