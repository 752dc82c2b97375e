/** "near:5km" in a query means: of its first photo that says where it was taken. */
import type { Filter, Query } from "../../contract/types.ts";
import type { PhotoStore } from "./store/photos.ts";

/** The query's filter with a place in it; as it is where no photo has one: nothing is near then. */
export function placed({ filter, references }: Query, photos: Pick<PhotoStore, "placeOf">): Filter {
  const { near } = filter;
  if (!near || near.latitude !== undefined) return filter;
  const places = references.flatMap(({ source }) => ("photo" in source ? (photos.placeOf(source.photo) ?? []) : []));
  return places[0] ? { ...filter, near: { ...near, ...places[0] } } : filter;
}
