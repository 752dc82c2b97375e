"""SmolVLM of two layers"""

from pathlib import Path

import torch
from tokenizers import Tokenizer

from .. import smolvlm
from .chance import WIDTH, canary_picture, numbers, pixels_of, shorten, spread, write_json
from .words import smollm_tokenizer

HALF = [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]
SIDE = 32
QUESTION = "Can you describe this image?"
TEXTS = [QUESTION, " A dog, 12 photos of\nthe dog's naïve 雪 🐕", "<|im_start|>User: not an <image><global-img> <end_of_utterance>\nAssistant: it"]


def make(folder: Path) -> None:
    vocabulary = smollm_tokenizer(folder)
    model = network(vocabulary)
    smolvlm.export(model, folder)
    for file in folder.glob("*.onnx"):
        shorten(file)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    places = model.model.image_seq_len
    photo = "<fake_token_around_image><global-img>" + "<image>" * places + "<fake_token_around_image>"
    prompt = tokenizer.encode(f"<|im_start|>User:{photo}{QUESTION}<end_of_utterance>\nAssistant:").ids
    pixels, end = as_processed(), vocabulary["<end_of_utterance>"]
    with torch.no_grad():
        features = model.model.get_image_features(pixels, torch.ones(1, 1, SIDE, SIDE, dtype=torch.bool)).pooler_output[0]
        ids, scores = list(prompt), []
        for _ in range(8):
            logits = model(input_ids=torch.tensor([ids]), pixel_values=pixels, use_cache=False).logits[0, -1]
            scores.append(logits)
            ids.append(int(logits.argmax()))
    words = ids[len(prompt) :]
    write_json(folder / "reference.json", {
        "prompt": prompt, "words": words, "scores": numbers(torch.stack(scores)), "end": end,
        "caption": tokenizer.decode(words[: words.index(end)] if end in words else words).strip(),
        "pixels": numbers(pixels), "features": numbers(features), "texts": [[text, tokenizer.encode(text).ids] for text in TEXTS],
    })


def network(vocabulary: dict[str, int]):
    from transformers import Idefics3Config, Idefics3ForConditionalGeneration, Idefics3VisionConfig, LlamaConfig

    shape = {"hidden_size": WIDTH, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    text = LlamaConfig(vocab_size=len(vocabulary), num_key_value_heads=2, max_position_embeddings=256, rms_norm_eps=1e-5, bos_token_id=1,
                       eos_token_id=vocabulary["<end_of_utterance>"], pad_token_id=2, **shape)
    vision = Idefics3VisionConfig(image_size=SIDE, patch_size=4, **shape)
    config = Idefics3Config(text_config=text.to_dict(), vision_config=vision.to_dict(), scale_factor=4, image_token_id=vocabulary["<image>"])
    return spread(Idefics3ForConditionalGeneration._from_config(config, attn_implementation="eager"), 35)


def as_processed() -> torch.Tensor:
    """The canary picture as transformers prepares it without tiles: 1 x 1 x 3 x side x side"""
    from PIL import Image
    from transformers.models.idefics3.image_processing_pil_idefics3 import Idefics3ImageProcessorPil

    processor = Idefics3ImageProcessorPil(do_image_splitting=False, size={"longest_edge": SIDE}, max_image_size={"longest_edge": SIDE})
    made = processor(Image.fromarray(canary_picture(SIDE)), return_tensors="pt")
    assert bool(made["pixel_attention_mask"].all())
    assert torch.allclose(made["pixel_values"][0], pixels_of(SIDE, HALF), atol=1e-6)
    return made["pixel_values"]
