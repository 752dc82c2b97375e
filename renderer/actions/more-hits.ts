/** Results behind the first ones: fetched where they are looked at, from the list as it was when it was asked for. */
import { toAppError } from "../../contract/errors.ts";
import type { Hit, Results } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { goodHits, hitsOfPage, type MoreHits } from "../shown.ts";
import { arrange, store } from "../store.ts";
import { showError } from "./messages.ts";
import { rerank } from "./search.ts";

/** Pages that are kept on either side of the one that is looked at: some ten megabytes */
const pagesKept = 20;
/** As many as one call gives */
const most = 1000;

const fetching = new Set<string>();

/** These places of the results are on the screen. */
export function showHits(first: number, last: number): void {
  const { shown, moreHits } = store.getState();
  if (!shown) return;
  for (let page = Math.floor(first / hitsOfPage); page <= Math.floor(last / hitsOfPage); page++) {
    const wanted = shown.hits.slice(Math.max(first, page * hitsOfPage), Math.min(last + 1, (page + 1) * hitsOfPage));
    // A page that was fetched keeps its gaps: of photos that were forgotten since.
    if (!moreHits[page] && wanted.includes(undefined)) void fetchPage(page).catch(showError);
  }
}

async function fetchPage(page: number): Promise<void> {
  const { results } = store.getState();
  const key = `${results?.list} ${page}`;
  if (!results || fetching.has(key)) return;
  fetching.add(key);
  try {
    const { hits } = await engine().moreHits({ list: results.list, offset: page * hitsOfPage, limit: hitsOfPage });
    const { results: now, moreHits } = store.getState();
    if (now?.list === results.list) arrange({ moreHits: { ...near(moreHits, page), [page]: hits } });
  } catch (error) {
    if (toAppError(error).code !== "list-unknown") throw error;
    // It was not looked at for long. The same query gives it anew, and asks no model.
    await rerank();
  } finally {
    fetching.delete(key);
  }
}

function near(pages: MoreHits, page: number): MoreHits {
  return Object.fromEntries(Object.entries(pages).filter(([other]) => Math.abs(Number(other) - page) <= pagesKept));
}

/** With all strong and possible hits, which by date can come in any order. */
export async function withAllGood(results: Results): Promise<Results> {
  const hits = [...results.hits];
  while (hits.length < goodHits(results)) {
    const more = await hitsOf(results.list, hits.length, Math.min(most, goodHits(results) - hits.length));
    if (more.length === 0) break;
    hits.push(...more);
  }
  return { ...results, hits };
}

/** The first hits of a list, as they are now. */
export async function firstHits(list: string, count: number): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (let offset = 0; offset < count; offset += most) hits.push(...(await hitsOf(list, offset, Math.min(most, count - offset))));
  return hits;
}

async function hitsOf(list: string, offset: number, limit: number): Promise<Hit[]> {
  return (await engine().moreHits({ list, offset, limit })).hits;
}
