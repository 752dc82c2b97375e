import { Radio, RadioGroup, RadioProvider } from "@ariakit/react";
import { Layers } from "lucide-react";
import { useEffect } from "react";
import type { PackList } from "../../../contract/page-packs.ts";
import { choosePack, readPacks } from "../../actions/packs.ts";
import { openDialog } from "../../actions/view.ts";
import { host } from "../../host.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { ModelLine } from "../ModelLine.tsx";
import { BringModels } from "./BringModels.tsx";
import { PackChangeLine } from "./PackChangeLine.tsx";
import { memoryOf, PackFacts, packName } from "./PackFacts.tsx";
import { PackWork } from "./PackWork.tsx";

/** The packs of this computer, of which one is used, and the way to others. What is chosen opens at once: the trial is made with it. */
export function PackChoice() {
  const list = useApp((state) => state.packs);
  const change = useApp(({ status }) => status?.packChange);
  useEffect(() => void readPacks(), []);
  return (
    <div className="pack-choice">
      {list && <Installed list={list} coming={change && change.state !== "failed" ? list.coming : null} />}
      <ModelLine unnamed={list !== null && list.inUse !== null} />
      {change && <PackChangeLine change={change} />}
      {list && <Others list={list} />}
    </div>
  );
}

function Installed({ list, coming }: { list: PackList; coming: string | null }) {
  const installed = list.profiles.filter(({ state }) => state === "installed");
  const chosen = coming ?? list.inUse;
  const choose = (id: string | number | null) => {
    if (typeof id === "string" && id !== chosen) void choosePack(id);
  };
  return (
    <RadioProvider value={chosen ?? ""} setValue={choose}>
      <RadioGroup className="packs" aria-label={strings.library.welcome.pack} data-testid="pack-choice">
        {installed.map((profile) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the Radio in it is an input
          <label key={profile.id} className="pack-row">
            <Radio value={profile.id} data-testid="pack-radio" data-pack={profile.id} />
            <span>
              <strong>{packName(profile)}</strong>
              <PackFacts profile={profile} list={list} />
            </span>
          </label>
        ))}
      </RadioGroup>
    </RadioProvider>
  );
}

/** Those that are not here: from the smallest to the largest. */
function Others({ list }: { list: PackList }) {
  const others = list.profiles.filter(({ state }) => state !== "installed").toSorted((one, other) => one.bytes - other.bytes);
  const [least, most] = [others[0], others.at(-1)];
  const costs = (profile: typeof least) => profile && { bytes: profile.bytes, memory: memoryOf(profile, list) };
  return (
    <>
      <p className="muted" data-testid="other-packs">
        {strings.library.welcome.otherPacks(others.length, costs(least), costs(most))}
      </p>
      <div className="buttons">
        <button type="button" className="plain" data-testid="get-packs" onClick={() => openDialog({ kind: "settings", tab: "packs" })}>
          <Layers aria-hidden /> {least ? strings.library.welcome.getPacks : strings.packs.openFile}
        </button>
        {host && <BringModels />}
      </div>
      <PackWork id={null} />
    </>
  );
}
