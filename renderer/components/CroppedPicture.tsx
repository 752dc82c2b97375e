import type { Crop } from "../../contract/types.ts";

/** A small picture, or the part of it that is used; where no part is chosen, filling its frame. */
export function CroppedPicture({ src, crop }: { src: string; crop: Crop | null }) {
  if (!crop) return <img src={src} alt="" />;
  const style = {
    width: `${100 / crop.width}%`,
    height: `${100 / crop.height}%`,
    left: `${(-100 * crop.left) / crop.width}%`,
    top: `${(-100 * crop.top) / crop.height}%`,
  };
  return (
    <span className="cropped">
      <img src={src} alt="" style={style} />
    </span>
  );
}
