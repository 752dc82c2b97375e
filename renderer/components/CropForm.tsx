import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { Crop, Photo } from "../../contract/types.ts";
import { refer, setChip, smallPicture } from "../actions/references.ts";
import { closeDialog } from "../actions/view.ts";
import { boxBetween, type Corner, cornerAcross, corners, movedBox, resizedBox, wholeBox } from "../crop-box.ts";
import { store } from "../store.ts";
import { strings } from "../strings/index.ts";

const sides = ["left", "top", "width", "height"] as const;

/** A box over the reference: drawn with the mouse, then dragged by itself or by its corners; moved with the arrows, or typed in percent. */
export function CropForm({ of }: { of: number | Photo }) {
  const chip = store.getState().query.references.find(({ key }) => key === of);
  const picture = typeof of === "number" ? chip?.picture : smallPicture(of);
  const [box, setBox] = useState<Crop>(chip?.crop ?? { left: 0.1, top: 0.1, width: 0.8, height: 0.8 });
  if (!picture) return null;
  const use = (crop: Crop | null) => {
    closeDialog();
    if (typeof of === "number") setChip(of, { crop });
    else refer([of], "alone", crop);
  };
  return (
    <div className="crop-form">
      <p className="muted">{strings.query.cropText}</p>
      <CropStage picture={picture} box={box} untouched={!chip?.crop} setBox={setBox} />
      <div className="crop-sides">
        {sides.map((side) => (
          <Side key={side} side={side} box={box} setBox={setBox} />
        ))}
      </div>
      <footer>
        <button type="button" className="plain" onClick={() => use(null)}>
          {strings.query.wholePicture}
        </button>
        <button type="button" className="primary" data-testid="crop-use" onClick={() => use(box)}>
          {strings.query.cropUse}
        </button>
      </footer>
    </div>
  );
}

/** A number in percent. What is being typed stays as it is until the field is left, whatever the box makes of it so far. */
function Side({ side, box, setBox }: { side: (typeof sides)[number]; box: Crop; setBox: (box: Crop) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    if (text !== "") setBox(wholeBox({ ...box, [side]: Number(text) / 100 }));
  };
  return (
    <label>
      <span>{strings.query.cropSides[side]}</span>
      <input
        className="field"
        type="number"
        min={0}
        max={100}
        data-testid={`crop-${side}`}
        value={typed ?? Math.round(box[side] * 100)}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      <span className="muted">%</span>
    </label>
  );
}

interface StageProps {
  picture: string;
  box: Crop;
  /** It is the box that is proposed at first. */
  untouched: boolean;
  setBox: (box: Crop) => void;
}

function CropStage({ picture, box, untouched, setBox }: StageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<((place: Place) => Crop) | null>(null);
  const [drawn, setDrawn] = useState(!untouched);
  const placeOf = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = stage.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  const down = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = dragFrom(placeOf(event), box, gripOf(event.target, drawn));
  };
  const move = (event: PointerEvent) => {
    if (!drag.current) return;
    setBox(drag.current(placeOf(event)));
    setDrawn(true);
  };
  const up = () => {
    drag.current = null;
  };
  const keyDown = (event: KeyboardEvent) => {
    const next = (event.shiftKey ? resizedBox : movedBox)(box, event.key);
    if (!next) return;
    event.preventDefault();
    setBox(next);
  };
  const percent = (part: number) => `${part * 100}%`;
  const style = { left: percent(box.left), top: percent(box.top), width: percent(box.width), height: percent(box.height) };
  return (
    <div className="crop-stage" data-testid="crop-stage" ref={stage} onPointerDown={down} onPointerMove={move} onPointerUp={up}>
      <img src={picture} alt="" draggable={false} />
      <button
        type="button"
        className={drawn ? "crop-box drawn" : "crop-box"}
        style={style}
        aria-label={boxInWords(box)}
        data-testid="crop-box"
        onKeyDown={keyDown}
      >
        {corners.map((corner) => (
          <span key={corner} className={`crop-corner ${corner}`} data-corner={corner} />
        ))}
      </button>
    </div>
  );
}

interface Place {
  x: number;
  y: number;
}

/** Where the box was taken hold of; null: beside it, or it is still the one that is proposed, and another is drawn. */
function gripOf(target: EventTarget, drawn: boolean): Corner | "inside" | null {
  if (!(target instanceof HTMLElement)) return null;
  const corner = corners.find((name) => name === target.dataset.corner);
  return corner ?? (drawn && target.closest(".crop-box") ? "inside" : null);
}

function dragFrom(from: Place, box: Crop, grip: Corner | "inside" | null): (to: Place) => Crop {
  if (grip === "inside") return ({ x, y }) => wholeBox({ ...box, left: box.left + x - from.x, top: box.top + y - from.y });
  const fixed = grip ? cornerAcross(box, grip) : from;
  return (to) => boxBetween(fixed, to);
}

function boxInWords(box: Crop): string {
  const parts = sides.map((side) => `${strings.query.cropSides[side]} ${Math.round(box[side] * 100)} ${strings.query.percent}`);
  return `${strings.query.cropBox}: ${parts.join(", ")}`;
}
