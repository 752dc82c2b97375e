/**
 * For vite: `import { exports } from "./some.ts?wasm"` compiles AssemblyScript; what it exports is ready to be called.
 * `instantiate()` makes the same with a memory of its own.
 */
import { readFile } from "node:fs/promises";
import { compileString } from "assemblyscript/asc";

const ending = "?wasm";

export function assemblyscript() {
  return {
    name: "assemblyscript",
    async load(id: string) {
      if (!id.endsWith(ending)) return null;
      const path = id.slice(0, -ending.length);
      const { binary, error, stderr } = await compileString(await readFile(path, "utf8"), {
        optimizeLevel: 3,
        runtime: "stub",
        enable: ["simd"],
        noAssert: true,
      });
      if (error || !binary) throw new Error(`${path}: ${stderr.toString()}`, { cause: error });
      return `
        const bytes = Uint8Array.from(atob("${Buffer.from(binary).toString("base64")}"), (letter) => letter.charCodeAt(0));
        const module = new WebAssembly.Module(bytes);
        export const instantiate = () => new WebAssembly.Instance(module).exports;
        export const exports = /* @__PURE__ */ instantiate();`;
    },
  };
}
