import type { PackList, PageProfile } from "../../../contract/page-packs.ts";
import { strings } from "../../strings/index.ts";

/** What a pack costs and allows, and whether it is too large for this computer. */
export function PackFacts({ profile, list }: { profile: PageProfile; list: PackList }) {
  const words = strings.packs;
  const memory = memoryOf(profile, list);
  return (
    <>
      <span className="muted">
        {profile.parts.length > 0 ? words.facts(profile.bytes, memory) : words.inProgram} · {words.commercialUse[profile.commercialUse]}
      </span>
      {memory > list.memoryBytes && <span className="warning">{words.tooLarge(memory, list.memoryBytes)}</span>}
    </>
  );
}

/** The catalogue's title, but of the program's own pack. */
export function packName({ title, parts }: PageProfile): string {
  return parts.length === 0 ? strings.packs.starter : title;
}

/** Bytes, at most, of all its parts */
export function memoryOf({ parts }: PageProfile, list: PackList): number {
  return list.parts.filter(({ id }) => parts.includes(id)).reduce((sum, part) => sum + part.memoryBytes, 0);
}
