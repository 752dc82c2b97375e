import { defineConfig } from "vitest/config";

/** Two cores: one file at a time for what starts processes and browsers; unit tests run side by side. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
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
