import { Dialogs } from "./components/Dialogs.tsx";
import { DropTarget } from "./components/DropTarget.tsx";
import { LibraryPanel } from "./components/LibraryPanel.tsx";
import { ConnectionBanner, SpokenLine, Toasts } from "./components/Messages.tsx";
import { Photos } from "./components/Photos.tsx";
import { QueryBar } from "./components/QueryBar.tsx";
import { Welcome } from "./components/Welcome.tsx";
import { focusGrid, gridId } from "./focus.ts";
import { strings } from "./strings/en.ts";
import { useApp } from "./use-app.ts";

export function App() {
  const start = useApp(({ status }) => (status === null ? "waiting" : status.folders.length === 0 ? "welcome" : "ready"));
  return (
    <>
      <ConnectionBanner />
      {start === "welcome" && <Welcome />}
      {start === "ready" && <Frame />}
      <DropTarget />
      <Dialogs />
      <Toasts />
      <SpokenLine />
    </>
  );
}

function Frame() {
  const panel = useApp((state) => state.panel);
  const drawer = useApp((state) => state.panel && !state.wide);
  const skip = (event: React.MouseEvent) => {
    event.preventDefault();
    focusGrid();
  };
  return (
    <div className={panel ? "frame with-panel" : "frame"}>
      <a className="skip-link" href={`#${gridId}`} onClick={skip}>
        {strings.skipToResults}
      </a>
      <QueryBar inert={drawer} />
      {panel && <LibraryPanel drawer={drawer} />}
      <Photos inert={drawer} />
    </div>
  );
}
