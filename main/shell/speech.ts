/** The language of menus, dialogs and notices: that of the system until it is known what the user has set. */
import { errorTexts } from "../../contract/error-texts/index.ts";
import { toAppError } from "../../contract/errors.ts";
import type { Language } from "../../contract/languages.ts";
import { de } from "./words/de.ts";
import { en, type Words } from "./words/en.ts";

const catalogues = { en, de } satisfies Record<Language, Words>;

export interface Speech {
  words(): Words;
  /** What is wrong, and what to do next */
  sentence(error: unknown): string;
  set(language: Language): void;
  /** Called after every change to another language. */
  onChange(listener: () => void): void;
}

export function createSpeech(): Speech {
  let current: Language = "en";
  let changed = () => {};
  return {
    words: () => catalogues[current],
    sentence: (error) => {
      const { code, what, data } = toAppError(error);
      return errorTexts[current][code]({ ...data, what });
    },
    set: (language) => {
      if (language === current) return;
      current = language;
      changed();
    },
    onChange: (listener) => {
      changed = listener;
    },
  };
}
