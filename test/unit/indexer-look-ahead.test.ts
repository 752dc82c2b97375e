/** Work ahead of need: bounded, and a slow item holds nothing up. */
import { expect, test } from "vitest";
import { createLookAhead } from "../../main/engine/look-ahead.ts";

/** Items 0 to `count` - 1 whose work ends when the test says so. */
function controlled(count: number, limit: number) {
  const ends = Array.from({ length: count }, () => Promise.withResolvers<void>());
  let taken = 0;
  const take = () => (taken < count ? taken++ : undefined);
  const work = async (item: number) => {
    await ends[item]?.promise;
    return item;
  };
  const end = (...items: number[]) => {
    for (const item of items) ends[item]?.resolve();
  };
  return { lookAhead: createLookAhead(take, work, limit), end, taken: () => taken };
}

test("no more than the limit is begun", async () => {
  const { lookAhead, end, taken } = controlled(10, 4);
  const first = lookAhead.next(2);
  expect(taken()).toBe(4);
  end(0, 1);
  await first;
  expect(taken()).toBe(6);
});

test("what is ready first comes first", async () => {
  const { lookAhead, end } = controlled(4, 4);
  end(1, 2, 3);
  expect(await lookAhead.next(3)).toEqual([1, 2, 3]);
  end(0);
  expect(await lookAhead.next(3)).toEqual([0]);
});

test("the last results are fewer, and then there are none", async () => {
  const { lookAhead, end } = controlled(3, 8);
  end(0, 1, 2);
  expect(await lookAhead.next(2)).toEqual([0, 1]);
  expect(await lookAhead.next(2)).toEqual([2]);
  expect(await lookAhead.next(2)).toEqual([]);
});
