"""BLIP of two layers"""

from pathlib import Path

import torch
from tokenizers import Tokenizer

from .. import blip
from .chance import WIDTH, numbers, pixels_of, spread, write_json
from .words import bert_tokenizer


def make(folder: Path) -> None:
    from transformers import BlipConfig, BlipForConditionalGeneration, BlipTextConfig, BlipVisionConfig

    vocabulary = bert_tokenizer(folder)
    shape = {"hidden_size": WIDTH, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    begin = vocabulary["[DEC]"]
    config = BlipConfig(
        text_config=BlipTextConfig(vocab_size=len(vocabulary), encoder_hidden_size=WIDTH, bos_token_id=begin, pad_token_id=0, eos_token_id=3, sep_token_id=3, max_position_embeddings=64, **shape).to_dict(),
        vision_config=BlipVisionConfig(image_size=32, patch_size=16, **shape).to_dict(),
    )
    model = spread(BlipForConditionalGeneration._from_config(config, attn_implementation="eager"), 6)
    blip.export(model, folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    prompt = [begin, *tokenizer.encode("a photo of", add_special_tokens=False).ids]
    with torch.no_grad():
        image = model.vision_model(pixels_of(32)).last_hidden_state
        ids, scores = list(prompt), []
        for _ in range(8):
            logits = model.text_decoder(torch.tensor([ids]), encoder_hidden_states=image, is_decoder=True).logits[:, -1]
            scores.append(logits[0])
            ids.append(int(logits.argmax()))
    words = ids[len(prompt):]
    write_json(folder / "reference.json", {
        "prompt": prompt, "words": words, "scores": numbers(torch.stack(scores)), "end": 3,
        "caption": tokenizer.decode(words[: words.index(3)] if 3 in words else words),
    })
