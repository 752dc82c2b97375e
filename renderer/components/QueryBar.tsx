import { ImagePlus, PanelLeft, Search, X } from "lucide-react";
import type { ChangeEvent, FormEvent, KeyboardEvent } from "react";
import { maxReferences } from "../../contract/types.ts";
import { clearQuery, search, typeText } from "../actions/query.ts";
import { receiveFiles } from "../actions/receive.ts";
import { setPanel } from "../actions/view.ts";
import { focusGrid, panelButtonId, textId } from "../focus.ts";
import { isEmpty } from "../store.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";
import { Balance } from "./Balance.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { ReferenceChips } from "./ReferenceChips.tsx";

export function QueryBar({ inert }: { inert: boolean }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void search();
  };
  return (
    <header className="query-bar" inert={inert}>
      <PanelButton />
      <search aria-label={strings.query.landmark}>
        <form onSubmit={submit}>
          <div className="query-field">
            <ReferenceChips />
            <PickButton />
            <TextField />
            <ClearButton />
            <button type="submit" className="primary search" data-testid="search">
              <Search aria-hidden /> {strings.query.search}
            </button>
          </div>
          <Problems />
          <div className="query-details">
            <FilterChips />
            <Balance />
          </div>
        </form>
      </search>
    </header>
  );
}

function PanelButton() {
  const panel = useApp((state) => state.panel);
  return (
    <button
      type="button"
      className="icon"
      id={panelButtonId}
      data-testid="panel-toggle"
      aria-label={strings.panel}
      aria-expanded={panel}
      onClick={() => setPanel(!panel)}
    >
      <PanelLeft aria-hidden />
    </button>
  );
}

function PickButton() {
  const full = useApp(({ query }) => query.references.length >= maxReferences);
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    receiveFiles([...(event.target.files ?? [])]);
    event.target.value = "";
  };
  if (full) return null;
  return (
    <label className="pick" title={strings.query.pick}>
      <ImagePlus aria-hidden />
      <input
        type="file"
        multiple
        accept="image/*,.heic,.heif,.avif,.tif,.tiff,.dng,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2"
        aria-label={strings.query.pick}
        data-testid="pick"
        onChange={pick}
      />
    </label>
  );
}

function TextField() {
  const text = useApp(({ query }) => query.text);
  const hasReference = useApp(({ query }) => query.references.length > 0);
  const hasProblem = useApp(({ problems }) => problems.length > 0);
  const keyDown = (event: KeyboardEvent) => {
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
  return (
    <button
      type="button"
      className="icon"
      aria-label={strings.query.clear}
      title={strings.query.clear}
      data-testid="clear"
      onClick={clearQuery}
    >
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
