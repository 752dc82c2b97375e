"""BLIP-2 of two layers; and with its decoder in 4 bits, weights beside the graphs"""

from pathlib import Path

import torch
from tokenizers import Tokenizer

from .. import blip2, smaller
from .chance import WIDTH, numbers, pixels_of, spread, write_json
from .words import opt_tokenizer


def make(folder: Path) -> None:
    vocabulary = opt_tokenizer(folder)
    model = network(len(vocabulary))
    blip2.export(model, folder)
    write_reference(model, folder, Tokenizer.from_file(str(folder / "tokenizer.json")), vocabulary["Ċ"])


def make_int4(folder: Path) -> None:
    """The same model. What is not made smaller, the tokenizer too, is in the folder of the whole one."""
    vocabulary = opt_tokenizer(folder)
    model = network(len(vocabulary))
    *others, decoder = blip2.export(model, folder, most_bytes=0)
    smaller.to_int4(decoder)
    write_reference(model, folder, Tokenizer.from_file(str(folder / "tokenizer.json")), vocabulary["Ċ"])
    for name in ["tokenizer.json", "tokenizer_config.json", *(f"{graph.file.name}{end}" for graph in others[1:] for end in ("", "_data"))]:
        (folder / name).unlink()


def network(words: int):
    from transformers import Blip2Config, Blip2ForConditionalGeneration, Blip2QFormerConfig, Blip2VisionConfig, OPTConfig

    shape = {"hidden_size": WIDTH, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = Blip2Config(
        vision_config=Blip2VisionConfig(image_size=28, patch_size=14, **shape).to_dict(),
        qformer_config=Blip2QFormerConfig(encoder_hidden_size=WIDTH, vocab_size=50, cross_attention_frequency=1, **shape).to_dict(),
        text_config=OPTConfig(vocab_size=words, hidden_size=WIDTH, ffn_dim=64, num_hidden_layers=2, num_attention_heads=4,
                              word_embed_proj_dim=WIDTH, max_position_embeddings=128, bos_token_id=2, eos_token_id=2, pad_token_id=1).to_dict(),
        num_query_tokens=4,
    )
    config._attn_implementation = "eager"
    return spread(Blip2ForConditionalGeneration._from_config(config, attn_implementation="eager"), 5)


def write_reference(model, folder: Path, tokenizer: Tokenizer, end: int) -> None:
    prompt = tokenizer.encode("a photo of").ids
    pixels = pixels_of(28)
    with torch.no_grad():
        image = blip2.QFormer(model)(blip2.Vision(model)(pixels))
        ids, scores = list(prompt), []
        for _ in range(8):
            embeds = torch.cat([image, model.get_input_embeddings()(torch.tensor([ids]))], 1)
            logits = model.language_model(inputs_embeds=embeds, attention_mask=torch.ones(embeds.shape[:2], dtype=torch.long)).logits[:, -1]
            scores.append(logits[0])
            ids.append(int(logits.argmax()))
    words = ids[len(prompt):]
    write_json(folder / "reference.json", {
        "prompt": prompt, "words": words, "scores": numbers(torch.stack(scores)), "end": end,
        "caption": tokenizer.decode(words[: words.index(end)] if end in words else words).strip(),
    })
