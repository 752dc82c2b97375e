/** One library, two programs: the second is told who has it, and a killed program leaves no lock behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLibrary } from "../../../main/engine/store/db.ts";
import { temporaryFolder } from "./support.ts";

const store = join(import.meta.dirname, "../../../main/engine/store/db.ts");
const holder = `
  import { runnerImport } from "vite";
  const { module } = await runnerImport(${JSON.stringify(store)});
  const library = module.openLibrary(process.argv[1]);
  library.settings.set("holder", "was here");
  console.log("open");
  setInterval(() => {}, 1000);`;

/** Another program that has the library open. */
async function openElsewhere(folder: string) {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", holder, folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

test("the second program is refused and told who has the library, until the first is killed", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const other = await openElsewhere(folder);
  expect(() => openLibrary(folder)).toThrow(
    expect.objectContaining({ code: "library-in-use", what: expect.stringContaining(`process ${other.pid}`) }),
  );
  other.kill("SIGKILL");
  await once(other, "exit");
  const library = openLibrary(folder);
  expect(library.settings.get("holder")).toBe("was here");
  library.close();
});

test("within one program, too, a library is open once", () => {
  const folder = temporaryFolder();
  const first = openLibrary(folder);
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: "library-in-use" }));
  first.close();
  openLibrary(folder).close();
});
