/** The words of a captioner: ids to a sentence. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../contract/errors.ts";

const schema = z
  .object({
    /** WordPiece strings in the order of their ids; "##ing" is glued to what is before it */
    tokens: z.array(z.string().max(100)).min(2).max(100_000),
    begin: z.number().int().min(0),
    end: z.number().int().min(0),
    /** Tokens that are glued to both sides, such as hyphens */
    glue: z.array(z.string().min(1).max(10)).max(20).default([]),
  })
  .refine(({ tokens, begin, end }) => begin < tokens.length && end < tokens.length, "begin and end must be among the tokens");

export interface CaptionTokens {
  /** How many there are */
  size: number;
  begin: number;
  end: number;
  /** A sentence of the tokens before the first `end`. */
  sentence(ids: readonly number[]): string;
}

/** Throws pack-damaged, naming the file. */
export async function readCaptionTokens(file: string): Promise<CaptionTokens> {
  const { tokens, begin, end, glue } = parse(await readFile(file, "utf8"), file);
  return {
    size: tokens.length,
    begin,
    end,
    sentence: (ids) => {
      const length = ids.indexOf(end);
      const words = (length < 0 ? ids : ids.slice(0, length)).map((id) => tokens[id] ?? "");
      const sentence = words.join(" ").replaceAll(" ##", "");
      return glue.reduce((text, mark) => text.replaceAll(` ${mark} `, mark), sentence);
    },
  };
}

function parse(text: string, file: string): z.output<typeof schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : "it is not readable as JSON";
    throw new AppError("pack-damaged", `"${file}" does not list a captioner's words: ${why}.`, "Get the pack again.", { cause: error });
  }
}
