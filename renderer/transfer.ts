/** What was dropped or pasted: pictures, a photo of our own grid, a folder, or only a link. */
import { cameBack } from "./drag-out.ts";
import { host } from "./host.ts";
import { store } from "./store.ts";

export type Transfer =
  | { kind: "photos"; photos: number[] }
  | { kind: "files"; files: File[] }
  /** path: empty in a browser, which does not tell */
  | { kind: "folder"; name: string; path: string }
  | { kind: "link" }
  | { kind: "nothing" };

/** The type under which grid cells are dragged inside the page: numbers of photos with blanks between them. */
export const photoType = "application/x-recompose-photo";

/** Is it for us? Text that is dragged about stays the text field's own business. */
export function isForUs(data: DataTransfer): boolean {
  return [photoType, "Files", "text/uri-list"].some((type) => data.types.includes(type));
}

/** Does it carry photos of our own grid? Those that left the window are files meanwhile. */
export function isOwn(data: DataTransfer): boolean {
  return data.types.includes(photoType) || (data.types.includes("Files") && store.getState().carried !== null);
}

/** Which photos of our own grid were dropped */
export function ownPhotos(data: DataTransfer): number[] | undefined {
  const photos = data.getData(photoType);
  return photos === "" ? cameBack([...data.files]) : photos.split(" ").map(Number);
}

/** A file is preferred to image data, and image data to a data: address. Nothing is ever fetched. */
export function readTransfer(data: DataTransfer): Transfer {
  const photos = ownPhotos(data);
  if (photos) return { kind: "photos", photos };
  const items = [...data.items].filter(({ kind }) => kind === "file");
  const folder = items.find((item) => item.webkitGetAsEntry()?.isDirectory)?.getAsFile();
  if (folder) return { kind: "folder", name: folder.name, path: host?.pathOf(folder) ?? "" };
  const files = [...data.files];
  if (files.length > 0) return { kind: "files", files };
  const address = (data.getData("text/uri-list") || data.getData("text/plain")).trim();
  const inline = fileFromDataAddress(address);
  if (inline) return { kind: "files", files: [inline] };
  return /^https?:/i.test(address) ? { kind: "link" } : { kind: "nothing" };
}

/** The picture inside a `data:image/…;base64,` address. */
function fileFromDataAddress(address: string): File | undefined {
  const match = /^data:(image\/([a-z0-9]+)[a-z0-9.+-]*);base64,([A-Za-z0-9+/=\s]+)$/i.exec(address);
  const [, type, extension, content] = match ?? [];
  if (!type || !content) return undefined;
  try {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    return new File([bytes], `picture.${extension}`, { type });
  } catch {
    return undefined;
  }
}
