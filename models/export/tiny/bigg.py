"""open_clip's kind of CLIP of two layers, as ViT-bigG-14 is set: its own GELU, a vision layer of an odd width. Weights lie beside."""

from pathlib import Path

import torch
from tokenizers import Tokenizer

from .. import open_clip
from .chance import WIDTH, numbers, pixels_of, spread, write_json
from .clip import TEXTS
from .words import clip_tokenizer


def make(folder: Path) -> None:
    from open_clip.model import CLIP

    size = clip_tokenizer(folder)
    vision = {"image_size": 32, "layers": 2, "width": WIDTH, "head_width": 8, "mlp_ratio": 4.9231, "patch_size": 8}
    text = {"context_length": 77, "vocab_size": size, "width": WIDTH, "heads": 4, "layers": 2}
    model = spread(CLIP(embed_dim=WIDTH, vision_cfg=vision, text_cfg=text, quick_gelu=False), 8)
    open_clip.export(model, folder, most_bytes=0)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    generator = torch.Generator().manual_seed(9)
    texts = []
    for sentence in TEXTS:
        ids = torch.tensor([tokenizer.encode(sentence).ids])
        pseudo, place = torch.randn(WIDTH, generator=generator), min(4, ids.shape[1] - 2)
        with torch.no_grad():
            plain, replaced = model.encode_text(open_clip.padded(ids, model)), with_pseudo(model, ids, pseudo, place)
        texts.append({"text": sentence, "ids": ids[0].tolist(), "embedding": numbers(plain), "pseudo": numbers(pseudo), "place": place,
                      "withPseudo": numbers(replaced)})
    with torch.no_grad():
        image = model.encode_image(pixels_of(32))
    write_json(folder / "reference.json", {"texts": texts, "image": numbers(image)})


def with_pseudo(model, ids, pseudo, place: int):
    """As open_clip itself answers when one of its tokens is another"""
    def put(_module, _inputs, rows):
        rows[:, place] = pseudo
        return rows

    hook = model.token_embedding.register_forward_hook(put)
    answer = model.encode_text(open_clip.padded(ids, model))
    hook.remove()
    return answer
