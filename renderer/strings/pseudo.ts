/**
 * A language for tests: English with marks around it, accents on it and a third more of it. What shows no marks is not in the
 * catalogue; what is cut off will be cut off in German too.
 */
const accents: Record<string, string> = { a: "á", e: "é", i: "í", o: "ó", u: "ú", A: "Á", E: "É", I: "Í", O: "Ó", U: "Ú" };

export function pseudo<T>(catalogue: T): T {
  return turn(catalogue) as T;
}

function turn(value: unknown): unknown {
  if (typeof value === "string") return stretch(value);
  if (Array.isArray(value)) return value.map(turn);
  if (typeof value === "function") return (...given: unknown[]) => turn(value(...given));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, turn(part)]));
  return value;
}

/** What is marked already (a text in a text) stays as it is. */
function stretch(text: string): string {
  if (text.trim() === "" || text.includes("⟦")) return text;
  return `⟦${text.replace(/[aeiou]/gi, (letter) => accents[letter] ?? letter)}${"·".repeat(Math.ceil(text.length / 3))}⟧`;
}
