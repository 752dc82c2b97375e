import type { Month } from "../../contract/types.ts";
import { jumpTo } from "../actions/photos.ts";
import { monthOf } from "../strings/format.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** Room for this many ticks; where there are more months, years alone are named. */
const mostTicks = 24;

/** The dates beside the scroll bar: a click goes there. */
export function DateTicks() {
  const months = useApp(({ library }) => library.months);
  const total = useApp(({ library }) => library.total);
  if (months.length < 2) return null;
  return (
    <nav className="date-ticks" aria-label={strings.library.grid.dates} data-testid="date-ticks">
      {ticksOf(months).map(({ offset, text, year }) => (
        <button
          type="button"
          key={offset}
          className={year ? "tick year" : "tick"}
          style={{ top: `${(100 * offset) / total}%` }}
          aria-label={strings.library.grid.jumpTo(text)}
          tabIndex={-1}
          onClick={() => jumpTo(offset)}
        >
          {text}
        </button>
      ))}
    </nav>
  );
}

interface Tick {
  offset: number;
  text: string;
  year: boolean;
}

/** A year where it begins, and months between where there is room; none so near to the one before that they would touch. */
function ticksOf(months: Month[]): Tick[] {
  const total = (months.at(-1)?.offset ?? 0) + (months.at(-1)?.photos ?? 0);
  const years = months.filter(({ month }, index) => month.slice(0, 4) !== months[index - 1]?.month.slice(0, 4));
  const candidates = months.length <= mostTicks ? months : years;
  const ticks: Tick[] = [];
  for (const { month, offset } of candidates) {
    const before = ticks.at(-1);
    if (before && (offset - before.offset) / total < 1 / mostTicks) continue;
    const isYear = years.some((first) => first.offset === offset);
    const text = isYear ? month.slice(0, 4) : monthOf(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1));
    ticks.push({ offset, text, year: isYear });
  }
  return ticks;
}
