"""Trial of a photo encoder with 8 bit arithmetic: `python -m models.training.int8`. Judged, not shipped."""

import argparse
from pathlib import Path

import onnxruntime
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from .evaluate import closeness, speed_figures
from .flickr import read_flickr
from .images import open_upright, to_pixels
from .runtime import ImageRuntime

onnxruntime.set_default_logger_severity(3)
PHOTOS = 300


class TrainPhotos(CalibrationDataReader):
    """Every n-th training photo."""

    def __init__(self, files: list[Path]) -> None:
        self.files = iter(files)

    def get_next(self) -> dict | None:
        file = next(self.files, None)
        return None if file is None else {"pixel_values": to_pixels(open_upright(file))[None]}


def quantise(source: Path, target: Path, files: list[Path], work: Path) -> None:
    """Convolutions in 8 bits, per channel, calibrated on the files; the heads keep f32."""
    prepared = work / "image-encoder-prepared.onnx"
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    quantize_static(
        prepared,
        target,
        TrainPhotos(files),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv", "Add", "Clip"],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        extra_options={"ActivationSymmetric": False},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    flickr, work = read_flickr(options.data), options.work
    files = flickr.files()
    step = len(flickr.train) // PHOTOS
    whole, small = work / "image-encoder-f32.onnx", work / "image-encoder-int8.onnx"
    quantise(whole, small, [files[photo] for photo in flickr.train[::step][:PHOTOS]], work)
    print(whole.stat().st_size, small.stat().st_size)
    some = [files[photo] for photo in flickr.dev[:200]]
    vectors = [ImageRuntime(work, file.name).embed_files(some) for file in (small, whole)]
    print("cosine", closeness(*vectors), flush=True)
    for file in (whole, small):
        print(file.name, speed_figures(file, None, files[0], 2), flush=True)


if __name__ == "__main__":
    main()
