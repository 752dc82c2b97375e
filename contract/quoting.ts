/** Values in typed texts: as they are, in quotes, or in brackets, which hold anything and keep it on one line. */

export const quotedPattern = `"[^"]*(?:"|$)|'[^']*(?:'|$)`;
/** A backslash keeps the bracket behind it from counting; other brackets come in pairs, one pair in another at most. */
export const bracketedPattern = String.raw`\((?:\\.|\((?:\\.|[^\\()])*\)|[^\\()])*\)(?=\s|$)`;

/** Control characters, line ends of all kinds, and marks that turn the direction of the text around them */
const unseen = String.raw`\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069`;
const isPlain = new RegExp(String.raw`^(?!\()[^\s"'${unseen}]+$`, "u");
const inBrackets = new RegExp(`^${bracketedPattern}$`, "u");
const inPairs = /^(?:[^()]|\([^()]*\))*$/u;

/** Read again by `unquote`, and by `parseQueryText` behind the colon of a field. */
export function quote(text: string): string {
  if (isPlain.test(text)) return text;
  if (!isOfOneLine(text)) return bracket(text);
  if (!text.includes('"')) return `"${text}"`;
  return text.includes("'") ? bracket(text) : `'${text}'`;
}

/** In brackets, whatever it is. */
export function bracket(text: string): string {
  const brackets = inPairs.test(text) ? "" : "()";
  return `(${text.replace(new RegExp(String.raw`[\\${brackets}${unseen}]`, "gu"), escaped)})`;
}

/** Nothing in it gets lost between quotes, where blanks at the ends do not count. */
export function isOfOneLine(text: string): boolean {
  return text === text.trim() && text !== "" && !new RegExp(`[${unseen}]`, "u").test(text);
}

export function isBracketed(text: string): boolean {
  return inBrackets.test(text);
}

export function unquote(text: string): string {
  if (isBracketed(text)) return text.slice(1, -1).replace(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/giu, original);
  const [mark] = text;
  if (mark !== '"' && mark !== "'") return text;
  return (text.endsWith(mark) && text.length > 1 ? text.slice(1, -1) : text.slice(1)).trim();
}

function escaped(character: string): string {
  if (/[\\()]/.test(character)) return `\\${character}`;
  if (character === "\n") return "\\n";
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function original(_all: string, code: string | undefined, character: string): string {
  if (code === undefined) return character === "n" ? "\n" : character;
  const point = Number.parseInt(code, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
}
