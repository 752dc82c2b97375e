import { Images } from "lucide-react";
import { addToCollection, createCollection } from "../actions/collections.ts";
import { closeDialog } from "../actions/view.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { NameForm } from "./NameForm.tsx";

/** Into one of the collections that there are, or into a new one. */
export function CollectionForm({ photos }: { photos: number[] }) {
  const collections = useApp((state) => state.collections);
  const words = strings.library.collections;
  const choose = photos.length > 0 && collections.length > 0;
  const add = (collection: { id: number; name: string }) => {
    closeDialog();
    void addToCollection(collection, photos);
  };
  return (
    <>
      {photos.length > 0 && <p className="muted">{strings.library.grid.selected(photos.length)}</p>}
      {choose && (
        <ul className="pick-list">
          {collections.map((collection) => (
            <li key={collection.id}>
              <button type="button" className="menu-button" data-testid="pick-collection" onClick={() => add(collection)}>
                <Images aria-hidden /> {collection.name}
              </button>
            </li>
          ))}
        </ul>
      )}
      <NameForm label={choose ? words.newTitle : words.name} button={words.create} submit={(name) => createCollection(name, photos)} />
    </>
  );
}
