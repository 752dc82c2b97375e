import { ImageDown, PanelLeft, PanelRight, Search, X } from "lucide-react";
import type { FormEvent, KeyboardEvent } from "react";
import { clearQuery, typeText } from "../actions/query.ts";
import { searchTyped } from "../actions/query-line.ts";
import { setDetails, setPanel } from "../actions/view.ts";
import { detailsButtonId, focusGrid, focusText, panelButtonId, textId } from "../focus.ts";
import { isEmpty } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Balance } from "./Balance.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import { PickButton } from "./PickButton.tsx";
import { Presets } from "./Presets.tsx";
import { ReferenceChips } from "./ReferenceChips.tsx";

export function QueryBar({ inert }: { inert: boolean }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void searchTyped();
  };
  return (
    <header className="query-bar" inert={inert}>
      <LeftButton />
      <search aria-label={strings.query.landmark}>
        <form onSubmit={submit}>
          <div className="query-field">
            <ReferenceChips />
            <PickButton />
            <TextField />
            <ClearButton />
            <button type="submit" className="primary search" data-testid="search">
              <Search aria-hidden /> <span>{strings.query.search}</span>
            </button>
            <DropHere />
          </div>
          <Problems />
          <div className="query-details">
            <FilterChips />
            <div className="query-tools">
              <Presets />
              <Balance />
              <ModeSwitch />
            </div>
          </div>
        </form>
      </search>
      <RightButton />
    </header>
  );
}

/** Over the field, while photos of the grid are dragged: here they become references. */
function DropHere() {
  const carried = useApp((state) => state.carried);
  if (!carried) return null;
  return (
    <div className={carried === "over-query" ? "drop-here over" : "drop-here"} data-testid="drop-here">
      <ImageDown aria-hidden />
      <strong>{strings.query.drop}</strong>
      <span className="muted small">{strings.query.dropKeys}</span>
    </div>
  );
}

function LeftButton() {
  const panel = useApp((state) => state.panel);
  return (
    <button
      type="button"
      className="icon"
      id={panelButtonId}
      data-testid="panel-toggle"
      aria-label={strings.panel}
      title={`${strings.panel} (F5)`}
      aria-expanded={panel}
      onClick={() => setPanel(!panel)}
    >
      <PanelLeft aria-hidden />
    </button>
  );
}

function RightButton() {
  const details = useApp((state) => state.details);
  return (
    <button
      type="button"
      className="icon"
      id={detailsButtonId}
      data-testid="details-toggle"
      aria-label={strings.details}
      title={`${strings.details} (F6)`}
      aria-expanded={details}
      onClick={() => setDetails(!details)}
    >
      <PanelRight aria-hidden />
    </button>
  );
}

function TextField() {
  const text = useApp(({ query }) => query.text);
  const hasReference = useApp(({ query }) => query.references.length > 0);
  const hasProblem = useApp(({ problems }) => problems.length > 0);
  const keyDown = (event: KeyboardEvent) => {
    // The key that leads here, pressed by one who is here
    if (event.key === "/" && text === "") event.preventDefault();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    focusGrid();
  };
  return (
    <input
      id={textId}
      type="text"
      data-testid="query-text"
      aria-label={hasReference ? strings.query.withReference : strings.query.text}
      aria-invalid={hasProblem}
      aria-describedby="query-problems"
      placeholder={hasReference ? strings.query.withReference : strings.query.withoutReference}
      autoComplete="off"
      enterKeyHint="search"
      value={text}
      onChange={(event) => typeText(event.target.value)}
      onKeyDown={keyDown}
    />
  );
}

function ClearButton() {
  const empty = useApp(({ query }) => isEmpty(query));
  if (empty) return null;
  // The button goes with the query.
  const clear = () => {
    clearQuery();
    focusText();
  };
  return (
    <button type="button" className="icon" aria-label={strings.query.clear} title={strings.query.clear} data-testid="clear" onClick={clear}>
      <X aria-hidden />
    </button>
  );
}

function Problems() {
  const problems = useApp((state) => state.problems);
  return (
    <div id="query-problems" role="alert" data-testid="problems">
      {problems.map((problem) => (
        <p key={problem} className="warning">
          {problem}
        </p>
      ))}
    </div>
  );
}
