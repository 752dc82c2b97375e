import { expect, test } from "vitest";
import { createTurns } from "../../../main/inference/turns.ts";

test("one job at a time, a query's before those of the index that wait", async () => {
  const turns = createTurns();
  const log: string[] = [];
  const job = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
  };
  const first = turns.later(async () => {
    await job("photos 1")();
    void turns.soon(job("query"));
  });
  await Promise.all([first, turns.later(job("photos 2"))]);
  expect(log).toEqual(["photos 1 begins", "photos 1 ends", "query begins", "query ends", "photos 2 begins", "photos 2 ends"]);
});

test("a job that fails fails alone", async () => {
  const turns = createTurns();
  const failing = turns.later(() => Promise.reject(new Error("broken")));
  const throwing = turns.later(() => {
    throw new Error("broken at once");
  });
  const next = turns.later(async () => "done");
  await expect(failing).rejects.toThrow("broken");
  await expect(throwing).rejects.toThrow("broken at once");
  expect(await next).toBe("done");
});
