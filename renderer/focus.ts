/** The places that keys lead to. */
export const textId = "query-text";
export const gridId = "photos";
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
  document.querySelector<HTMLElement>(`#${gridId} [role="gridcell"][tabindex="0"]`)?.focus();
}

export function isInGrid(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(`#${gridId}`) !== null;
}
