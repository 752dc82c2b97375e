/** Queries as text, with the photos of a library by their names. */
import { beforeEach, expect, test } from "vitest";
import { type Query, querySchema } from "../../../contract/types.ts";
import { createQueryLines } from "../../../main/engine/query-lines.ts";
import { createReferences, type OutsidePhoto } from "../../../main/engine/references.ts";
import type { Library } from "../../../main/engine/store/db.ts";
import { scanInto, temporaryFolder, temporaryLibrary, write } from "../store/support.ts";

let library: Library;
let folder: string;
let calls: ReturnType<typeof createQueryLines>["handlers"];
const references = createReferences();
const source = { name: "party.jpg", bytes: new Uint8Array() };

beforeEach(async () => {
  folder = temporaryFolder();
  library = temporaryLibrary();
  for (const name of ["one.jpg", "my photo.JPG", "2022/Tag 1/IMG_1.jpg", "2023/Tag 1/IMG_1.jpg", "2023/img_1.jpg", "2023/Grüße.png"])
    write(folder, name);
  await scanInto(library, folder);
  calls = createQueryLines(library, references).handlers;
});

const called = async (name: string) => (await calls.photosNamed({ names: [name] })).photos[0] ?? 0;
const at = (path: string) => library.photos.byPath(`${folder}/${path}`) ?? 0;
const asking = (query: object): Query => querySchema.parse(query);
const line = async (query: object, quick = false) => (await calls.writeQuery({ query: asking(query), quick })).line;

test("photos are named by their files, with as much of the path as tells them from others", async () => {
  const paths = ["one.jpg", "my photo.JPG", "2022/Tag 1/IMG_1.jpg", "2023/img_1.jpg"];
  const photos = paths.map((path) => ({ source: { photo: at(path) } }));
  expect(await line({ references: photos })).toBe('ref:one.jpg ref:"my photo.JPG" ref:"2022/Tag 1/IMG_1.jpg" ref:img_1.jpg');
});

test("a line is read into the same query", async () => {
  const query = asking({
    references: [
      { source: { photo: at("2023/Tag 1/IMG_1.jpg") }, wanted: false, weight: 0.4 },
      { source: { photo: at("2023/Grüße.png") }, crop: { left: 0.1, top: 0, width: 0.5, height: 0.5 } },
    ],
    text: "the same, at night",
    without: ["red cars"],
    rewritten: "a bridge at night",
    feedback: [{ photo: at("one.jpg"), weight: -0.3 }],
    weights: { alpha: 0.1, beta: 0.2, gamma: 0.3 },
    filter: { folders: ["Tag 1"] },
    sort: "date",
  });
  expect(await calls.readQuery({ line: await line(query, true) })).toEqual({ query, quick: true, outside: [] });
});

test("a name may leave out the extension, and mind no capitals, as long as it means one photo", async () => {
  for (const name of ["one", "ONE.JPG", `${folder}/one.jpg`, `#${at("one.jpg")}`]) expect(await called(name)).toBe(at("one.jpg"));
  expect(await called("grÜSSe".replace("SS", "ß"))).toBe(at("2023/Grüße.png"));
  expect(await called("2022/tag 1/img_1")).toBe(at("2022/Tag 1/IMG_1.jpg"));
  expect(await called("img_1.jpg")).toBe(at("2023/img_1.jpg")); // exactly as it is written comes first
});

test("a name of several photos is refused, and they are named", async () => {
  await expect(called("IMG_1")).rejects.toMatchObject({
    code: "name-ambiguous",
    message: expect.stringMatching(/can be 2 photos: "2022\/Tag 1\/IMG_1.jpg", "2023\/Tag 1\/IMG_1.jpg"\. Write as much of the path/),
  });
});

test.each(["two.jpg", "ne.jpg", "/one.jpg", "%", ""])("%j is no photo, and that is said", async (name) => {
  await expect(called(name)).rejects.toMatchObject({ code: "name-unknown", message: expect.stringContaining(`"${name}"`) });
});

test("a photo from outside has its name alone, and is to be dropped in again", async () => {
  const outside = { name: "party.jpg", photo: null, source } as OutsidePhoto;
  const written = await line({ references: [{ source: { upload: references.keep(outside) }, weight: 0.5 }], text: "at sea" });
  expect(written).toBe("drop:party.jpg weight=0.5 change:(at sea)");
  const { query, outside: again } = await calls.readQuery({ line: written });
  expect([query.references, query.text, again]).toEqual([[], "at sea", [{ name: "party.jpg", wanted: true, weight: 0.5 }]]);
});

test("a copy of a photo of the library has its name there", async () => {
  const upload = references.keep({ name: "copy.jpg", photo: at("one.jpg"), source } as OutsidePhoto);
  expect(await line({ references: [{ source: { upload } }] })).toBe("ref:one.jpg");
});

test("what makes no sense is refused, with how to write it", async () => {
  await expect(calls.readQuery({ line: "sea slider=3 rating:9" })).rejects.toMatchObject({
    code: "line-unreadable",
    message: '"slider=3" cannot be read. Write for example slider=0.7.',
  });
  await expect(calls.readQuery({ line: Array(6).fill("ref:one").join(" ") })).rejects.toMatchObject({ code: "bad-request" });
});
