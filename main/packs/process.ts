/** Entry of the packs process: its options are one JSON argument. It ends once whoever started it is gone. */
import { z } from "zod";
import { packsApi } from "../../contract/packs.ts";
import { type ElectronPortLike, electronPort, processPort } from "../../contract/ports.ts";
import { serve } from "../../contract/rpc.ts";
import { createHandlers } from "./handlers.ts";
import { noteRequests } from "./requests.ts";

const optionsSchema = z.object({ folder: z.string(), catalogue: z.string() });
export type PacksProcessOptions = z.input<typeof optionsSchema>;

/** In Electron it is a utility process, and ends when it is told to, or with the program. */
const parentPort: ElectronPortLike | undefined = Reflect.get(process as object, "parentPort");
const port = parentPort ? electronPort(parentPort) : processPort(process);
const options = optionsSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
noteRequests(options.folder);
serve(packsApi, createHandlers(options), port);
port.onClose(() => process.exit(0));
