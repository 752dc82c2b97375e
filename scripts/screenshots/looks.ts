import type { BrowserContextOptions } from "playwright-core";

export interface Look {
  /** What stands in the file's name */
  name: string;
  options: BrowserContextOptions;
}

const sizes = [
  { width: 900, height: 600 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
];
const laptop = { width: 1440, height: 900 };
const small = { width: 900, height: 600 };

/** Every screen is shown in these: three sizes, light and dark. */
export const everyLook = sizes.flatMap((viewport) =>
  (["light", "dark"] as const).map(
    (colorScheme): Look => ({ name: `${viewport.width}x${viewport.height}-${colorScheme}`, options: { viewport, colorScheme } }),
  ),
);

/** And some screens in these: German words are long, forced colours leave only lines and text. */
export const otherLooks: Look[] = [
  { name: "1440x900-german", options: { viewport: laptop, locale: "de-DE" } },
  { name: "900x600-german", options: { viewport: small, locale: "de-DE" } },
  { name: "1440x900-forced-colors", options: { viewport: laptop, forcedColors: "active", colorScheme: "dark" } },
];
