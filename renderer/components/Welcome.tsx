import { FolderPlus, Layers, ShieldCheck } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { toAppError } from "../../contract/errors.ts";
import { startWith, startWithSamples } from "../actions/first-run.ts";
import { focusText } from "../focus.ts";
import { outermost } from "../outermost.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useTrial } from "../use-trial.ts";
import { ChosenFolders } from "./ChosenFolders.tsx";
import { FolderForm } from "./FolderForm.tsx";
import { Mark } from "./Mark.tsx";
import { PackChoice } from "./packs/PackChoice.tsx";
import { TrialFigures } from "./TrialFigures.tsx";

/** First run: which folders, which pack, and what will happen; then Start. */
export function Welcome() {
  const [folders, setFolders] = useState<string[]>([]);
  const [problem, setProblem] = useState("");
  const words = strings.library.welcome;
  // What comes next is a search.
  useEffect(() => focusText, []);
  const { kept, inside } = outermost(folders);
  const trial = useTrial(kept);
  const isBroken = (path: string) => trial?.folders.some((folder) => folder.path === path && folder.problem !== null) ?? false;
  const add = async (path: string) => setFolders([...folders.filter((other) => other !== path), path]);
  const begin = async (adding: () => Promise<void>) => {
    setProblem("");
    try {
      await adding();
    } catch (error) {
      setProblem(inWords(toAppError(error)));
    }
  };
  const start = () => begin(() => startWith(kept.toSorted((one, other) => Number(isBroken(one)) - Number(isBroken(other)))));
  return (
    <main className="welcome" data-testid="welcome">
      <header>
        <Mark />
        <h1>{words.title}</h1>
        <p className="promise">{strings.promise}</p>
      </header>
      <Step icon={<FolderPlus aria-hidden />} title={words.folders}>
        {folders.length === 0 && <p>{words.foldersText}</p>}
        <ChosenFolders folders={folders} trial={trial} remove={(path) => setFolders(folders.filter((other) => other !== path))} />
        {inside.map(({ inner, outer }) => (
          <p key={inner} className="muted">
            {words.inside(inner, outer)}
          </p>
        ))}
        <FolderForm add={add} />
        {problem && (
          <p className="warning" role="alert" data-testid="folder-problem">
            {problem}
          </p>
        )}
      </Step>
      <Step icon={<Layers aria-hidden />} title={words.pack}>
        <PackChoice />
      </Step>
      <Step icon={<ShieldCheck aria-hidden />} title={words.happens}>
        <p>{words.happensText}</p>
        {kept.length > 0 && (
          <div className="trial-place">
            <TrialFigures trial={trial} />
          </div>
        )}
      </Step>
      <StartButtons ready={kept.length > 0} start={start} trySamples={() => begin(startWithSamples)} />
    </main>
  );
}

interface StartButtonsProps {
  ready: boolean;
  start: () => Promise<void>;
  trySamples: () => Promise<void>;
}

/** Start is off until there are a folder and a pack, and it says what is missing; without a folder there are samples to try. */
function StartButtons({ ready, start, trySamples }: StartButtonsProps) {
  const models = useApp(({ status }) => status?.models.state);
  const opening = useApp(({ status }) => status?.packChange !== undefined && status.packChange.state !== "failed");
  const words = strings.library.welcome;
  const noPack = models === "failed" ? words.needsPack : models === "loading" || opening ? words.packLoading : null;
  const missing = noPack ?? (ready ? null : words.needsFolder);
  return (
    <div className="start">
      <button
        type="button"
        className="primary large"
        data-testid="start"
        disabled={missing !== null}
        aria-describedby="start-why"
        onClick={() => void start()}
      >
        {words.start}
      </button>
      {!ready && (
        <button
          type="button"
          className="plain large"
          data-testid="try-samples"
          disabled={noPack !== null}
          onClick={() => void trySamples()}
        >
          {strings.library.samples.try}
        </button>
      )}
      <span className="muted" id="start-why" data-testid="start-why">
        {missing}
      </span>
    </div>
  );
}

function Step({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className="step">
      <span className="step-icon">{icon}</span>
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}
