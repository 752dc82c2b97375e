import { FolderPlus, ImageDown } from "lucide-react";
import { useEffect, useState } from "react";
import { isQueryLine } from "../../contract/query-text.ts";
import { takeLine } from "../actions/query-line.ts";
import { receive, takeFolder } from "../actions/receive.ts";
import { carry } from "../actions/view.ts";
import { isInPanel, textId } from "../focus.ts";
import { store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { isForUs, isOwn, readTransfer } from "../transfer.ts";
import { useApp } from "../use-app.ts";

/** The whole window takes what is dropped or pasted from outside, its library panel folders; the query alone takes what comes out of the grid. */
export function DropTarget() {
  const hasFolders = useApp(({ status }) => (status?.folders.length ?? 0) > 0);
  const [over, setOver] = useState<"file" | "panel" | null>(null);
  useEffect(() => {
    const dragOver = (event: DragEvent) => {
      if (!event.dataTransfer || !isForUs(event.dataTransfer)) return;
      event.preventDefault();
      const own = isOwn(event.dataTransfer);
      setOver(own ? null : isInPanel(event.target) ? "panel" : "file");
      if (!own) return;
      carry(isOverQuery(event) ? "over-query" : "elsewhere");
      if (!isOverQuery(event)) event.dataTransfer.dropEffect = "none";
    };
    const dragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(null);
    };
    const drop = (event: DragEvent) => {
      const own = event.dataTransfer !== null && isOwn(event.dataTransfer);
      end();
      if (!event.dataTransfer || !isForUs(event.dataTransfer)) return;
      event.preventDefault();
      if (own && !isOverQuery(event)) return;
      const transfer = readTransfer(event.dataTransfer);
      if (transfer.kind === "folder" && isInPanel(event.target)) takeFolder(transfer);
      else receive(transfer, event.altKey ? "unwanted" : event.shiftKey ? "beside" : "alone");
    };
    const end = () => {
      setOver(null);
      carry(null);
    };
    // What left the window as files ends without a word.
    const move = ({ buttons }: PointerEvent) => buttons === 0 && store.getState().carried && carry(null);
    addEventListener("dragover", dragOver);
    addEventListener("dragleave", dragLeave);
    addEventListener("drop", drop);
    addEventListener("dragend", end);
    addEventListener("pointermove", move);
    addEventListener("paste", paste);
    return () => {
      removeEventListener("dragover", dragOver);
      removeEventListener("dragleave", dragLeave);
      removeEventListener("drop", drop);
      removeEventListener("dragend", end);
      removeEventListener("pointermove", move);
      removeEventListener("paste", paste);
    };
  }, []);
  if (!over || !hasFolders) return null;
  return (
    <div className="drop-overlay" data-testid="drop-overlay">
      <div>
        {over === "panel" ? <FolderPlus aria-hidden /> : <ImageDown aria-hidden />}
        <strong>{over === "panel" ? strings.query.dropFolder : strings.query.drop}</strong>
        {over === "file" && <span>{strings.query.dropHint}</span>}
      </div>
    </div>
  );
}

function isOverQuery({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest(".query-bar") !== null;
}

/** A query as text, in the text field, is the query. A picture in the clipboard is a reference wherever the focus is, save where text is typed and there is text to paste. */
function paste(event: ClipboardEvent): void {
  const data = event.clipboardData;
  if (!data) return;
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  const text = data.getData("text/plain");
  const line = text.trim();
  if (event.target instanceof HTMLInputElement && event.target.id === textId && !/[\r\n]/.test(line) && isQueryLine(line)) {
    event.preventDefault();
    return void takeLine(line);
  }
  const transfer = readTransfer(data);
  const intoText = typing && text !== "" && !(event.target.id === textId && text.startsWith("data:image/"));
  if (intoText || transfer.kind === "nothing") return;
  event.preventDefault();
  receive(transfer, "beside");
}
