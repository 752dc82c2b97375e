/** A vitest reporter whose one line comes last of all: "N passed, N failed, N skipped". */
import type { Reporter } from "vitest/node";

export const summary: Reporter = {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const line = `${count("passed")} passed, ${count("failed") + broken} failed, ${count("skipped")} skipped`;
    process.once("exit", () => process.stdout.write(`${line}\n`));
  },
};
