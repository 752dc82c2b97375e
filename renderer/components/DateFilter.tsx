import { type FormEvent, useId, useState } from "react";
import { strings } from "../strings/index.ts";

/** From a day to a day; either may be left out. */
export function DateFilter({ add }: { add: (text: string) => void }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [fromId, toId] = [useId(), useId()];
  const words = strings.query.filter;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add(`date:${from}..${to}`);
  };
  return (
    <form className="date-filter" onSubmit={submit}>
      <label htmlFor={fromId}>{words.from}</label>
      <input
        id={fromId}
        className="field"
        type="date"
        data-testid="date-from"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <label htmlFor={toId}>{words.to}</label>
      <input id={toId} className="field" type="date" data-testid="date-to" value={to} onChange={(event) => setTo(event.target.value)} />
      <button type="submit" className="primary" disabled={from === "" && to === ""}>
        {words.add}
      </button>
    </form>
  );
}
