import { expect, test, vi } from "vitest";
import { AppError } from "../../contract/errors.ts";
import type { PacksApi } from "../../contract/packs.ts";
import { packsOnDemand } from "../../main/packs-on-demand.ts";

function processes() {
  const started: { close: ReturnType<typeof vi.fn> }[] = [];
  const start = () => {
    const close = vi.fn();
    started.push({ close });
    return { packs: {} as PacksApi, close };
  };
  return { started, start };
}

test("the process starts with the first question, serves those that come meanwhile, and ends when nobody asks any more", async () => {
  const { started, start } = processes();
  const { during, duringStream } = packsOnDemand(start, 1);
  expect(started).toHaveLength(0);
  const first = Promise.withResolvers<void>();
  const asking = during(() => first.promise);
  for await (const _ of duringStream(async function* () {
    yield 1;
  }));
  expect(started).toHaveLength(1);
  expect(started[0]?.close).not.toHaveBeenCalled();
  first.resolve();
  await asking;
  await vi.waitFor(() => expect(started[0]?.close).toHaveBeenCalledOnce());
  await during(async () => {});
  expect(started).toHaveLength(2);
});

test("after a crash the next question starts another", async () => {
  const { started, start } = processes();
  const { during } = packsOnDemand(start);
  const crash = async () => {
    throw new AppError("closed", "The connection was closed.");
  };
  await expect(during(crash)).rejects.toMatchObject({ code: "closed" });
  await during(async () => {});
  expect(started).toHaveLength(2);
});
