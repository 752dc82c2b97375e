/** Gathers the licences of everything that comes along into packaging/licences.txt; Electron brings its own and Chromium's. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, targets } from "./config.ts";
import { type Package, productionPackages } from "./production-packages.ts";

const rule = "\n\n".padEnd(80, "-");

/** Writes the file; returns how many packages are in it. */
export function gatherLicences(): number {
  const all = new Map(targets.flatMap(productionPackages).map((item) => [`${item.name} ${item.version}`, item]));
  const own = ["LICENSE", "models/starter/MODEL_CARD.md", "Samples/CREDITS.txt"].map(
    (file) => `Recompose: ${file}\n\n${readFileSync(join(root, file), "utf8")}`,
  );
  const theirs = [...all].sort(([one], [other]) => one.localeCompare(other)).map(([title, item]) => `${title}\n\n${licenceOf(item)}`);
  writeFileSync(join(root, "packaging", "licences.txt"), `${[...own, ...theirs].join(`${rule}\n\n`)}\n`);
  return theirs.length;
}

/** Its licence files, or the name of its licence where it has none or is not installed here. */
function licenceOf({ folder, installed }: Package): string {
  if (!installed) return "A build for another platform of the package above it, under the same licence.";
  const files = readdirSync(join(root, folder)).filter((name) => /^(licen[cs]e|copying|notice|third-party)/i.test(name));
  if (files.length > 0) return files.map((name) => readFileSync(join(root, folder, name), "utf8").trim()).join("\n\n");
  const { license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as { license?: string };
  if (typeof license !== "string") throw new Error(`${folder} names no licence.`);
  return `Licence: ${license}`;
}

if (import.meta.main) process.stdout.write(`packaging/licences.txt: ${gatherLicences()} packages\n`);
