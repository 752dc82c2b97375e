/** The places that keys lead to. */
export const textId = "query-text";
export const gridId = "photos";
export const panelButtonId = "panel-button";

export function focusText(): void {
  const input = document.getElementById(textId);
  input?.focus();
  if (input instanceof HTMLInputElement) input.select();
}

/** The grid's one stop: its active photo. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>(`#${gridId} [role="gridcell"][tabindex="0"]`)?.focus();
}
