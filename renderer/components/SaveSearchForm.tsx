import { saveSearch, searchNamed } from "../actions/saved-searches.ts";
import { type QueryDraft, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { NameForm } from "./NameForm.tsx";

/** By the name of one that there is, that one is replaced, and the button says so. */
export function SaveSearchForm() {
  return (
    <NameForm
      label={strings.library.searches.name}
      button={(name) => (searchNamed(name) ? strings.library.searches.replace : strings.save)}
      suggestion={nameFor(store.getState().query)}
      submit={saveSearch}
    />
  );
}

/** The words, else the first photo's name. */
function nameFor({ text, references, without }: QueryDraft): string {
  const words = text.trim() || references[0]?.name || "";
  return [words, ...without.map((word) => strings.query.without(word))].join(" ").trim().slice(0, 200);
}
