import { ImagePlus } from "lucide-react";
import type { ChangeEvent } from "react";
import { maxReferences } from "../../contract/types.ts";
import { receiveFiles } from "../actions/receive.ts";
import { host } from "../host.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** Chooses reference photos from outside, as long as there is room for one. */
export function PickButton() {
  const full = useApp(({ query }) => query.references.length >= maxReferences);
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    receiveFiles([...(event.target.files ?? [])]);
    event.target.value = "";
  };
  if (full) return null;
  if (host) return <DialogButton choose={host.chooseReferences} />;
  return (
    <label className="pick" title={strings.query.pick}>
      <ImagePlus aria-hidden />
      <input
        type="file"
        multiple
        accept="image/*,.heic,.heif,.avif,.tif,.tiff,.dng,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2"
        aria-label={strings.query.pick}
        data-testid="pick"
        onChange={pick}
      />
    </label>
  );
}

/** The system's dialog: the photos come by themselves. */
function DialogButton({ choose }: { choose: () => Promise<void> }) {
  return (
    <button
      type="button"
      className="pick"
      aria-label={strings.query.pick}
      title={strings.query.pick}
      data-testid="pick"
      onClick={() => choose()}
    >
      <ImagePlus aria-hidden />
    </button>
  );
}
