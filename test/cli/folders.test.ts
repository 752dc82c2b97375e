/** Folders that were emptied or moved, as a terminal shows it. */
import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack, run } from "../helpers/programs.ts";

const photos = 21;

test("a folder is found where it lies now; of photos that are gone all stay listed until they are taken out", async (context) => {
  if (!hasStarterPack) return context.skip(noStarterPack);
  const folder = temporaryFolder();
  const [before, now, elsewhere] = [join(folder, "photos"), join(folder, "moved"), join(folder, "elsewhere")];
  const cli = async (...args: string[]) => (await run("cli", [...args, "--library", join(folder, "library")])).stdout;
  await makePhotos(before, photos);
  await cli("index", before);
  renameSync(before, now);
  expect(await cli("moved", before, now)).toContain(`${now} now, with ${photos} photos.`);

  mkdirSync(elsewhere);
  for (const name of readdirSync(now).slice(1)) renameSync(join(now, name), join(elsewhere, name));
  expect(await cli("index", now)).toContain(`${photos} ready`);
  expect(await cli("status")).toContain("20 photos of it gone, and listed still");
  expect(await cli("gone", now, "--keep")).toContain("stays listed");
  await cli("gone", now);
  expect(await cli("status")).toContain("1 file: 1 ready");
});
