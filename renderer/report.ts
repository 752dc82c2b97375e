import type { IndexStatus } from "../contract/types.ts";
import { version } from "../package.json";

/**
 * What helps a helper, in plain English: versions, numbers and codes. Nothing in it names a folder, a photo, a file or words of a
 * query, and nothing sends it: the user copies it.
 */
export function reportOf(status: IndexStatus, browser: string): string {
  const { state, pausedBy, found, ready, waiting, skipped, failed, skippedBy, folders, models, incidents, packChange } = status;
  const { pack, provider, llm } = models;
  const away = folders.filter(({ reachable }) => !reachable).length;
  return [
    `Recompose ${version}`,
    `Page: ${browser}`,
    `Index: ${state}${pausedBy ? ` by ${pausedBy}` : ""}; found ${found} = ready ${ready} + waiting ${waiting} + skipped ${skipped} + failed ${failed}`,
    `Skipped: ${inLine(skippedBy)}`,
    `Folders: ${folders.length}, away ${away}`,
    `Pack: ${pack ? `${pack.id} ${pack.version}, ${pack.dims} dimensions` : "none"}, ${models.state}${packChange ? `, changing: ${packChange.state} ${packChange.done} of ${packChange.of}` : ""}`,
    `Device: ${provider ? `${provider.used}, asked for ${provider.asked}, ${provider.threads} threads` : "not known yet"}`,
    ...(provider?.tried ?? []).map(({ device, outcome, likeness }) => `  ${device}: ${outcome}, likeness ${likeness ?? "not measured"}`),
    `Language model: ${llm?.report ? `${llm.report.backend}, ${llm.report.gpuLayers} of ${llm.report.layers} layers on a graphics chip, ${llm.report.asked}` : (llm?.problem?.code ?? (llm ? "not opened yet" : "none"))}`,
    `Model processes started again: ${models.restarts}`,
    `What went wrong: ${incidents.map(({ code }) => code).join(", ") || "nothing"}`,
  ].join("\n");
}

function inLine(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([reason, number]) => `${reason} ${number}`);
  return parts.join(", ") || "none";
}
