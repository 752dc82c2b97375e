import { useEffect } from "react";
import type { PackList } from "../../../contract/page-packs.ts";
import { readPacks } from "../../actions/packs.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { ModelLine } from "../ModelLine.tsx";
import { BringModels } from "../packs/BringModels.tsx";
import { NetworkLine } from "../packs/NetworkLine.tsx";
import { OldVectors } from "../packs/OldVectors.tsx";
import { PackCard } from "../packs/PackCard.tsx";
import { PackChangeLine } from "../packs/PackChangeLine.tsx";
import { PackWork } from "../packs/PackWork.tsx";
import { Running } from "../StatusBar.tsx";
import { DeviceSettings } from "./DeviceSettings.tsx";
import { Field } from "./Field.tsx";

/** Which pack answers, which others can be had, and what they left. */
export function PackSettings() {
  const list = useApp((state) => state.packs);
  useEffect(() => void readPacks(), []);
  const words = strings.packs;
  return (
    <>
      <Field name={words.inUse}>
        <ModelLine />
        <Rate />
        <p className="muted">{words.text}</p>
        <p className="muted">{strings.settings.packLanguage}</p>
        <Change />
      </Field>
      <DeviceSettings />
      {list ? <Packs list={list} /> : <p className="muted">{words.loading}</p>}
      <Field name={words.openFile}>
        <p className="muted">{words.openText}</p>
        <BringModels />
        <PackWork id={null} />
      </Field>
      <OldVectors parts={list?.parts ?? []} />
      <Field name={strings.status.network}>
        <NetworkLine />
      </Field>
    </>
  );
}

function Rate() {
  const rate = useApp(({ status }) => status?.photosPerSecond ?? null);
  return rate === null ? null : <p className="muted">{strings.packs.measured(strings.status.rate(rate))}</p>;
}

function Change() {
  const status = useApp((state) => state.status);
  if (!status?.packChange) return null;
  return (
    <>
      <PackChangeLine change={status.packChange} />
      <Running status={status} />
    </>
  );
}

/** The one in use first. */
function Packs({ list }: { list: PackList }) {
  const first = list.profiles.filter(({ id }) => id === list.inUse);
  const rest = list.profiles.filter(({ id }) => id !== list.inUse);
  return (
    <Field name={strings.packs.all}>
      <ul className="packs">
        {[...first, ...rest].map((profile) => (
          <PackCard key={profile.id} profile={profile} list={list} />
        ))}
      </ul>
    </Field>
  );
}
