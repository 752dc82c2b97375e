/** Queries as lines of text, with the photos of the library by their names. */
import type { EngineHandlers } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import { formatQuery, parseQuery, type QueryMistake, type WrittenReference } from "../../contract/query-text.ts";
import { maxReferences, type Query, querySchema, type Reference } from "../../contract/types.ts";
import type { References } from "./references.ts";
import type { Library } from "./store/db.ts";

/** Names that are listed where one means several photos */
const mostNamed = 4;

export type QueryLines = ReturnType<typeof createQueryLines>;

/** A query with the names of its photos from outside. */
interface Writable {
  query: Query;
  quick: boolean;
  nameOf(upload: string): string;
}

export function createQueryLines({ names }: Pick<Library, "names">, references: Pick<References, "get">) {
  /** All at once: looking for photos of the same name takes a while. */
  function write(writables: readonly Writable[]): string[] {
    const ids = writables.flatMap(({ query }) => photosOf(query));
    const shortest = ids.length > 0 ? names.shortest(ids) : new Map<number, string>();
    return writables.map(({ query, quick, nameOf }) => {
      const named = ({ source, ...reference }: Reference): WrittenReference =>
        "photo" in source
          ? { ...reference, name: shortest.get(source.photo) ?? "", outside: false }
          : { ...reference, name: nameOf(source.upload), outside: true };
      const feedback = query.feedback.map(({ photo, weight }) => ({ name: shortest.get(photo) ?? "", weight }));
      return formatQuery({ ...query, references: query.references.map(named), feedback, quick });
    });
  }

  function photoNamed(name: string): number {
    const [photo, ...others] = names.called(name);
    if (photo === undefined)
      throw new AppError("name-unknown", `No photo of the library is called "${name}".`, "Look at the name of its file.", {
        data: { name },
      });
    if (others.length === 0) return photo;
    const listed = [...names.shortest([photo, ...others].slice(0, mostNamed)).values()].map((short) => `"${short}"`);
    const detail = [...listed, ...(others.length + 1 > mostNamed ? ["…"] : [])].join(", ");
    throw new AppError(
      "name-ambiguous",
      `"${name}" can be ${others.length + 1} photos: ${detail}.`,
      "Write as much of the path as tells them apart.",
      {
        data: { name, detail },
      },
    );
  }

  const handlers = {
    /** Copies of photos of the library have their names there. */
    writeQuery: async ({ query, quick }) => {
      const known = query.references.map(({ source, ...reference }) => {
        const photo = "upload" in source ? references.get(source.upload).photo : null;
        return { ...reference, source: photo === null ? source : { photo } };
      });
      const [line = ""] = write([{ query: { ...query, references: known }, quick, nameOf: (upload) => references.get(upload).name }]);
      return { line };
    },
    readQuery: async ({ line }) => {
      const { query, mistakes } = parseQuery(line);
      const [mistake] = mistakes;
      if (mistake) throw unreadable(mistake);
      const { references: written, feedback, quick, ...rest } = query;
      if (written.length > maxReferences)
        throw new AppError("bad-request", `The text names ${written.length} reference photos.`, `Use ${maxReferences} at most.`);
      return {
        query: querySchema.parse({
          ...rest,
          references: written
            .filter(({ outside }) => !outside)
            .map(({ name, outside: _, ...reference }) => ({ ...reference, source: { photo: photoNamed(name) } })),
          feedback: feedback.map(({ name, weight }) => ({ photo: photoNamed(name), weight })),
        }),
        quick,
        outside: written.filter(({ outside }) => outside).map(({ outside: _, ...reference }) => reference),
      };
    },
    photosNamed: async ({ names }) => ({ photos: names.map(photoNamed) }),
  } satisfies Pick<EngineHandlers, "writeQuery" | "readQuery" | "photosNamed">;

  return { write, handlers };
}

function unreadable({ typed: name, example: detail }: QueryMistake): AppError {
  return new AppError("line-unreadable", `"${name}" cannot be read.`, `Write for example ${detail}.`, { data: { name, detail } });
}

function photosOf({ references, feedback }: Query): number[] {
  return [...references.flatMap(({ source }) => ("photo" in source ? source.photo : [])), ...feedback.map(({ photo }) => photo)];
}
