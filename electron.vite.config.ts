import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { assemblyscript } from "./scripts/assemblyscript.ts";

/** Everything that runs in Node is built to out/main, one entry a process or host; dependencies stay in node_modules. */
const processes = {
  start: "main/start.ts",
  cli: "main/cli.ts",
  app: "main/app.ts",
  engine: "main/engine/process.ts",
  decoder: "main/engine/decoder/process.ts",
  inference: "main/inference/process.ts",
  packs: "main/packs/process.ts",
  "lane-thread": "main/inference/lane-thread.ts",
};

export default defineConfig({
  main: { build: { outDir: "out/main", externalizeDeps: true, rollupOptions: { input: processes } }, plugins: [assemblyscript()] },
  preload: { build: { outDir: "out/preload", rollupOptions: { input: { index: "preload/index.ts" }, output: { format: "cjs" } } } },
  renderer: { root: "renderer", build: { outDir: "out/renderer", rollupOptions: { input: "renderer/index.html" } }, plugins: [react()] },
});
