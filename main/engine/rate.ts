/** How fast the index grows, over the last five minutes of work. */

const windowMs = 5 * 60_000;
/** Nothing for so long was a pause, not slowness. */
const pauseMs = 20_000;
/** From this much data on, a speed and a remaining time are worth showing. */
const speedAfterMs = 5_000;
const remainingAfterMs = 60_000;

export interface Rate {
  add(photos: number): void;
  /** Photos per second, or null before there is enough data. */
  perSecond(): number | null;
  /** Seconds for so many photos, or null before there is enough data. */
  secondsFor(photos: number): number | null;
}

export function createRate(now: () => number = () => performance.now()): Rate {
  let samples: { at: number; photos: number }[] = [];

  function span(): number {
    return (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0);
  }

  /** The first sample only marks the beginning: when its work began is not known. */
  function speed(): number {
    const photos = samples.slice(1).reduce((sum, sample) => sum + sample.photos, 0);
    return (photos / span()) * 1000;
  }

  return {
    add: (photos) => {
      const at = now();
      if (at - (samples.at(-1)?.at ?? at) > pauseMs) samples = [];
      samples.push({ at, photos });
      while (span() > windowMs) samples.shift();
    },
    perSecond: () => (span() < speedAfterMs ? null : speed()),
    secondsFor: (photos) => (span() < remainingAfterMs ? null : photos / speed()),
  };
}
