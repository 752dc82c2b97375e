/** `recompose`: the command line. What each command does stands in cli/. */
import { resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { type DeviceChoice, deviceChoices } from "../contract/devices.ts";
import { composedDatasets } from "../contract/evaluation.ts";
import { hubAddress } from "../contract/packs.ts";
import { benchmarkSearch } from "./cli/bench-search.ts";
import { showDevices } from "./cli/devices.ts";
import { type EvaluateOptions, evaluateMethods, evaluateNothingMatches, parseEvaluate } from "./cli/evaluate.ts";
import { exportCopies, parseFiles } from "./cli/export-copies.ts";
import { forgetFolder, moveFolder, settleGone } from "./cli/folders.ts";
import { indexFolders } from "./cli/index-folders.ts";
import { benchmarkIndex, evaluateFlickr8k, parseCount } from "./cli/measure.ts";
import { getModels, importModels, listModels, type PacksCommand, pinModels, removeModels, verifyModels, withPacks } from "./cli/models.ts";
import { type Command as Context, exitCodes, fail, withEngine } from "./cli/run.ts";
import { parseSearch, type SearchOptions, searchPhotos } from "./cli/search.ts";
import { retryFailures, showFailures, showStatus } from "./cli/status.ts";
import { folderOf, forgetVectors, listVectors, usePack } from "./cli/use-pack.ts";
import { defaultLibrary, defaultPacks, languageModel, programPaths, typedIn } from "./paths.ts";

const paths = programPaths(import.meta.dirname);
const program = new Command("recompose")
  .description("Find photos by picture, by words, and by both together. All on this computer; photos are never changed.")
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "recompose: ")) })
  .showHelpAfterError("(--help says how)")
  .addHelpText(
    "after",
    `
Exit codes: 0 done, 1 error, 2 wrong use, 3 nothing found, 130 stopped by Ctrl+C.
Files that could not be read are counted, not an error: "recompose failures" lists them.

Examples:
  recompose index ~/Pictures
  recompose search --text "a dog on a beach"
  recompose search --image bridge.jpg --text "at night" --without people --limit 5
  recompose search --text mountains --filter "rating:>=4 date:2023-05..2023-08" --json`,
  );

interface Common {
  library?: string;
  pack?: string;
  llm?: string | boolean;
  device?: DeviceChoice;
  json?: boolean;
}

command(program, "index <folder...>", "add folders and read their photos; waits until all are done")
  .option("--captions", "wait until all photos are captioned too (otherwise that goes on whenever Recompose runs)")
  .addHelpText(
    "after",
    "\nCtrl+C stops after the photos in hand; the same command goes on from there.\n\nExample:\n  recompose index ~/Pictures /media/archive",
  )
  .action(async (folders: string[], { captions = false, ...options }: Common & { captions?: boolean }) => {
    await run(options, (context) => indexFolders(context, folders.map(absolute), captions));
  });

command(program, "search [query...]", "find photos, by a query as text, by options, or by both")
  .option("--image <file|id>", "a photo to start from: a file, or the number of a photo of the library (up to 5)", collect)
  .option(
    "--crop <l,t,w,h>",
    'only this part of --image counts: left,top,width,height as fractions of it; again for the next ("whole")',
    collect,
  )
  .option("--unlike <file|id>", "a photo that results should not look like", collect)
  .option("--text <words>", "what should be different; without --image: what to look for")
  .option("--without <words>", "what to keep away from", collect)
  .option("--weights <alpha,beta,gamma>", "words alone, words with the photo, captions; each 0 to 1 (default: the pack's own)")
  .option("--filter <filters>", "camera: lens: folder: ext: type: rating:>=4 date:2023-05..2023-08 flag: label: collection: has:", collect)
  .option("--rewritten <sentence>", "what the photo looks like with the words applied, instead of the program's own sentence")
  .option("--more <id>", "more like this result", collect)
  .option("--less <id>", "less like this result", collect)
  .option("--saved <name>", "run a search that was saved in the app; only --limit, --sort and --fold are taken from here")
  .option("--sort <match|date>", "the best first, or the newest of those that match well (default: match)")
  .option("--fold", "one result for photos that are near-copies of each other")
  .option("--quick", "at once, without captions and rewriting")
  .option("--limit <n>", "number of results", "20")
  .addHelpText(
    "after",
    `
A query as text has words, -words to keep away from, filters as of --filter, and
  ref:NAME  -ref:NAME   a photo of the library by its file's name, with as much of
                        its path as tells it from others; weight=0.5 and
                        crop=.5,0,.5,1 behind it are its own
  drop:NAME             a photo from outside: give its file with --image, too
  change:(words)        words with brackets around them, whatever is in them
  sentence:(words)      as --rewritten
  more:NAME  less:NAME  as --more and --less
  slider=0.7            look to words, from 0 to 1; or weights=.6,.4,.2
  sort=date  mode=quick
The app copies such a text ("Copy search as text") and takes it in its text field.
Where it begins with "-", write -- before it.

Exit code 3: nothing found.

Examples:
  recompose search children playing in snow
  recompose search 'ref:IMG_2041 change:(same place but at night) -people slider=0.7 date:2023'
  recompose search --text "children playing in snow"
  recompose search --image bridge.jpg --text "the same at night"
  recompose search --image party.jpg --crop .6,.2,.3,.5 --text "on the beach"
  recompose search --image 1204 --image 77 --unlike 31 --filter "camera:X-T5"`,
  )
  .action(async (query: string[], options: Common & SearchOptions) => {
    const asked = parseSearch(query.join(" "), options);
    await run(options, (context) => searchPhotos(context, asked));
  });

command(program, "export <folder> <photo...>", "copy originals into a folder, beside what is there; the originals stay as they are")
  .option("--files <jpeg|raw|both>", "of a RAW and JPEG pair", "both")
  .addHelpText(
    "after",
    `
A photo is its number, as results show it, or the name of its file with as much of the path as tells it from others.
Exit code 1: some could not be copied; they are named.

Example:
  recompose export /media/stick 1204 77 IMG_2041 Weddings/IMG_0007.jpg --files jpeg`,
  )
  .action(async (folder: string, photos: string[], { files, ...options }: Common & { files: string }) => {
    const wanted = parseFiles(files);
    await run(options, (context) => exportCopies(context, absolute(folder), photos, wanted));
  });

command(program, "status", "what the library holds")
  .option("--models", "also open the language model, and say what it runs on")
  .action(async ({ models = false, ...options }: Common & { models?: boolean }) => {
    await run(options, (context) => showStatus(context, models));
  });

command(program, "devices", "where photos are encoded, and why: the processor, or a graphics chip")
  .option("--check", "try the devices of this computer again")
  .addHelpText("after", "\nExample:\n  recompose devices --check --device webgpu")
  .action(async ({ check = false, ...options }: Common & { check?: boolean }) => {
    await run(options, (context) => showDevices(context, check));
  });

command(program, "forget <folder>", "erase what the index knows of a folder; its files are not touched")
  .addHelpText("after", "\nExample:\n  recompose forget ~/Pictures/old")
  .action(async (folder: string, options: Common) => {
    await run(options, (context) => forgetFolder(context, absolute(folder)));
  });

command(
  program,
  "gone <folder>",
  "erase what the index knows of photos that are no longer in a folder, where very many went at once and were kept",
)
  .option("--keep", "go on listing them, and do not ask again")
  .addHelpText("after", "\nExample:\n  recompose gone ~/Pictures")
  .action(async (folder: string, { keep = false, ...options }: Common & { keep?: boolean }) => {
    await run(options, (context) => settleGone(context, absolute(folder), keep));
  });

command(program, "moved <folder> <to>", "a folder of the library lies in another place now: nothing of it is read again")
  .addHelpText("after", "\nExample:\n  recompose moved ~/Pictures /media/big/Pictures")
  .action(async (folder: string, to: string, options: Common) => {
    await run(options, (context) => moveFolder(context, absolute(folder), absolute(to)));
  });

command(program, "failures", "list the files that could not be read, and why")
  .option("--retry", "let the next run read them again")
  .action(async ({ retry = false, ...options }: Common & { retry?: boolean }) => {
    await run(options, retry ? retryFailures : showFailures);
  });

const evaluate = program.command("evaluate").description("measure how well photos are found");
command(evaluate, "flickr8k", "Recall@1, 5 and 10 in percent on the 1,000 test photos of Flickr8k")
  .requiredOption("--root <dir>", "folder of the dataset")
  .addHelpText("after", "\nExample:\n  recompose evaluate flickr8k --root ../shared/data/flickr8k --json")
  .action(async (options: Common & { root: string }) => {
    await run(options, (context) => evaluateFlickr8k(context, absolute(options.root)));
  });

for (const dataset of composedDatasets) {
  const described = command(
    evaluate,
    dataset,
    `the compared methods on ${dataset}: recall in percent, mean average precision where it has several targets`,
  )
    .option("--root <dir>", "folder of the dataset, with its official files")
    .option("--photos <dir>", "folder of its photos, where it is elsewhere")
    .option("--methods <names...>", 'names of methods, with commas or blanks between (default: "all")', collect)
    .option("--weights <alpha,beta,gamma>", "of CVSI (default: the pack's own)")
    .option("--missing <skip|refuse>", "photos that are not there: leave their queries out, or do not begin", "refuse")
    .option("--table", "print a table, beside the paper's (default without --json)")
    .option("--charts <dir>", "write ablations and weight sweeps as CSV and SVG files");
  if (dataset === "circo" || dataset === "cirr")
    described
      .option("--submission <dir>", "write the official submission files of the test split")
      .option("--split <val|test>", "which queries (default: val; test with --submission)");
  if (dataset === "flickr-cir")
    described
      .option("--queries <file>", "queries in a file of the form of flickr-cir/dev.json")
      .option(
        "--gallery <file...>",
        "list of the photos to search, one name a line (default: test and dev; with --photos all of them)",
        collect,
      );
  described
    .addHelpText(
      "after",
      `\nCtrl+C stops; the same command goes on from there.\n\nExample:\n  recompose evaluate ${dataset} --root ../data --methods CVSI,LDRE`,
    )
    .action(async (options: Common & EvaluateOptions) => {
      const asked = parseEvaluate(dataset, options);
      await run(options, (context) => evaluateMethods(context, asked));
    });
}

command(evaluate, "nothing-matches", 'how often "nothing matches well" is right, on the test and dev photos of Flickr8k')
  .requiredOption("--root <dir>", "folder of the dataset")
  .addHelpText("after", "\nExample:\n  recompose evaluate nothing-matches --root ../shared/data/flickr8k")
  .action(async (options: Common & { root: string }) => {
    await run(options, (context) => evaluateNothingMatches(context, absolute(options.root)));
  });

const bench = program.command("bench").description("measure speed on this computer");
command(bench, "index", "photos a second: indexing, and the bare encoder on the same tensors")
  .option("--folder <dir>", "photos to measure with (default: the library's first folder)")
  .option("--limit <n>", "number of photos", "500")
  .addHelpText("after", "\nExample:\n  recompose bench index --folder ~/Pictures --limit 1000")
  .action(async ({ folder, limit, ...options }: Common & { folder?: string; limit: string }) => {
    const count = parseCount(limit);
    await run(options, (context) => benchmarkIndex(context, folder === undefined ? undefined : absolute(folder), count));
  });

command(bench, "search", "milliseconds of every kind of answer on the photos of the library: words, photo and words, other weights")
  .option("--queries <n>", "number of queries", "100")
  .addHelpText("after", "\nExample:\n  recompose bench search --queries 200")
  .action(async ({ queries, ...options }: Common & { queries: string }) => {
    const count = parseCount(queries);
    await run(options, (context) => benchmarkSearch(context, count));
  });

const models = program
  .command("models")
  .description("other models than those in the program: list, get, check, remove. The only commands that use the network");
packsCommand(models, "list", "every model and profile, with size, licence and state").action((options: PacksCommon) =>
  runPacks(options, listModels),
);
packsCommand(models, "get <profile>", "fetch, check and install a profile or a single model; goes on where it was interrupted")
  .option("--hub <url>", "ask this host in place of those of the catalogue")
  .option("--unpinned", "also files whose checksum is stated nowhere")
  .addHelpText(
    "after",
    `
What comes is compared with the size and checksum that the catalogue states. Where nobody has noted them yet, the host is asked
for them: that of --hub, which has to have all files, or, with --unpinned, those of the catalogue. Only --unpinned takes files of
which a host states nothing. --hub may bring a list of models of its own (catalogue.json). Proxies: HTTPS_PROXY, HTTP_PROXY, NO_PROXY.

Examples:
  recompose models get clip-b32-florence2 --unpinned
  recompose models get clip-l14-blip2 --hub http://127.0.0.1:8000`,
  )
  .action((id: string, { hub, unpinned, ...options }: PacksCommon & { hub?: string; unpinned?: boolean }) =>
    runPacks(options, (command) =>
      getModels(command, id, { ...(hub !== undefined && { hub: hubAddress(hub) }), ...(unpinned && { unpinned }) }),
    ),
  );
packsCommand(models, "import <path>", "take files of known models out of a folder, a zip or a single file")
  .option("--part <id>", "the model that they are for, where names do not say")
  .addHelpText("after", "\nExample:\n  recompose models import ~/Downloads/phi_best_large_openai.pt --part phi-cvsi-l14")
  .action((path: string, { part, ...options }: PacksCommon & { part?: string }) =>
    runPacks(options, (command) => importModels(command, absolute(path), part)),
  );
packsCommand(models, "use <profile>", "change a library to an installed profile; its photos are read again while the old models answer")
  .option("--library <dir>", `where the index is kept (default: ${defaultLibrary()})`)
  .option("--llm <file>", "language model to use, a GGUF file")
  .option("--no-llm", "edit captions by rules, without a language model")
  .addHelpText("after", "\nCtrl+C stops; the same command goes on from there.\n\nExample:\n  recompose models use clip-b32-florence2")
  .action(async (id: string, { library, llm, ...options }: PacksCommon & Common) => {
    let folder: string | null | undefined;
    await runPacks({ ...options, json: false }, async ({ packs, signal }) => {
      folder = await folderOf(packs, id, signal);
      return exitCodes.done;
    });
    if (folder !== undefined)
      await run({ ...(library !== undefined && { library }), ...(llm !== undefined && { llm }), ...options }, (context) =>
        usePack(context, folder ?? null),
      );
  });
packsCommand(models, "pin", "for maintainers: note size, checksum and revision of every file in the catalogue")
  .option("--hub <url>", "ask this host in place of those of the catalogue")
  .action((options: PacksCommon & { hub?: string }) =>
    runPacks(options, (command) => pinModels(command, options.hub === undefined ? undefined : hubAddress(options.hub))),
  );
const vectors = program.command("vectors").description("what other models made of the photos");
command(vectors, "list", "vectors that are kept and not in use").action((options: Common) => run(options, listVectors));
command(vectors, "forget <key>", "erase them; photos and the models themselves stay").action((key: string, options: Common) =>
  run(options, (context) => forgetVectors(context, key)),
);
packsCommand(models, "verify <profile>", "read every file of an installed profile or model again").action(
  (id: string, options: PacksCommon) => runPacks(options, (command) => verifyModels(command, id)),
);
packsCommand(models, "remove <profile>", "erase a profile or model").action((id: string, options: PacksCommon) =>
  runPacks(options, (command) => removeModels(command, id)),
);

await program.parseAsync().catch((error: unknown) => {
  process.exitCode = error instanceof CommanderError ? usageCode(error) : fail(error);
});

/** Commander has said what there is to say. */
function usageCode({ code }: CommanderError): number {
  return code === "commander.helpDisplayed" ? exitCodes.done : exitCodes.wrongUse;
}

function command(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option("--library <dir>", `where the index is kept (default: ${defaultLibrary()})`)
    .option("--pack <dir>", "model pack to use (default: the starter pack)")
    .option("--llm <file>", "language model to use, a GGUF file (default: the one got at set-up)")
    .option("--no-llm", "edit captions by rules, without a language model")
    .addOption(new Option("--device <name>", "where photos are encoded (default: as set in the app)").choices(deviceChoices))
    .option("--json", "print one line of JSON");
}

async function run(
  { library, pack, llm = true, device, json = false }: Common,
  work: (context: Context) => Promise<number>,
): Promise<void> {
  const common = {
    engineEntry: paths.engine,
    library: library === undefined ? defaultLibrary() : absolute(library),
    pack: pack === undefined ? paths.starterPack : absolute(pack),
    packFixed: pack !== undefined,
    llm: languageModel(llm, typedIn()),
    llmFixed: typeof llm === "string",
    device: device ?? null,
    json,
  };
  process.exitCode = await withEngine(common, work);
}

interface PacksCommon {
  packs?: string;
  catalogue?: string;
  json?: boolean;
}

function packsCommand(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option("--packs <dir>", `where models are kept (default: ${defaultPacks()})`)
    .option("--catalogue <file>", "another list of models")
    .option("--json", "print one line of JSON");
}

async function runPacks({ packs, catalogue, json = false }: PacksCommon, work: (command: PacksCommand) => Promise<number>): Promise<void> {
  const folder = packs === undefined ? defaultPacks() : absolute(packs);
  const list = catalogue === undefined ? paths.catalogue : absolute(catalogue);
  process.exitCode = await withPacks({ packsEntry: paths.packs, folder, catalogue: list, json }, work);
}

function absolute(path: string): string {
  return resolve(typedIn(), path);
}

/** An option that may be given again and again. */
function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
