import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogueSchema } from "../../../main/packs/catalogue.ts";
import { pinCatalogue } from "../../../main/packs/pin.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { sha256, startHub } from "../../helpers/hub.ts";
import { tinyCatalogue } from "../../helpers/tiny-catalogue.ts";

test("files that have an address are noted, and compared the next time", async () => {
  const { catalogue, files } = tinyCatalogue(temporaryFolder());
  const hub = await startHub(files);
  const options = { hub: hub.url, signal: new AbortController().signal, onFile: () => {} };
  const path = "/Xenova/clip-vit-large-patch14/resolve/0000000/onnx/text_model.onnx";
  expect(await pinCatalogue(catalogue, options)).toEqual({ pinned: 0, compared: 6 });
  const unpinned = JSON.parse(readFileSync(catalogue, "utf8"));
  for (const part of unpinned.parts)
    for (const file of part.files) if (file.url) Object.assign(file, { bytes: null, sha256: null, revision: null });
  writeFileSync(catalogue, JSON.stringify(unpinned));
  for (const [name, file] of Object.entries(files)) hub.files[name.replace("/0000000/", "/main/")] = { ...file, commit: "abcdef0" };
  expect(await pinCatalogue(catalogue, options)).toEqual({ pinned: 6, compared: 0 });
  const noted = catalogueSchema.parse(JSON.parse(readFileSync(catalogue, "utf8"))).parts[0]?.files[0];
  expect(noted).toMatchObject({ revision: "abcdef0", sha256: sha256(files[path]?.content ?? new Uint8Array()) });
  hub.files[path.replace("0000000", "abcdef0")] = { content: Buffer.from("another") };
  for (const [name, file] of Object.entries(files)) hub.files[name.replace("/0000000/", "/abcdef0/")] ??= file;
  await expect(pinCatalogue(catalogue, options)).rejects.toMatchObject({ code: "pack-damaged" });
});

/** A catalogue of which nothing is noted, and a hub that has its files as they are now. */
async function unpinned() {
  const { catalogue, files } = tinyCatalogue(temporaryFolder());
  const content = JSON.parse(readFileSync(catalogue, "utf8"));
  for (const part of content.parts)
    for (const file of part.files) if (file.url) Object.assign(file, { bytes: null, sha256: null, revision: null });
  writeFileSync(catalogue, JSON.stringify(content));
  const now = Object.entries(files).map(([name, file]) => [name.replace("/0000000/", "/main/"), { ...file, commit: "abcdef0" }] as const);
  const hub = await startHub(Object.fromEntries(now));
  const pin = () => pinCatalogue(catalogue, { hub: hub.url, signal: new AbortController().signal, onFile: () => {} });
  const second = hub.files["/Xenova/clip-vit-large-patch14/resolve/main/onnx/vision_model.onnx"];
  if (!second) throw new Error("the catalogue has another order");
  return { hub, pin, second };
}

test.each([
  ["cut", { cuts: [1000] }, /vision_model\.onnx" could not be read: .+ Try again: what was noted before it stays noted\./],
  ["refused", { answers: [{ status: 503 }] }, /it answered 503/],
  ["without a revision", { commit: "" }, /the host names no revision of it/],
])("a run that ends at a file that is %s says so, and the next one goes on there", async (_what, behaviour, message) => {
  const { hub, pin, second } = await unpinned();
  const before = { ...second };
  Object.assign(second, behaviour);
  await expect(pin()).rejects.toMatchObject({ code: "download-failed", message: expect.stringMatching(message) });
  Object.assign(second, before);
  // The first file is compared, the others are noted.
  for (const [name, file] of Object.entries(hub.files)) hub.files[name.replace("/main/", "/abcdef0/")] = file;
  expect(await pin()).toEqual({ pinned: 5, compared: 1 });
  expect(await pin()).toEqual({ pinned: 0, compared: 6 });
});
