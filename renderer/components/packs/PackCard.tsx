import { useState } from "react";
import type { Part } from "../../../contract/packs.ts";
import type { PackList, PageProfile } from "../../../contract/page-packs.ts";
import { checkPack, getPack, removePack, usePack } from "../../actions/packs.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { FetchQuestion } from "./FetchQuestion.tsx";
import { PackFacts, packName } from "./PackFacts.tsx";
import { PackParts } from "./PackParts.tsx";
import { PackWork } from "./PackWork.tsx";
import { Question } from "./Question.tsx";

interface PackCardProps {
  profile: PageProfile;
  list: PackList;
}

/** A pack that can be had: what it costs and allows, and what can be done with it. */
export function PackCard({ profile, list }: PackCardProps) {
  const { id, state } = profile;
  const parts = list.parts.filter((part) => profile.parts.includes(part.id));
  const words = strings.packs;
  const stateText = id === list.inUse ? words.isInUse : id === list.coming ? words.isComing : words.states[state];
  return (
    <li className="pack-card" data-testid="pack" data-pack={id} data-state={state}>
      <p className="pack-head">
        <strong>{packName(profile)}</strong> <span className={`pack-state ${state}`}>{stateText}</span>
      </p>
      <PackFacts profile={profile} list={list} />
      <Actions profile={profile} parts={parts} list={list} />
      {parts.length > 0 && <PackParts parts={parts} />}
    </li>
  );
}

function Actions({ profile, parts, list }: PackCardProps & { parts: Part[] }) {
  const [asking, setAsking] = useState<"get" | "remove" | null>(null);
  const busy = useApp(({ packWork }) => packWork !== null);
  const { id, state } = profile;
  const words = strings.packs;
  const absent = parts.filter((part) => part.state !== "installed");
  const notHosted = absent.filter(({ availability }) => availability !== "hosted");
  const isHeld = id === list.inUse || id === list.coming;
  const get = (unpinned: boolean) => void getPack(id, unpinned);
  const canGet = state !== "installed" && notHosted.length === 0;
  const close = () => setAsking(null);
  return (
    <>
      {notHosted.length > 0 && <p className="muted">{words.notHosted(notHosted.map(({ title }) => title))}</p>}
      <div className="buttons">
        {canGet && (
          <button
            type="button"
            className="primary"
            data-testid="pack-get"
            disabled={busy}
            onClick={() => (list.asksItself ? get(false) : setAsking("get"))}
          >
            {state === "partial" ? words.goOn : words.get}
          </button>
        )}
        {state === "installed" && !isHeld && (
          <button type="button" className="primary" title={words.switchHint} data-testid="pack-use" onClick={() => void usePack(id)}>
            {words.switch}
          </button>
        )}
        {parts.length > 0 && state === "installed" && (
          <button
            type="button"
            className="plain"
            aria-label={words.checkNamed(profile.title)}
            data-testid="pack-check"
            disabled={busy}
            onClick={() => void checkPack(id)}
          >
            {words.check}
          </button>
        )}
        {parts.length > 0 && state !== "absent" && !isHeld && (
          <button
            type="button"
            className="plain"
            aria-label={words.removeNamed(profile.title)}
            data-testid="pack-remove"
            disabled={busy}
            onClick={() => setAsking("remove")}
          >
            {strings.remove}
          </button>
        )}
      </div>
      {asking === "get" && <FetchQuestion title={profile.title} parts={absent} get={get} close={close} />}
      {asking === "remove" && <RemoveQuestion profile={profile} list={list} close={close} />}
      <PackWork id={id} />
    </>
  );
}

/** Parts that another installed pack is made of stay. */
function RemoveQuestion({ profile, list, close }: PackCardProps & { close: () => void }) {
  const words = strings.packs.question;
  const others = list.profiles.filter(({ id, state }) => id !== profile.id && state === "installed");
  const going = list.parts.filter(
    ({ id, state }) => profile.parts.includes(id) && state === "installed" && !others.some(({ parts }) => parts.includes(id)),
  );
  const bytes = going.reduce((sum, part) => sum + part.bytes, 0);
  const yes = () => {
    close();
    void removePack(profile.id);
  };
  return (
    <Question title={words.remove(profile.title)} yes={words.removeYes} onYes={yes} onNo={close}>
      <p>{words.removeText(bytes)}</p>
    </Question>
  );
}
