import { Images, Plus } from "lucide-react";
import type { Collection } from "../../contract/collections.ts";
import { addToCollection, deleteCollection, toggleCollection } from "../actions/collections.ts";
import { openDialog } from "../actions/view.ts";
import { store } from "../store.ts";
import { count } from "../strings/format.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { usePhotoDrop } from "../use-photo-drop.ts";
import { RowMenu } from "./RowMenu.tsx";

/** Photos that are dropped beside the collections become a new one. */
export function Collections() {
  const collections = useApp((state) => state.collections);
  const { over, takes } = usePhotoDrop((photos) => openDialog({ kind: "new-collection", photos }));
  const words = strings.library.collections;
  return (
    <section className={over ? "collections over" : "collections"} aria-labelledby="collections-title" data-testid="collections" {...takes}>
      <div className="section-head">
        <h2 id="collections-title">{words.title}</h2>
        <button
          type="button"
          className="icon small"
          title={words.add}
          aria-label={words.add}
          data-testid="add-collection"
          onClick={() => openDialog({ kind: "new-collection", photos: [...store.getState().selected] })}
        >
          <Plus aria-hidden />
        </button>
      </div>
      {collections.length === 0 ? (
        <p className="muted small hint">{words.none}</p>
      ) : (
        <ul className="folders">
          {collections.map((collection) => (
            <Row key={collection.id} collection={collection} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Photos that are dropped on it are added to it. */
function Row({ collection }: { collection: Collection }) {
  const { id, name, photos } = collection;
  const { over, takes } = usePhotoDrop((dropped) => void addToCollection(collection, dropped));
  const only = useApp(({ query }) => query.filter.collections?.includes(name) ?? false);
  return (
    <li className={over ? "folder over" : "folder"} data-testid="collection" {...takes}>
      <button type="button" className="folder-name" title={name} aria-pressed={only} onClick={() => toggleCollection(name)}>
        <Images aria-hidden />
        <span className="name">{name}</span>
        <span className="count">{count(photos)}</span>
      </button>
      <RowMenu named={{ what: "collections", id, name }} remove={() => void deleteCollection(collection)} />
    </li>
  );
}
