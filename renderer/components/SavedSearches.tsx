import { MenuItem } from "@ariakit/react";
import { Bookmark } from "lucide-react";
import { attempt } from "../actions/messages.ts";
import { copyLine } from "../actions/query-line.ts";
import { deleteSearch, openSearch } from "../actions/saved-searches.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { RowMenu } from "./RowMenu.tsx";

export function SavedSearches() {
  const searches = useApp((state) => state.searches);
  const words = strings.library.searches;
  return (
    <section aria-labelledby="searches-title">
      <div className="section-head">
        <h2 id="searches-title">{words.title}</h2>
      </div>
      {searches.length === 0 && <p className="muted small hint">{words.none}</p>}
      <ul className="folders">
        {searches.map(({ id, name, line }) => (
          <li key={id} className="folder" data-testid="saved-search">
            <button type="button" className="folder-name" title={`${name}\n${line}`} onClick={() => void openSearch(id)}>
              <Bookmark aria-hidden />
              <span className="name">{name}</span>
            </button>
            <RowMenu named={{ what: "searches", id, name }} remove={() => void deleteSearch({ id, name })}>
              <MenuItem className="menu-item" data-testid="copy-line" onClick={() => void attempt(() => copyLine(line))}>
                {strings.commands.names["copy-search"]}
              </MenuItem>
            </RowMenu>
          </li>
        ))}
      </ul>
    </section>
  );
}
