/** The decoder process: answers decoderApi to the engine that started it, and never outlives it. */
import { decoderApi } from "../../../contract/decoder.ts";
import { helperPort } from "../../../contract/ports.ts";
import { serve } from "../../../contract/rpc.ts";
import { decoder } from "./decode.ts";
import { guardAgainstOrphanhood } from "./orphan.ts";

/** By signal: an ordinary exit waits for native threads, and those may never return. */
const end = () => process.kill(process.pid, "SIGKILL");

/** WebAssembly that ran out of memory or trapped cannot be used again: the engine starts a new process. */
async function orEnd<T>(work: Promise<T>): Promise<T> {
  return await work.catch((error: Error) => {
    if (error.name === "RuntimeError") end();
    throw error;
  });
}

guardAgainstOrphanhood();
const port = await helperPort(process);
port.onClose(end);
serve(
  decoderApi,
  {
    decode: (input) => orEnd(decoder.decode(input)),
    decodeToSlot: (input) => orEnd(decoder.decodeToSlot(input)),
    decodeCrop: (input) => orEnd(decoder.decodeCrop(input)),
    render: (input) => orEnd(decoder.render(input)),
  },
  port,
);
