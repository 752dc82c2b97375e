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
