import { ArrowLeft, ChevronLeft, ChevronRight, Clipboard, Crop, ExternalLink, FolderSearch, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { showRange } from "../actions/library.ts";
import { showHits } from "../actions/more-hits.ts";
import { activate } from "../actions/select.ts";
import { closeLoupe, openMenu } from "../actions/view.ts";
import { type CommandName, commandNamed } from "../commands.ts";
import { host } from "../host.ts";
import { activePhoto, shownCount, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useDetail } from "../use-detail.ts";
import { Details } from "./Details.tsx";
import { Filmstrip } from "./Filmstrip.tsx";
import { Picture } from "./Picture.tsx";

/** One photo, large. The arrows lead on through what the grid shows. */
export function Loupe() {
  const active = useApp((state) => state.active);
  const total = useApp(shownCount);
  const photo = useApp(activePhoto);
  const zoomed = useApp((state) => state.zoomed);
  const panel = useApp((state) => state.details && state.wide);
  const region = useRef<HTMLElement>(null);
  const detail = useDetail(photo?.id);
  useEffect(() => region.current?.focus(), []);
  useEffect(() => {
    if (photo) return;
    showRange(active, active, true);
    showHits(active, active);
  }, [photo, active]);
  const menu = (event: MouseEvent) => {
    event.preventDefault();
    openMenu(event.clientX, event.clientY);
  };
  return (
    <section
      className={panel ? "loupe beside-panel" : "loupe"}
      ref={region}
      tabIndex={-1}
      aria-label={strings.loupe.title(photo?.name ?? "")}
      data-testid="loupe"
      data-photo={photo?.id}
      onKeyDown={walk}
      onContextMenu={menu}
    >
      <header>
        <button type="button" className="quiet" data-testid="loupe-back" onClick={closeLoupe}>
          <ArrowLeft aria-hidden /> {strings.loupe.back}
        </button>
        <Step label={strings.loupe.previous} to={active - 1} total={total} icon={<ChevronLeft aria-hidden />} />
        <span className="muted position">{strings.loupe.position(active, total)}</span>
        <Step label={strings.loupe.next} to={active + 1} total={total} icon={<ChevronRight aria-hidden />} />
        <span className="space" />
        <Tool command="crop" text={strings.commands.names.crop} icon={<Crop aria-hidden />} />
        <Tool
          command="zoom"
          text={zoomed ? strings.loupe.fit : strings.loupe.zoom}
          icon={zoomed ? <ZoomOut aria-hidden /> : <ZoomIn aria-hidden />}
        />
        {host && <Tool command="reveal" text={strings.loupe.reveal} icon={<FolderSearch aria-hidden />} />}
        {host && <Tool command="open" text={strings.loupe.open} icon={<ExternalLink aria-hidden />} />}
        <Tool command="copy-path" text={strings.loupe.copy} icon={<Clipboard aria-hidden />} />
      </header>
      <div className="loupe-picture">{photo && <Picture key={photo.id} photo={photo} detail={detail} zoomed={zoomed} />}</div>
      {!panel && (
        <aside className="loupe-details" aria-label={strings.loupe.details}>
          {photo && <Details photo={photo} detail={detail} />}
        </aside>
      )}
      <footer>
        <Filmstrip />
        <div className="loupe-actions">
          <Action command="refer" testId="use-as-reference" />
          <Action command="add-reference" testId="add-as-reference" />
          <Action command="not-like" testId="not-like" />
          <Action command="similar" testId="similar" />
          <Action command="collect" testId="collect" />
        </div>
      </footer>
    </section>
  );
}

function walk(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
  const { active } = store.getState();
  const last = shownCount(store.getState()) - 1;
  const to = { ArrowLeft: active - 1, ArrowRight: active + 1, Home: 0, End: last }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  activate(to);
}

function Step({ label, to, total, icon }: { label: string; to: number; total: number; icon: ReactNode }) {
  return (
    <button type="button" className="icon" aria-label={label} title={label} disabled={to < 0 || to >= total} onClick={() => activate(to)}>
      {icon}
    </button>
  );
}

/** In the header: an icon, with its words where there is room. */
function Tool({ command, text, icon }: { command: CommandName; text: string; icon: ReactNode }) {
  return (
    <button
      type="button"
      className="quiet tool"
      aria-label={text}
      title={text}
      data-testid={`loupe-${command}`}
      onClick={() => run(command)}
    >
      {icon} <span>{text}</span>
    </button>
  );
}

function Action({ command, testId }: { command: CommandName; testId: string }) {
  return (
    <button type="button" className="plain" data-testid={testId} onClick={() => run(command)}>
      {strings.commands.names[command]}
    </button>
  );
}

function run(command: CommandName): void {
  commandNamed(command)?.run();
}
