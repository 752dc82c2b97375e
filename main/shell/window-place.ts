/** Where a window opens: where it was, if that is still on a screen. */
import type { Bounds } from "./kept.ts";

const usual = { width: 1280, height: 860 };
export const smallest = { minWidth: 900, minHeight: 600 };
/** So much of the title bar must be on a screen for the window to be got hold of. */
const grip = 120;

/** `screens`: their work areas. Without x and y the system chooses. */
export function windowPlace(kept: Bounds | null, screens: readonly Bounds[]): Partial<Bounds> & { width: number; height: number } {
  if (!kept) return usual;
  const width = Math.max(kept.width, smallest.minWidth);
  const height = Math.max(kept.height, smallest.minHeight);
  const isReachable = screens.some(
    (screen) =>
      kept.x + width >= screen.x + grip &&
      kept.x <= screen.x + screen.width - grip &&
      kept.y >= screen.y &&
      kept.y <= screen.y + screen.height - grip,
  );
  return isReachable ? { x: kept.x, y: kept.y, width, height } : { width, height };
}
