import { shownCount } from "../store.ts";
import { useApp } from "../use-app.ts";
import { Examples } from "./Examples.tsx";
import { GoneQuestions } from "./GoneQuestion.tsx";
import { Grid } from "./Grid.tsx";
import { Loupe } from "./Loupe.tsx";
import { NoGoodMatch } from "./NoGoodMatch.tsx";
import { NothingHere } from "./NothingHere.tsx";
import { PhotosHeader } from "./PhotosHeader.tsx";
import { Refinement } from "./Refinement.tsx";

/** The middle: header, grid, and over them the loupe. */
export function Photos({ inert }: { inert: boolean }) {
  const loupe = useApp((state) => state.loupe);
  const searching = useApp((state) => state.searching);
  const results = useApp((state) => state.results);
  const any = useApp((state) => shownCount(state) > 0);
  return (
    <main className="photos" inert={inert}>
      <div className={searching ? "shelf searching" : "shelf"} inert={loupe}>
        <PhotosHeader />
        <Examples />
        <GoneQuestions />
        {results && <Refinement results={results} />}
        {results && <NoGoodMatch results={results} />}
        {any ? <Grid /> : <NothingHere />}
      </div>
      {loupe && any && <Loupe />}
    </main>
  );
}
