/** A page that believes it is in the program's own window: what preload gives there is played, the engine behind it is true. */
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";

const msgpack = join(import.meta.dirname, "../../../node_modules/@msgpack/msgpack/dist.umd/msgpack.min.js");

/** Before the page is opened. Calls are noted in `calls`; `folder` and `copies` are what the dialogs give. */
export async function giveBridge(context: BrowserContext, folder: string, copies = ""): Promise<void> {
  await context.addInitScript({ path: msgpack });
  await context.addInitScript({ content: `(${bridge})(${JSON.stringify(folder)}, ${JSON.stringify(copies)})` });
}

/** In the page's own words. The ports lead on by the web host's WebSockets. */
const bridge = `(folder, copies) => {
  const note = (name, answer) => (...args) => { calls.push([name, ...args]); return answer; };
  window.calls = [];
  window.recompose = {
    port: (to) => {
      const { port1, port2 } = new MessageChannel();
      const socket = new WebSocket("ws://" + location.host + "/" + to);
      socket.binaryType = "arraybuffer";
      socket.onmessage = ({ data }) => port1.postMessage(MessagePack.decode(data));
      const open = new Promise((resolve) => { socket.onopen = resolve; });
      port1.onmessage = ({ data }) => open.then(() => socket.send(MessagePack.encode(data, { ignoreUndefined: true })));
      window.postMessage({ engine: "recompose-port", packs: "recompose-packs-port" }[to], location.origin, [port2]);
    },
    chooseFolder: note("chooseFolder", Promise.resolve(folder)),
    chooseModels: note("chooseModels", Promise.resolve(null)),
    chooseFolderForCopies: note("chooseFolderForCopies", Promise.resolve(copies)),
    chooseReferences: note("chooseReferences", Promise.resolve()),
    pathOf: note("pathOf", ""),
    dragOut: note("dragOut"),
    act: note("act", Promise.resolve({ code: "cannot-open", what: "It cannot be opened.", hint: "", data: { path: "a.jpg" } })),
    speak: note("speak"),
    onReference: (listener) => { calls.push(["onReference"]); window.hand = listener; },
  };
}`;
