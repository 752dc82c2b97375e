/** Folders that are gone after the test. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "recompose-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One for all tests of a file. */
export function temporaryFolderOfFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "recompose-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
