/** Every way in which Recompose can say no. One list; the texts for users live beside the code. */
export const errorCodes = [
  "aborted",
  "bad-request",
  "closed",
  "collection-unknown",
  "decoder-crashed",
  "disk-full",
  "download-failed",
  "file-changed",
  "file-damaged",
  "file-missing",
  "file-unreadable",
  "folder-missing",
  "folder-unreadable",
  "internal",
  "library-damaged",
  "library-in-use",
  "library-newer",
  "library-read-only",
  "list-unknown",
  "model-crashed",
  "model-failed",
  "name-taken",
  "not-a-folder",
  "not-a-picture",
  "pack-damaged",
  "pack-missing",
  "pack-newer",
  "pack-unknown",
  "pack-unpinned",
  "photo-unknown",
  "picture-too-large",
  "port-in-use",
  "query-empty",
  "query-too-long",
  "reference-unknown",
  "search-unknown",
  "took-too-long",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as it crosses the wire. */
export interface WireError {
  code: ErrorCode;
  what: string;
  hint: string;
}

/**
 * The only error that Recompose throws on purpose.
 * `what` names the file or thing and what happened; `hint` says what the user can do next.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly what: string;
  readonly hint: string;

  constructor(code: ErrorCode, what: string, hint = "", options?: ErrorOptions) {
    super(hint ? `${what} ${hint}` : what, options);
    this.name = "AppError";
    this.code = code;
    this.what = what;
    this.hint = hint;
  }
}

/** Any thrown value as an AppError; what is not one already becomes "internal" with its own message. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === "AbortError") return new AppError("aborted", "Cancelled.");
  const message = error instanceof Error ? error.message : String(error);
  return new AppError("internal", message, "", { cause: error });
}

export function toWireError(error: unknown): WireError {
  const { code, what, hint } = toAppError(error);
  return { code, what, hint };
}

export function fromWireError({ code, what, hint }: WireError): AppError {
  return new AppError(code, what, hint);
}
