import { defineConfig } from "vitest/config";
import { summary } from "./test/helpers/summary.ts";

/** Two cores: one file at a time for what starts processes and browsers; unit tests run side by side. */
export default defineConfig({
  test: {
    reporters: ["default", summary],
    projects: [
      { test: { name: "unit", include: ["test/{unit,electron,method}/**/*.test.ts"] } },
      {
        test: {
          name: "whole",
          include: ["test/{process,cli,ui,weights}/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
