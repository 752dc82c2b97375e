"""
python -m models.export {clip,open_clip,blip,blip2,florence2,smolvlm} HUB-NAME FOLDER [--half] [--int8] [--int4]
python -m models.export phi FILE.pt FOLDER
python -m models.export tiny FOLDER
"""

import argparse
from pathlib import Path

from . import blip, blip2, clip, florence2, open_clip, phi, smaller, smolvlm, tokenizer

KINDS = {"clip": clip, "open_clip": open_clip, "blip": blip, "blip2": blip2, "florence2": florence2, "smolvlm": smolvlm, "phi": phi}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=[*KINDS, "tiny"])
    parser.add_argument("names", nargs="+", help="a name of the hub, or a folder or file with the weights; then the folder to write")
    parser.add_argument("--half", action="store_true", help="image encoders in fp16")
    parser.add_argument("--int8", action="store_true", help="text encoder and decoders in int8")
    parser.add_argument("--int4", action="store_true", help="decoders in int4")
    options = parser.parse_args()
    folder = Path(options.names[-1])
    if options.kind == "tiny":
        from . import tiny

        return tiny.make(folder)
    name, kind = options.names[0], KINDS[options.kind]
    model = kind.load(name)
    for graph in kind.export(*(model if isinstance(model, tuple) else (model,)), folder):
        shrink(graph, options)
        print(graph.file)
    if options.kind != "phi":
        tokenizer.save(options.kind, name, folder)


def shrink(graph, options) -> None:
    """Replaces a graph by its smaller form."""
    is_vision = graph.file.stem.startswith("vision")
    if options.half and is_vision:
        smaller.to_half(graph)
    elif options.int4 and "decoder" in graph.file.stem:
        smaller.to_int4(graph)
    elif options.int8 and not is_vision:
        smaller.to_int8(graph)


main()
