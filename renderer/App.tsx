import { useEffect } from "react";
import { ContextMenu } from "./components/ContextMenu.tsx";
import { DetailsPanel } from "./components/DetailsPanel.tsx";
import { Dialogs } from "./components/Dialogs.tsx";
import { DropTarget } from "./components/DropTarget.tsx";
import { LibraryPanel } from "./components/LibraryPanel.tsx";
import { ConnectionBanner, Messages } from "./components/Messages.tsx";
import { Photos } from "./components/Photos.tsx";
import { QueryBar } from "./components/QueryBar.tsx";
import { StatusBar } from "./components/StatusBar.tsx";
import { Welcome } from "./components/Welcome.tsx";
import { focusGrid, focusTextFirst, gridId } from "./focus.ts";
import { strings } from "./strings/index.ts";
import { useApp } from "./use-app.ts";

/** Another language: everything anew. */
export function App() {
  const language = useApp(({ settings }) => settings.language);
  return <Page key={language} />;
}

function Page() {
  const start = useApp(({ status }) => (status === null ? "waiting" : status.folders.length === 0 ? "welcome" : "ready"));
  const inDialog = useApp(({ dialog }) => dialog !== null);
  return (
    <>
      <ConnectionBanner />
      {start === "welcome" && <Welcome />}
      {start === "ready" && <Frame />}
      <DropTarget />
      <ContextMenu />
      <Dialogs />
      {!inDialog && <Messages />}
    </>
  );
}

function Frame() {
  const panel = useApp((state) => state.panel);
  const details = useApp((state) => state.details);
  const drawer = useApp((state) => !state.wide && (state.panel || state.details));
  useEffect(focusTextFirst, []);
  const skip = (event: React.MouseEvent) => {
    event.preventDefault();
    focusGrid();
  };
  return (
    <div className={["frame", panel && "with-panel", details && "with-details"].filter(Boolean).join(" ")}>
      <a className="skip-link" href={`#${gridId}`} onClick={skip}>
        {strings.skipToResults}
      </a>
      <QueryBar inert={drawer} />
      {panel && <LibraryPanel drawer={drawer} />}
      <Photos inert={drawer} />
      {details && <DetailsPanel drawer={drawer} />}
      <StatusBar inert={drawer} />
    </div>
  );
}
