"""Florence-2 of few layers"""

from pathlib import Path

import torch
from tokenizers import Tokenizer

from .. import florence2
from .chance import IMAGENET, numbers, pixels_of, shorten, spread, write_json
from .words import bart_tokenizer


def make(folder: Path) -> None:
    from transformers import BartConfig, Florence2Config, Florence2ForConditionalGeneration

    vocabulary = bart_tokenizer(folder)
    side, width = 64, 16
    vision = {"depths": (1, 1, 1, 1), "embed_dim": (8, 8, 8, width), "num_heads": (2, 2, 2, 4), "num_groups": (2, 2, 4, 4), "window_size": 4,
              "mlp_ratio": 2.0, "projection_dim": width, "max_position_embeddings": 8, "max_temporal_embeddings": 4}
    text = BartConfig(vocab_size=len(vocabulary), d_model=width, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
                      decoder_attention_heads=4, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=64)
    config = Florence2Config(text_config=text.to_dict(), vision_config=vision, image_token_id=vocabulary["<mask>"])
    model = spread(Florence2ForConditionalGeneration._from_config(config, attn_implementation="eager"), 41)
    florence2.export(model, folder, side)
    for file in folder.glob("*.onnx"):
        shorten(file)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    prompt = tokenizer.encode("What does the image describe?").ids
    pixels = pixels_of(side, IMAGENET)
    photo = [vocabulary["<mask>"]] * ((side // 32) ** 2 + 1)
    asked = {"input_ids": torch.tensor([photo + prompt]), "pixel_values": pixels}
    beginning = [2, 0]
    model.generation_config.forced_eos_token_id = None
    made = model.generate(**asked, max_new_tokens=9, num_beams=1, do_sample=False, no_repeat_ngram_size=3, forced_bos_token_id=0,
                          decoder_start_token_id=2, eos_token_id=2, pad_token_id=1, return_dict_in_generate=True, output_scores=True)
    ids = made.sequences[0].tolist()
    assert ids[:2] == beginning, ids
    words, scores = ids[2:], torch.cat(made.scores)[1:]
    write_json(folder / "reference.json", {
        "prompt": prompt, "words": words, "scores": numbers(scores), "end": 2,
        "caption": tokenizer.decode(words[: words.index(2)] if 2 in words else words).strip(),
    })
