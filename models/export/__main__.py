"""python -m models.export {clip,blip,blip2,florence2} HUB-NAME FOLDER [--half] [--int8] [--int4]   or   tiny FOLDER"""

import argparse
from pathlib import Path

from . import blip, blip2, clip, florence2, onnx_files, tiny


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["clip", "blip", "blip2", "florence2", "tiny"])
    parser.add_argument("names", nargs="+", help="a name of the hub, or a folder with the weights; then the folder to write")
    parser.add_argument("--half", action="store_true", help="image encoders in fp16")
    parser.add_argument("--int8", action="store_true", help="text encoder and decoders in int8")
    parser.add_argument("--int4", action="store_true", help="decoders in int4")
    options = parser.parse_args()
    folder = Path(options.names[-1])
    if options.kind == "tiny":
        return tiny.make(folder)
    kind = {"clip": clip, "blip": blip, "blip2": blip2, "florence2": florence2}[options.kind]
    model = kind.load(options.names[0])
    kind.export(*(model if isinstance(model, tuple) else (model,)), folder)
    for file in sorted(folder.glob("*.onnx")):
        shrink(file, options)


def shrink(file: Path, options) -> None:
    """Replaces a graph by its smaller form."""
    smaller = file.with_suffix(".smaller.onnx")
    if options.half and file.stem.startswith("vision"):
        onnx_files.to_half(file, smaller)
    elif options.int4 and "decoder" in file.stem:
        onnx_files.to_int4(file, smaller)
    elif options.int8 and not file.stem.startswith("vision"):
        onnx_files.to_int8(file, smaller)
    else:
        return
    smaller.replace(file)


main()
