/** Entry of the packs process: its options are one JSON argument. It ends once whoever started it is gone. */
import { z } from "zod";
import { packsApi } from "../../contract/packs.ts";
import { processPort } from "../../contract/ports.ts";
import { serve } from "../../contract/rpc.ts";
import { createHandlers } from "./handlers.ts";

const optionsSchema = z.object({ folder: z.string(), catalogue: z.string() });
export type PacksProcessOptions = z.input<typeof optionsSchema>;

const port = processPort(process);
serve(packsApi, createHandlers(optionsSchema.parse(JSON.parse(process.argv[2] ?? "{}"))), port);
port.onClose(() => process.exit(0));
