/** The options of `npm start`, read alike by the web host and by Electron. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type DeviceChoice, deviceChoiceSchema, deviceChoices } from "../contract/devices.ts";
import { AppError, toAppError } from "../contract/errors.ts";
import { hubAddress } from "../contract/packs.ts";
import { defaultLibrary, defaultPacks, languageModel } from "./paths.ts";

export interface StartOptions {
  /** Absolute */
  folders: string[];
  library: string;
  /** The starter pack when undefined */
  pack: string | undefined;
  /** Where models lie that were got */
  packs: string;
  /** Lists the models that can be got; the program's own when undefined */
  catalogue: string | undefined;
  /** Asked for models in place of the catalogue's hosts */
  hub: string | undefined;
  /** A GGUF file; null: captions are edited by rules. */
  llm: string | null;
  /** Named by the user: a pack's own does not go before it. */
  llmFixed: boolean;
  /** Where photos are encoded; null: where the user has set it */
  device: DeviceChoice | null;
  /** 0: any free port */
  port: number;
  open: boolean;
  web: boolean;
  /** Reads photos without a window, with an icon in the tray (Electron only). */
  hidden: boolean;
  help: boolean;
}

export const startHelp = `Usage: npm start -- [folders...] [options]

Opens Recompose and reads the photos of the folders. Photos are never changed.
A window where Electron and a screen are there; otherwise a page in the browser.

Options:
  --web           serve the page on 127.0.0.1 even if a window could be opened
  --hidden        open no window but read photos in the background; an icon in the tray leads to the window
  --no-open       print the address only, open no browser
  --port N        the port to serve on (default: any free one)
  --library DIR   where the index is kept (default: ${defaultLibrary()})
  --pack DIR      model pack to use (default: the starter pack)
  --packs DIR     where models are kept that you get (default: ${defaultPacks()})
  --catalogue FILE  another list of models that can be got
  --hub URL       ask this host for models, in place of those of the list (such as a mirror of your institution)
  --llm FILE      language model to use, a GGUF file (default: the one got at set-up)
  --no-llm        edit captions by rules, without a language model
  --device NAME   where photos are encoded: ${deviceChoices.join(", ")}
                  (default: as set in the app)
  --help          this text

Examples:
  npm start -- ~/Pictures
  npm start -- ~/Pictures /media/archive --no-open --port 8080`;

/** Paths are taken relative to where the command was typed. */
export function parseStartOptions(args: string[], from: string): StartOptions {
  const { values, positionals } = parse(args);
  return {
    folders: positionals.map((folder) => resolve(from, folder)),
    library: values.library === undefined ? defaultLibrary() : resolve(from, values.library),
    pack: values.pack === undefined ? undefined : resolve(from, values.pack),
    packs: values.packs === undefined ? defaultPacks() : resolve(from, values.packs),
    catalogue: values.catalogue === undefined ? undefined : resolve(from, values.catalogue),
    hub: values.hub === undefined ? undefined : hubAddress(values.hub),
    llm: languageModel(values["no-llm"] ? false : (values.llm ?? true), from),
    llmFixed: values.llm !== undefined,
    device: parseDevice(values.device),
    port: parsePort(values.port),
    open: !values["no-open"],
    web: values.web,
    hidden: values.hidden,
    help: values.help,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        web: { type: "boolean", default: false },
        hidden: { type: "boolean", default: false },
        "no-open": { type: "boolean", default: false },
        port: { type: "string", default: "0" },
        library: { type: "string" },
        pack: { type: "string" },
        packs: { type: "string" },
        catalogue: { type: "string" },
        hub: { type: "string" },
        llm: { type: "string" },
        "no-llm": { type: "boolean", default: false },
        device: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new AppError("bad-request", `${toAppError(error).what.split(". ")[0]}.`, "See npm start -- --help.", { cause: error });
  }
}

function parseDevice(name: string | undefined): DeviceChoice | null {
  if (name === undefined) return null;
  const { data } = deviceChoiceSchema.safeParse(name);
  if (data) return data;
  throw new AppError("bad-request", `"${name}" is no device.`, `Use one of ${deviceChoices.join(", ")}.`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65536) return port;
  throw new AppError("bad-request", `"${text}" is no port.`, "Use a number from 0 to 65535.");
}
