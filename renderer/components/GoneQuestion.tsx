import { Unlink } from "lucide-react";
import type { Folder } from "../../contract/types.ts";
import { keepGone, takeOutGone } from "../actions/folders.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** Over the photos: each folder of which very many went at once. They stay listed until the user says otherwise. */
export function GoneQuestions() {
  const folders = useApp(({ status }) => status?.folders);
  return folders?.filter(({ gone }) => gone.asked > 0).map((folder) => <GoneQuestion key={folder.id} folder={folder} />);
}

function GoneQuestion({ folder }: { folder: Folder }) {
  const words = strings.library.folders;
  return (
    <div className="gone-question" role="status" data-testid="gone-question">
      <Unlink aria-hidden />
      <span>{words.gone(folder.gone.asked, folder.name)}</span>
      <button type="button" className="plain small" data-testid="gone-keep" onClick={() => void keepGone(folder)}>
        {words.keepGone}
      </button>
      <button
        type="button"
        className="quiet small"
        title={words.removeGoneText}
        data-testid="gone-remove"
        onClick={() => void takeOutGone(folder)}
      >
        {words.removeGone}
      </button>
    </div>
  );
}
