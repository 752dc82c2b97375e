import { activate } from "../actions/select.ts";
import { thumbnailOf } from "../api.ts";
import { photoAt, shownCount } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** Photos on either side */
const around = 12;

/** The photos around the one in the loupe; that one always in the middle. For the mouse: keys walk with the arrows. */
export function Filmstrip() {
  const active = useApp((state) => state.active);
  const total = useApp(shownCount);
  const first = Math.max(0, active - around);
  const places = Array.from({ length: Math.min(total, active + around + 1) - first }, (_, index) => first + index);
  return (
    <div className="filmstrip" role="presentation" data-testid="filmstrip" title={strings.loupe.filmstrip}>
      {places.map((place) => (
        <Frame key={place} place={place} offset={place - active} />
      ))}
    </div>
  );
}

function Frame({ place, offset }: { place: number; offset: number }) {
  const photo = useApp((state) => photoAt(state, place));
  return (
    <button
      type="button"
      tabIndex={-1}
      className={offset === 0 ? "frame-photo here" : "frame-photo"}
      style={{ transform: `translateX(${offset * 100}%)` }}
      aria-label={photo?.name ?? strings.library.grid.loading}
      onClick={() => activate(place)}
    >
      {photo?.hasThumbnail && <img src={thumbnailOf(photo.id)} alt="" decoding="async" draggable={false} />}
    </button>
  );
}
