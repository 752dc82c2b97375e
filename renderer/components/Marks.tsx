import { Flag, FlagOff, Star } from "lucide-react";
import { labels, starsOf } from "../../contract/marks.ts";
import type { Photo } from "../../contract/types.ts";
import { setFlag, setLabel, setStars } from "../actions/marks.ts";
import { strings } from "../strings/index.ts";

/** Stars, flag and colour of what is chosen, to set. */
export function Marks({ photo }: { photo: Photo }) {
  const { flag, label } = photo;
  const stars = starsOf(photo);
  const words = strings.library.marks;
  return (
    <div className="marks" data-testid="marks" data-stars={stars}>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, no form */}
      <div role="group" aria-label={strings.loupe.rating}>
        {[1, 2, 3, 4, 5].map((number) => (
          <MarkButton
            key={number}
            className="star"
            on={stars >= number}
            label={words.stars(number)}
            act={() => setStars(stars === number ? 0 : number)}
          >
            <Star aria-hidden />
          </MarkButton>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="group" aria-label={strings.loupe.flag}>
        <MarkButton className="flag" on={flag === "pick"} label={words.flag.pick} act={() => setFlag(flag === "pick" ? null : "pick")}>
          <Flag aria-hidden />
        </MarkButton>
        <MarkButton
          className="flag"
          on={flag === "reject"}
          label={words.flag.reject}
          act={() => setFlag(flag === "reject" ? null : "reject")}
        >
          <FlagOff aria-hidden />
        </MarkButton>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="group" aria-label={strings.loupe.colour}>
        {labels.map((name) => (
          <MarkButton
            key={name}
            className={`colour ${name}`}
            on={label === name}
            label={words.label[name]}
            act={() => setLabel(label === name ? null : name)}
          >
            <span className="dot" />
          </MarkButton>
        ))}
      </div>
    </div>
  );
}

interface MarkButtonProps {
  className: string;
  on: boolean;
  label: string;
  act: () => unknown;
  children: React.ReactNode;
}

function MarkButton({ className, on, label, act, children }: MarkButtonProps) {
  return (
    <button
      type="button"
      className={`mark-button ${className}`}
      aria-pressed={on}
      aria-label={label}
      title={label}
      onClick={() => void act()}
    >
      {children}
    </button>
  );
}
