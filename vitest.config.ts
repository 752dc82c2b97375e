import { defineConfig } from "vitest/config";
import { assemblyscript } from "./scripts/assemblyscript.ts";
import { patience } from "./test/helpers/patience.ts";
import { summary } from "./test/helpers/summary.ts";

/** Two cores: one file at a time for what starts processes and browsers; unit tests run side by side. */
export default defineConfig({
  plugins: [assemblyscript()],
  test: {
    reporters: ["default", summary],
    projects: [
      { extends: true, test: { name: "unit", include: ["test/{unit,electron,method}/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["test/{process,cli,ui,weights}/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 2 * patience,
          hookTimeout: 2 * patience,
          expect: { poll: { timeout: patience } },
        },
      },
    ],
  },
});
