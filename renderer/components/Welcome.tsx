import { FolderPlus, Layers, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { strings } from "../strings/en.ts";
import { FolderForm } from "./FolderForm.tsx";
import { Mark } from "./Mark.tsx";
import { ModelLine } from "./ModelLine.tsx";

export function Welcome() {
  return (
    <main className="welcome" data-testid="welcome">
      <header>
        <Mark />
        <h1>{strings.welcome.title}</h1>
        <p className="promise">{strings.promise}</p>
      </header>
      <Step icon={<FolderPlus aria-hidden />} title={strings.welcome.folders}>
        <p>{strings.welcome.foldersText}</p>
        <FolderForm />
      </Step>
      <Step icon={<Layers aria-hidden />} title={strings.welcome.pack}>
        <ModelLine />
      </Step>
      <Step icon={<ShieldCheck aria-hidden />} title={strings.welcome.happens}>
        <p>{strings.welcome.happensText}</p>
      </Step>
    </main>
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
