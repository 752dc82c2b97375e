/** Where the slider stands, and what one often wants of it. */

import type { Settings } from "../contract/settings.ts";

/** Where the slider stands while the pack's own weights are used. */
export const packBalance = 0.7;

/** Where the slider stands while it was not moved. */
export const usualBalance = ({ slider }: Settings): number => slider ?? packBalance;

/** What one often wants: a stop of the slider, and a beginning of the words (or the words as they are). */
export const presets = {
  time: { balance: 0.7, words: "template" },
  place: { balance: 0.7, words: "template" },
  look: { balance: 0.4, words: "template" },
  framing: { balance: 0.4, words: "template" },
  added: { balance: 0.7, words: "template" },
  without: { balance: 0.7, words: "template" },
  photo: { balance: 0, words: "kept" },
  words: { balance: 1, words: "kept" },
} as const satisfies Record<string, { balance: number; words: "template" | "kept" }>;

export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as Preset[];
