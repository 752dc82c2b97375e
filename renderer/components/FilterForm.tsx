import { useState } from "react";
import { formatFilter } from "../../contract/filter-text.ts";
import type { Suggestion, suggestedFields } from "../../contract/types.ts";
import { addFilter } from "../actions/query.ts";
import { closeDialog } from "../actions/view.ts";
import { strings } from "../strings/index.ts";
import { useSuggestions } from "../use-suggestions.ts";
import { Choice } from "./Choice.tsx";
import { DateFilter } from "./DateFilter.tsx";

const fields = ["date", "rating", "camera", "lens", "folder", "collection", "ext", "flag", "label"] as const;
type Field = (typeof fields)[number];

/** By which field, then what: each choice becomes a chip at once. */
export function FilterForm() {
  const [field, setField] = useState<Field>("date");
  const words = strings.query.filter;
  return (
    <div className="filter-form">
      <Choice
        label={words.field}
        value={field}
        choices={fields.map((name) => [name, words.fields[name]])}
        onChoose={setField}
        testId="filter-field"
      />
      <div className="filter-values">
        <Values key={field} field={field} />
      </div>
      <p className="muted small">{words.typedHint}</p>
    </div>
  );
}

/** As it would be typed. */
function add(text: string): void {
  addFilter(text);
  closeDialog();
}

function Values({ field }: { field: Field }) {
  const words = strings.query.filter;
  const { marks } = strings.library;
  switch (field) {
    case "date":
      return <DateFilter add={add} />;
    case "rating":
      return <List items={[5, 4, 3, 2, 1].map((stars) => [`rating:>=${stars}`, words.stars(stars)])} />;
    case "flag":
      return <List items={(["pick", "reject", "none"] as const).map((flag) => [`flag:${flag}`, marks.flag[flag]])} />;
    case "label":
      return (
        <List
          items={(["red", "yellow", "green", "blue", "purple", "none"] as const).map((label) => [`label:${label}`, marks.label[label]])}
        />
      );
    default:
      return <Suggestions field={field} />;
  }
}

function Suggestions({ field }: { field: (typeof suggestedFields)[number] }) {
  const [letters, setLetters] = useState("");
  const suggestions = useSuggestions(field, letters);
  return (
    <>
      <input
        className="field"
        type="search"
        aria-label={strings.query.filter.fields[field === "keyword" ? "camera" : field]}
        placeholder={strings.query.filter.narrow}
        data-testid="filter-letters"
        value={letters}
        onChange={(event) => setLetters(event.target.value)}
      />
      {suggestions?.length === 0 && <p className="muted">{strings.query.filter.none}</p>}
      <List items={(suggestions ?? []).map((suggestion) => [textOf(field, suggestion), suggestion.value, suggestion.photos])} />
    </>
  );
}

/** With quotes where they are needed. */
function textOf(field: (typeof suggestedFields)[number], { value }: Suggestion): string {
  const keys = {
    camera: "cameras",
    lens: "lenses",
    folder: "folders",
    ext: "extensions",
    keyword: "keywords",
    collection: "collections",
  } as const;
  return field === "date" ? `date:${value}` : (formatFilter({ [keys[field]]: [value] })[0] ?? "");
}

function List({ items }: { items: (readonly [text: string, name: string, photos?: number])[] }) {
  return (
    <ul className="pick-list">
      {items.map(([text, name, photos]) => (
        <li key={text}>
          <button type="button" className="menu-button" data-testid="filter-value" onClick={() => add(text)}>
            <span className="name">{name}</span>
            {photos !== undefined && <span className="muted">{strings.library.grid.total(photos)}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
