/** The speed that is shown, with a clock that the test turns. */
import { expect, test } from "vitest";
import { createRate } from "../../main/engine/rate.ts";

/** A rate, and a way to let time pass while so many photos a second are indexed. */
function rateAndClock() {
  let seconds = 0;
  const rate = createRate(() => seconds * 1000);
  const work = (forSeconds: number, photosPerSecond: number) => {
    for (const end = seconds + forSeconds; seconds < end; seconds++) rate.add(photosPerSecond);
  };
  const rest = (forSeconds: number) => {
    seconds += forSeconds;
  };
  return { rate, work, rest };
}

test("nothing is shown before there is enough data", () => {
  const { rate, work } = rateAndClock();
  work(3, 10);
  expect([rate.perSecond(), rate.secondsFor(100)]).toEqual([null, null]);
  work(20, 10);
  expect([rate.perSecond(), rate.secondsFor(100)]).toEqual([10, null]);
  work(60, 10);
  expect([rate.perSecond(), rate.secondsFor(100)]).toEqual([10, 10]);
});

test("only the last five minutes count", () => {
  const { rate, work } = rateAndClock();
  work(600, 2);
  work(301, 20);
  expect(rate.perSecond()).toBe(20);
});

test("a pause is not slowness", () => {
  const { rate, work, rest } = rateAndClock();
  work(100, 10);
  rest(3600);
  work(100, 10);
  expect(rate.perSecond()).toBe(10);
});
