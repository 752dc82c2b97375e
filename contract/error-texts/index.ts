/** What users read of an error: a sentence and the next step, made of its code and what it names, in each language. */
import type { ErrorCode, ErrorData } from "../errors.ts";
import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

/** `what`: the English words of the error, for the few whose cause only a library or the system can name */
export type ErrorTexts = Record<ErrorCode, (said: ErrorData & { what: string }) => string>;

export const errorTexts = { en, de } satisfies Record<Language, ErrorTexts>;
