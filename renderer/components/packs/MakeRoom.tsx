import { useEffect, useState } from "react";
import type { OldVectors } from "../../../contract/types.ts";
import { attempt } from "../../actions/messages.ts";
import { makeRoom, sizeOf } from "../../actions/packs.ts";
import { engine } from "../../api.ts";
import { strings } from "../../strings/index.ts";
import { Question } from "./Question.tsx";

/** Where the disk is full: what could go, how much that is, and the offer to let it go. */
export function MakeRoom() {
  const [old, setOld] = useState<OldVectors[]>([]);
  const [asking, setAsking] = useState(false);
  const words = strings.packs;
  useEffect(() => void attempt(async () => setOld(await engine().oldVectors({}))), []);
  if (old.length === 0) return null;
  const close = () => setAsking(false);
  const yes = () => {
    close();
    void attempt(() => makeRoom(old));
  };
  return (
    <div data-testid="make-room">
      <p>{words.room(sizeOf(old))}</p>
      <button type="button" className="plain small" data-testid="make-room-erase" onClick={() => setAsking(true)}>
        {words.makeRoom}
      </button>
      {asking && (
        <Question title={words.question.eraseAll} yes={words.erase} onYes={yes} onNo={close}>
          <p>{words.question.eraseText}</p>
        </Question>
      )}
    </div>
  );
}
