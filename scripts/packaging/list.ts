/**
 * npm run package-list: what an installer holds for each platform, and how large it is unpacked.
 * `-- --files` names every file, `-- linux-x64` restricts it to one platform.
 */

import { targets } from "./config.ts";
import { packageSize } from "./package-size.ts";

const asked = process.argv.slice(2);
const only = asked.find((option) => !option.startsWith("-"));
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1).padStart(7)} MB`;

for (const target of targets.filter(({ platform, arch }) => !only || only === `${platform}-${arch}`)) {
  const { files, parts, total, electron } = packageSize(target);
  say(`${target.platform}-${target.arch}: ${files.length} files and Electron`);
  if (asked.includes("--files"))
    for (const { path, bytes, unpacked } of files) say(`  ${String(bytes).padStart(10)} ${unpacked ? "u" : " "} ${path}`);
  for (const [part, bytes] of parts) say(`${megabytes(bytes)}  ${part}`);
  say(`${megabytes(electron.bytes)}  Electron (${electron.measured ? "measured" : "allowed for: its program is not here"})`);
  say(`${megabytes(total)}  in all\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
