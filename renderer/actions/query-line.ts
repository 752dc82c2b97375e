/** The whole query as one line of text: copied, and taken from where it was kept. */
import { toAppError } from "../../contract/errors.ts";
import { isQueryLine } from "../../contract/query-text.ts";
import { engine } from "../api.ts";
import { arrange, isEmpty, type QueryDraft, type ReferenceChip, store } from "../store.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { draftOf } from "./draft.ts";
import { attempt, showNote } from "./messages.ts";
import { chipKey, expectDropped } from "./references.ts";
import { search, toInput } from "./search.ts";
import { undo } from "./undo.ts";

export function copySearch(): Promise<void> {
  return attempt(async () => {
    const { query } = store.getState();
    if (!isEmpty(query)) await copyLine(await lineOf(query));
  });
}

export async function copyLine(line: string): Promise<void> {
  await navigator.clipboard.writeText(line);
  showNote(strings.query.lineCopied);
}

async function lineOf(query: QueryDraft): Promise<string> {
  const { line } = await engine().writeQuery({
    query: { ...toInput(query), sort: store.getState().sort },
    quick: query.mode === "quick",
  });
  return line;
}

/** What was typed is added to the query when it says more than words and filters. */
export async function searchTyped(): Promise<void> {
  const { query } = store.getState();
  if (!isQueryLine(query.text)) return await search();
  await attempt(async () => takeLine(`${await lineOf({ ...query, text: "" })} ${query.text}`, query.text));
}

/** In place of the query, which undo brings back. A line that makes no sense goes into the text field, with the reason. */
export async function takeLine(line: string, shown = line): Promise<void> {
  try {
    const { query, quick, outside } = await engine().readQuery({ line });
    const draft = await draftOf(query, []);
    const dropped = outside.map((photo) => ({ ...photo, crop: photo.crop ?? null, chip: outsideChip(photo.name) }));
    const again = dropped.flatMap(({ chip, wanted, weight, crop }) => (chip ? { ...chip, key: chipKey(), wanted, weight, crop } : []));
    const missing = dropped.filter(({ chip }) => !chip);
    store.setState({ query: { ...draft, references: [...draft.references, ...again], mode: quick ? "quick" : "refined" }, problems: [] });
    expectDropped(missing);
    arrange({ sort: query.sort });
    await search();
    if (missing.length > 0) store.setState({ problems: [strings.query.dropAgain(missing.map(({ name }) => name))] });
    showNote(strings.query.lineTaken, { label: strings.undo, run: () => void undo() });
  } catch (error) {
    store.setState(({ query }) => ({ query: { ...query, text: shown }, problems: [inWords(toAppError(error))] }));
  }
}

/** One that is still there. */
function outsideChip(name: string): ReferenceChip | undefined {
  return store.getState().query.references.find((chip) => chip.outside && chip.name === name);
}
