/** The places that keys lead to. */
export const textId = "query-text";
export const gridId = "photos";
export const panelId = "library-panel";
export const panelButtonId = "panel-button";
export const detailsButtonId = "details-button";

function textField(): HTMLInputElement | undefined {
  const input = document.getElementById(textId);
  return input instanceof HTMLInputElement ? input : undefined;
}

export function focusText(): void {
  textField()?.focus();
  textField()?.select();
}

/** Where the focus is nowhere, the first thing to do is to ask for something. */
export function focusTextFirst(): void {
  if (document.activeElement === document.body) focusText();
}

export function focusTextEnd(): void {
  const end = textField()?.value.length ?? 0;
  selectInText(end, end);
}

/** Chooses a part of the text, once it is drawn. */
export function selectInText(from: number, to: number): void {
  requestAnimationFrame(() => {
    textField()?.focus();
    textField()?.setSelectionRange(from, to);
  });
}

/** The grid's one stop: its active photo. */
export function focusGrid(): void {
  activeCell()?.focus();
}

export function isFocusLost(): boolean {
  return document.activeElement === document.body;
}

/** The same where the grid is about to be drawn, in one of the next frames, unless something else has the focus then. */
export function focusNewGrid(frames = 10): void {
  requestAnimationFrame(() => {
    if (!isFocusLost()) return;
    if (activeCell()) focusGrid();
    else if (frames > 0) focusNewGrid(frames - 1);
  });
}

/**
 * A button that goes once it has done its work takes the focus along. It goes on where one is: in the dialog, the loupe, the
 * photos, else the text; nothing is scrolled for it. To be called once.
 */
export function keepFocus(): void {
  let last: EventTarget | null = null;
  addEventListener("focusin", ({ target }) => {
    last = target;
  });
  const goOn = () => isFocusLost() && whereOneIs()?.focus({ preventScroll: true });
  new MutationObserver(() => {
    if (!(last instanceof Element) || last.isConnected) return;
    last = null;
    // What knows better where to go on has gone there by then.
    requestAnimationFrame(() => requestAnimationFrame(goOn));
  }).observe(document.body, { childList: true, subtree: true });
}

function whereOneIs(): HTMLElement | null | undefined {
  const named = (selector: string) => document.querySelector<HTMLElement>(selector);
  return named("dialog[open]") ?? named(".loupe") ?? activeCell() ?? textField() ?? named(".welcome input, .welcome button");
}

function activeCell(): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#${gridId} [role="gridcell"][tabindex="0"]`);
}

export function isInPanel(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`#${panelId}`) !== null;
}

export function isInDetails(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".details-panel") !== null;
}

export function isInGrid(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(`#${gridId}`) !== null;
}
