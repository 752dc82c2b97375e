/**
 * Every way in which Recompose can say no. One list. English sentences for the command line and logs stand where the errors are
 * thrown; what a user of the page or the window reads is made of code and data, in their language: see error-texts/.
 */
import { z } from "zod";

export const errorCodes = [
  "aborted",
  "bad-request",
  "cannot-open",
  "closed",
  "copies-too-large",
  "collection-unknown",
  "decoder-crashed",
  "decoder-ended",
  "disk-full",
  "download-failed",
  "editor-missing",
  "engine-ended",
  "file-changed",
  "file-cut-short",
  "file-damaged",
  "file-empty",
  "file-forbidden",
  "file-missing",
  "file-not-chosen",
  "file-unreadable",
  "folder-forbidden",
  "folder-in-library",
  "folder-missing",
  "folder-not-chosen",
  "folder-other",
  "folder-unknown",
  "folder-read-only",
  "folder-taken",
  "folder-unreadable",
  "internal",
  "library-damaged",
  "library-in-use",
  "library-newer",
  "library-read-only",
  "line-unreadable",
  "list-unknown",
  "llm-failed",
  "llm-too-large",
  "model-crashed",
  "model-failed",
  "model-gave-up",
  "models-busy",
  "name-ambiguous",
  "name-taken",
  "name-unknown",
  "not-a-folder",
  "not-a-picture",
  "original-missing",
  "pack-damaged",
  "pack-in-use",
  "pack-incomplete",
  "pack-missing",
  "pack-newer",
  "pack-unknown",
  "pack-unpinned",
  "photo-unknown",
  "picture-too-large",
  "port-in-use",
  "query-empty",
  "query-too-long",
  "reference-too-large",
  "reference-unknown",
  "samples-missing",
  "search-unknown",
  "took-too-long",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What a sentence names: file, folder, pack or collection; a size such as "420 MP"; what a library or the system said, untranslated. */
export const errorDataSchema = z.object({ name: z.string(), path: z.string(), size: z.string(), detail: z.string() }).partial();
export type ErrorData = z.infer<typeof errorDataSchema>;

/** An error as it crosses the wire. */
export const wireErrorSchema = z.object({ code: z.enum(errorCodes), what: z.string(), hint: z.string(), data: errorDataSchema });
export type WireError = z.infer<typeof wireErrorSchema>;

/**
 * The only error that Recompose throws on purpose.
 * `what` names the file or thing and what happened; `hint` says what the user can do next.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly what: string;
  readonly hint: string;
  readonly data: ErrorData;

  constructor(code: ErrorCode, what: string, hint = "", { data = {}, ...options }: ErrorOptions & { data?: ErrorData } = {}) {
    super(hint ? `${what} ${hint}` : what, options);
    this.name = "AppError";
    this.code = code;
    this.what = what;
    this.hint = hint;
    this.data = data;
  }
}

/** Any thrown value as an AppError; what is not one already becomes "internal" with its own message. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === "AbortError") return new AppError("aborted", "Cancelled.");
  const message = error instanceof Error ? error.message : String(error);
  return new AppError("internal", message, "", { cause: error, data: { detail: message } });
}

export function toWireError(error: unknown): WireError {
  const { code, what, hint, data } = toAppError(error);
  return { code, what, hint, data };
}

export function fromWireError({ code, what, hint, data }: WireError): AppError {
  return new AppError(code, what, hint, { data });
}

/** The English sentences of an error, in a row. */
export function inEnglish({ what, hint }: Pick<WireError, "what" | "hint">): string {
  return hint ? `${what} ${hint}` : what;
}
