"""CLIP of two layers, its text encoder in three forms"""

import dataclasses
import shutil
from pathlib import Path

import torch
from tokenizers import Tokenizer

from .. import clip, smaller
from ..onnx_files import Graph
from .chance import WIDTH, numbers, pixels_of, spread, write_json
from .int8 import in_int8
from .words import clip_tokenizer

TEXTS = ["a photo of a dog", "Two children, playing at the beach!", "a photo of $ that is at night", "it's 20 o'clock", "naïve café"]


def make(folder: Path) -> None:
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPVisionConfig, CLIPVisionModelWithProjection

    size = clip_tokenizer(folder)
    shape = {"hidden_size": WIDTH, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "projection_dim": WIDTH, "attn_implementation": "eager"}
    text = spread(CLIPTextModelWithProjection(CLIPTextConfig(vocab_size=size, bos_token_id=size - 2, eos_token_id=size - 1, **shape)), 1)
    vision = spread(CLIPVisionModelWithProjection(CLIPVisionConfig(image_size=32, patch_size=8, **shape)), 2)
    words, _ = clip.export(text, vision, folder)
    smaller.to_half(copy_of(words, "text_model_fp16.onnx"))
    smaller.to_int8(copy_of(words, "text_model_quantized.onnx"), ("MatMul", "Gather"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    module = clip.TextModel(text)
    int8 = in_int8(module, folder / "text_model_quantized.onnx")
    generator = torch.Generator().manual_seed(3)
    texts = []
    for sentence in TEXTS:
        ids = torch.tensor([tokenizer.encode(sentence).ids])
        pseudo = torch.randn(1, WIDTH, generator=generator)
        place = torch.tensor([min(4, ids.shape[1] - 2)])
        with torch.no_grad():
            plain = text(input_ids=ids).text_embeds
            assert (plain - module(ids)[0]).abs().max() < 1e-5
            with_pseudo = module(ids, pseudo, place)[0]
            with_pseudo_int8 = int8(ids, pseudo, place)[0]
        texts.append({"text": sentence, "ids": ids[0].tolist(), "embedding": numbers(plain), "pseudo": numbers(pseudo), "place": int(place), "withPseudo": numbers(with_pseudo), "withPseudoInt8": numbers(with_pseudo_int8)})
    with torch.no_grad():
        image = vision(pixel_values=pixels_of(32)).image_embeds
    write_json(folder / "reference.json", {"texts": texts, "image": numbers(image)})


def copy_of(graph: Graph, name: str) -> Graph:
    return dataclasses.replace(graph, file=Path(shutil.copyfile(graph.file, graph.file.with_name(name))))
