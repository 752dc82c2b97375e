/** Errors in the language of the page, by their code and what they name. */
import { type ErrorCode, type ErrorData, errorCodes, type WireError } from "../../contract/errors.ts";
import { strings } from "./index.ts";

export function inWords({ code, what, data }: Pick<WireError, "code" | "what" | "data">): string {
  return strings.errors[code]({ ...data, what });
}

interface Noted {
  /** Libraries may hold codes of other versions; then the engine's English has to do. */
  code: string | null;
  reason: string | null;
  data: ErrorData;
}

/** Why a photo could not be read, or captioned. */
export function reasonInWords({ code, reason, data }: Noted): string {
  const what = reason ?? "";
  return isKnown(code) ? inWords({ code, what, data }) : what;
}

function isKnown(code: string | null): code is ErrorCode {
  return errorCodes.some((known) => known === code);
}
