import { useEffect, useRef } from "react";
import { cancelGet } from "../../actions/packs.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";

/** What is being done to a pack or part (null: to a file that was opened), and how that ended. */
export function PackWork({ id }: { id: string | null }) {
  const work = useApp(({ packWork }) => (packWork?.id === id ? packWork : null));
  const news = useApp(({ packNews }) => (packNews?.id === id ? packNews : null));
  if (work?.doing === "get") return <Getting />;
  if (work) return <p role="status">{strings.packs.doing[work.doing]}</p>;
  if (!news) return null;
  const isError = news.kind === "error";
  return (
    <p className={isError ? "warning" : "pack-news"} role={isError ? "alert" : "status"} data-testid="pack-news">
      {news.text}
    </p>
  );
}

function Getting() {
  const progress = useApp(({ packWork }) => packWork?.progress);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that began it has gone with its question.
    if (document.activeElement === document.body || document.activeElement === null) cancel.current?.focus();
  }, []);
  return (
    <div className="getting" data-testid="getting">
      <progress aria-label={strings.packs.progress} max={progress?.totalBytes || 1} value={progress?.doneBytes ?? 0} />
      <span className="number">{progress ? strings.packs.getting(progress) : strings.packs.doing.get}</span>
      <button ref={cancel} type="button" className="plain small" data-testid="cancel-get" onClick={cancelGet}>
        {strings.cancel}
      </button>
    </div>
  );
}
