/**
 * From one pack to another while the first goes on answering. The new one gets a process of its own and fills its vectors
 * beside the old ones; when all photos have one, the switch is one transaction. What is filled stays: a change that was
 * cancelled, paused or killed goes on where it was. Old vectors stay until the user has them erased.
 */
import { AppError, toAppError, toWireError, type WireError } from "../../contract/errors.ts";
import type { ImageInput, ModelInfo } from "../../contract/models.ts";
import type { OldVectors, PackChange } from "../../contract/types.ts";
import { captionsKey } from "./caption.ts";
import { normalise } from "./compose.ts";
import type { Decoders } from "./decoders.ts";
import { checkRoomForVectors, withRoomToHave } from "./old-vectors.ts";
import type { OpenPack } from "./open-pack.ts";
import { settings } from "./store/beside.ts";
import type { Library } from "./store/db.ts";

export interface ChangePackParts {
  library: Library;
  decoders: Pick<Decoders, "decode">;
  /** Null: the program's own */
  open(folder: string | null): OpenPack;
  /** Awaited before every batch: a pause, a query that goes first. */
  turn(): Promise<void>;
  /** Runs `change` while nothing is read or captioned. */
  quietly(change: () => void): Promise<void>;
  /** What could be erased to make room */
  oldVectors(): Promise<OldVectors[]>;
  /** From now on this pack answers. */
  onSwitch(pack: OpenPack, folder: string | null): void;
  onChange(): void;
}

export interface ChangePack {
  /** Begins, or goes on with, the change to the pack in a folder (null: the program's own); one that is under way is given up. */
  start(folder: string | null): void;
  /** As it was left when the program ended; nothing where none was under way. */
  goOn(): void;
  /** There is more room on the disk: goes on with a change that had none. */
  goOnWithRoom(): void;
  /** Gives it up; what it filled stays. */
  cancel(): Promise<void>;
  /** Null: no change is under way. */
  status(): PackChange | null;
  /** Folder (null: the program's own) and, once it is loaded, key of the pack that is changed to; undefined: no change is under way. */
  coming(): { folder: string | null; key: string | undefined } | undefined;
  close(): Promise<void>;
}

const batchSize = 8;
/** How the setting names the program's own pack, whose folder may be another at the next start */
const ownPack = "";

interface Change {
  folder: string | null;
  pack: OpenPack;
  controller: AbortController;
  over: Promise<void>;
  error: WireError | null;
}

export function createChangePack(parts: ChangePackParts): ChangePack {
  const { library, open, turn, quietly, onSwitch, onChange } = parts;
  let current: Change | undefined;

  async function run({ folder, pack, controller: { signal } }: Change): Promise<void> {
    const { info } = await pack.loaded.get();
    await fill(info, pack, signal);
    await quietly(() => {
      signal.throwIfAborted();
      library.beside.use({ folder, key: info.key, captionsKey: captionsKey(info) });
      current = undefined;
      onSwitch(pack, folder);
    });
  }

  /** Photos that cannot be read now are left out; they wait for the new pack after the switch. */
  async function fill(info: ModelInfo, pack: OpenPack, signal: AbortSignal): Promise<void> {
    const { done, of } = library.beside.counts(info.key);
    let missing = of - done;
    let after = 0;
    while (true) {
      await turn();
      signal.throwIfAborted();
      // Each time: once the disk is full to the last byte, not even old vectors can be erased.
      await checkRoomForVectors(library, missing, info.pack.dims);
      const batch = library.beside.lacking(info.key, after, batchSize);
      after = batch.at(-1)?.photo ?? after;
      if (batch.length === 0) return;
      missing -= batch.length;
      const read = await Promise.all(batch.map(({ photo, path }) => readPhoto(photo, path, info.image, signal)));
      const photos = read.filter((one) => one !== undefined);
      if (photos.length > 0) await encode(photos, info, pack, signal);
      onChange();
    }
  }

  async function readPhoto(photo: number, path: Buffer, image: ImageInput, signal: AbortSignal) {
    const decode = (source: Parameters<Decoders["decode"]>[0]["source"]) =>
      parts.decoders.decode({ source, image, thumbnail: false }, { signal });
    try {
      return { photo, pixels: (await decode({ path: new Uint8Array(path) })).pixels };
    } catch (error) {
      signal.throwIfAborted();
      if (toAppError(error).code === "closed") throw error;
      // A drive that is away keeps nobody from changing: the thumbnail has to do.
      const thumbnail = library.photos.thumbnail(photo);
      if (toAppError(error).code !== "file-missing" || !thumbnail) return undefined;
      return { photo, pixels: (await decode({ bytes: new Uint8Array(thumbnail), name: "thumbnail" })).pixels };
    }
  }

  async function encode(
    photos: { photo: number; pixels: Uint8Array<ArrayBuffer> }[],
    { key, pack: { dims } }: ModelInfo,
    { models, loaded }: OpenPack,
    signal: AbortSignal,
  ): Promise<void> {
    const pixels = new Uint8Array(Buffer.concat(photos.map(({ pixels }) => pixels)));
    const { embeddings } = await models.api.encodeImages({ pixels, count: photos.length }, { signal });
    const results = photos.map(({ photo }, index) => {
      const { unit, norm } = normalise(embeddings.subarray(index * dims, (index + 1) * dims));
      if (!(norm > 0 && norm < Number.POSITIVE_INFINITY)) throw new AppError("model-failed", "The image encoder gave no usable vector.");
      return { photo, embedding: unit, norm };
    });
    library.beside.put(key, dims, results);
    for (const { photo, embedding } of results) loaded.put([photo], embedding);
  }

  async function fail(change: Change, thrown: unknown): Promise<void> {
    const old = await parts.oldVectors().catch(() => []);
    change.pack.close();
    if (change !== current) return;
    change.error = toWireError(withRoomToHave(toAppError(thrown), old));
    onChange();
  }

  async function giveUp(): Promise<void> {
    const change = current;
    current = undefined;
    change?.controller.abort();
    change?.pack.close();
    await change?.over;
  }

  function start(folder: string | null): void {
    const before = giveUp();
    library.settings.set(settings.coming, folder ?? ownPack);
    const change: Change = { folder, pack: open(folder), controller: new AbortController(), over: Promise.resolve(), error: null };
    current = change;
    change.over = before.then(() => run(change)).catch((error: unknown) => fail(change, error));
    onChange();
  }

  return {
    start,
    goOn() {
      const folder = library.settings.get(settings.coming);
      if (folder !== undefined) start(folder === ownPack ? null : folder);
    },
    goOnWithRoom() {
      if (current?.error?.code === "disk-full") start(current.folder);
    },
    async cancel() {
      library.beside.stopFilling();
      await giveUp();
      onChange();
    },
    status() {
      if (!current) return null;
      const { pack, error } = current;
      const info = pack.models.info();
      const state = error !== null || pack.models.status().state === "failed" ? "failed" : info ? "filling" : "loading";
      const counts = info ? library.beside.counts(info.key) : { done: 0, of: 0 };
      return { pack: info?.pack ?? null, state, ...counts, error: error ?? pack.models.status().error };
    },
    coming: () => current && { folder: current.folder, key: current.pack.models.info()?.key },
    close: giveUp,
  };
}
