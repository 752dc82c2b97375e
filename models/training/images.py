"""Decoding of photos exactly as the product does it: upright, RGB, squashed to a square."""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps

SIZE = 260


def open_upright(path: Path) -> Image.Image:
    """First frame of a file in sRGB, turned the way its EXIF orientation says."""
    with Image.open(path) as image:
        return ImageOps.exif_transpose(to_srgb(image)).convert("RGB")


def to_srgb(image: Image.Image) -> Image.Image:
    """Colours of an embedded profile as sRGB; without a profile they are taken to be sRGB already."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode != "RGB":
        return image
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    converted.getexif().update(image.getexif())
    return converted


def to_pixels(image: Image.Image) -> np.ndarray:
    """Squash to SIZE x SIZE (bicubic); f32 [3, SIZE, SIZE] in [-1, 1]."""
    squashed = image.resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    pixels = np.asarray(squashed, dtype=np.float32)
    return ((pixels - 127.5) / 127.5).transpose(2, 0, 1)


def random_view(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A random crop of 45 to 100 % of the area, flipped half of the time."""
    area = image.width * image.height * rng.uniform(0.45, 1.0)
    ratio = np.exp(rng.uniform(np.log(0.75), np.log(4 / 3)))
    width = min(image.width, max(1, round(np.sqrt(area * ratio))))
    height = min(image.height, max(1, round(np.sqrt(area / ratio))))
    left = int(rng.integers(image.width - width + 1))
    top = int(rng.integers(image.height - height + 1))
    view = image.crop((left, top, left + width, top + height))
    return ImageOps.mirror(view) if rng.random() < 0.5 else view
