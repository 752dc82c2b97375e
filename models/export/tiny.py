"""
Tiny models of chance with the architectures, names, inputs and outputs of the real ones, and what PyTorch makes of them:
    python -m models.export tiny test/fixtures/hub
The tests compare every path of the program with these figures.
"""

import base64
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from . import blip, blip2, clip, florence2, onnx_files, tiny_llm

WIDTH = 32
TEXTS = ["a photo of a dog", "Two children, playing at the beach!", "a photo of $ that is at night", "it's 20 o'clock", "naïve café"]


def bytes_to_unicode() -> dict[int, str]:
    """GPT-2's letters for bytes"""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, extra = dict(zip(plain, map(chr, plain))), 256
    for byte in range(256):
        if byte not in letters:
            letters[byte], extra = chr(extra), extra + 1
    return letters


def clip_tokenizer(folder: Path) -> int:
    """CLIP's BPE with few words: bytes, bytes at a word's end, merges, begin and end. Returns how many tokens."""
    letters = list(bytes_to_unicode().values())
    merges = [("p", "h"), ("o", "t"), ("ph", "ot"), ("phot", "o</w>"), ("o", "f</w>"), ("t", "h"), ("th", "e</w>"), ("d", "o"), ("do", "g</w>")]
    words = letters + [f"{letter}</w>" for letter in letters] + ["".join(pair) for pair in merges] + ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, end_of_word_suffix="</w>", unk_token="<|endoftext|>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(tokenizers_regex(r"\s+"), " "), normalizers.Lowercase()])
    pattern = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(tokenizers_regex(pattern), behavior="removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    begin, end = "<|startoftext|>", "<|endoftext|>"
    tokenizer.post_processor = processors.RobertaProcessing((end, vocabulary[end]), (begin, vocabulary[begin]), add_prefix_space=False, trim_offsets=False)
    tokenizer.add_special_tokens([begin, end])
    save_tokenizer(tokenizer, folder, "CLIPTokenizer")
    return len(words)


def tokenizers_regex(pattern: str):
    from tokenizers import Regex

    return Regex(pattern)


def opt_tokenizer(folder: Path) -> dict[str, int]:
    """GPT-2's BPE with </s> (2) in front, as OPT has it"""
    letters = list(bytes_to_unicode().values())
    vocabulary = {word: index for index, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", *letters, "Ġa", "Ġo", "Ġof", "ph", "Ġph"])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[("Ġ", "a"), ("Ġ", "o"), ("Ġo", "f"), ("p", "h")]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(single="</s> $A", special_tokens=[("</s>", 2)])
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    save_tokenizer(tokenizer, folder, "GPT2Tokenizer")
    return vocabulary


def bart_tokenizer(folder: Path) -> dict[str, int]:
    """GPT-2's BPE between <s> (0) and </s> (2), with places in the photo as further tokens, as Florence-2 has it"""
    letters = list(bytes_to_unicode().values())
    words = ["<s>", "<pad>", "</s>", "<unk>", *letters, "Ġa", "Ġd", "Ġdo", "Ġdog", "ph", "Ġph", "Wh", "at"]
    vocabulary = {word: index for index, word in enumerate(words)}
    merges = [("Ġ", "a"), ("Ġ", "d"), ("Ġd", "o"), ("Ġdo", "g"), ("p", "h"), ("Ġ", "ph"), ("W", "h"), ("a", "t")]
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False, trim_offsets=True)
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>", "<loc_0>", "<loc_1>", "<cap>"])
    save_tokenizer(tokenizer, folder, "BartTokenizer")
    return tokenizer.get_vocab()


def bert_tokenizer(folder: Path) -> dict[str, int]:
    words = "[PAD] [UNK] [CLS] [SEP] [MASK] a photo of dog cat ##s run ##ning through the snow on beach red car two [DEC]".split()
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=True)
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]"])
    save_tokenizer(tokenizer, folder, "BertTokenizer")
    return vocabulary


def save_tokenizer(tokenizer, folder: Path, kind: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": kind, "model_max_length": 77}))


def canary_picture(side: int) -> np.ndarray:
    """As main/inference/canary.ts draws it"""
    y, x, c = np.mgrid[0:side, 0:side, 0:3]
    return ((x * (c + 1) + y * (3 - c) + ((x >> 4) ^ (y >> 4)) * 29) & 255).astype(np.uint8)


OPENAI = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
IMAGENET = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def pixels_of(side: int, spread=OPENAI) -> torch.Tensor:
    mean, std = spread
    numbers = (canary_picture(side) / 255 - mean) / std
    return torch.from_numpy(numbers.astype(np.float32)).permute(2, 0, 1)[None]


def numbers(tensor) -> str:
    return base64.b64encode(np.ascontiguousarray(tensor.detach().numpy(), np.float32).tobytes()).decode()


def spread(model, seed: int):
    """Weights of chance that are large enough for differences to show"""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.2)
            elif "norm" not in name.lower():
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.1)
    return model.eval()


def make_clip(folder: Path) -> None:
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPVisionConfig, CLIPVisionModelWithProjection

    size = clip_tokenizer(folder)
    shape = {"hidden_size": WIDTH, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "projection_dim": WIDTH, "attn_implementation": "eager"}
    text = spread(CLIPTextModelWithProjection(CLIPTextConfig(vocab_size=size, bos_token_id=size - 2, eos_token_id=size - 1, **shape)), 1)
    vision = spread(CLIPVisionModelWithProjection(CLIPVisionConfig(image_size=32, patch_size=8, **shape)), 2)
    clip.export(text, vision, folder)
    onnx_files.to_half(folder / "text_model.onnx", folder / "text_model_fp16.onnx")
    onnx_files.to_int8(folder / "text_model.onnx", folder / "text_model_quantized.onnx", ("MatMul", "Gather"))
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


class Int8Linear(torch.nn.Module):
    """What ONNX Runtime's dynamic quantisation computes: weights in int8 a channel, inputs in uint8 by their own range."""

    def __init__(self, weight, scale, bias):
        super().__init__()
        self.weight, self.scale, self.bias = weight, scale, bias

    def forward(self, rows):
        low, high = min(float(rows.min()), 0.0), max(float(rows.max()), 0.0)
        scale = np.float32((np.float32(high) - np.float32(low)) / np.float32(255))
        zero = float(np.clip(np.rint(np.float32(-low) / scale), 0, 255))
        steps = (torch.round(rows / scale) + zero).clamp(0, 255) - zero
        product = (steps.double() @ self.weight.double()).float() * (self.scale * scale)
        return product if self.bias is None else product + self.bias


def in_int8(module, file: Path):
    """The same network with the numbers of its int8 file. Its products stand in the order in which the layers are called."""
    import copy

    import onnx
    from onnx import numpy_helper

    graph = onnx.load(file).graph
    weights = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    module = copy.deepcopy(module)
    called: list[str] = []
    linears = {name: part for name, part in module.named_modules() if isinstance(part, torch.nn.Linear)}
    hooks = [part.register_forward_hook(lambda *_, name=name: called.append(name)) for name, part in linears.items()]
    with torch.no_grad():
        module(torch.tensor([[5, 6, 7]]))
    for hook in hooks:
        hook.remove()
    products = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    assert len(products) == len(called)
    for name, weight in zip(called, products):
        parent, _, own = name.rpartition(".")
        scale = weights[weight.replace("_quantized", "_scale")]
        setattr(module.get_submodule(parent), own, Int8Linear(weights[weight].float(), scale, linears[name].bias))
    embeddings = module.text.embeddings
    for table, part in {"token_embedding": embeddings.token_embedding, "position_embedding": embeddings.position_embedding}.items():
        [name] = [name for name in weights if table in name and name.endswith("_quantized")]
        stem = name.removesuffix("_quantized")
        part.weight.data = (weights[name].float() - weights[f"{stem}_zero_point"].float()) * weights[f"{stem}_scale"]
    return module


def make_phi(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(4)

    class Phi(torch.nn.Module):
        def __init__(self):
            super().__init__()
            linear, gelu = torch.nn.Linear, torch.nn.GELU
            self.layers = torch.nn.Sequential(linear(WIDTH, 4 * WIDTH), gelu(), torch.nn.Dropout(0.5), linear(4 * WIDTH, 4 * WIDTH), gelu(), torch.nn.Dropout(0.5), linear(4 * WIDTH, WIDTH))

        def forward(self, rows):
            return self.layers(rows)

    class Pic2Word(torch.nn.Module):
        def __init__(self):
            super().__init__()
            block = lambda a, b: torch.nn.Sequential(torch.nn.Linear(a, b), torch.nn.Dropout(0.1), torch.nn.ReLU())
            self.layers, self.fc_out = torch.nn.Sequential(block(WIDTH, 24), block(24, 24)), torch.nn.Linear(24, WIDTH)

        def forward(self, rows):
            return self.fc_out(self.layers(rows))

    rows = torch.randn(3, WIDTH)
    reference = {"embeddings": numbers(rows)}
    for name, network in {"SEARLE_ViT-B32.pt": Phi(), "pic2word_large.pt": Pic2Word()}.items():
        network.eval()
        torch.save({"Phi": network.state_dict()} if "SEARLE" in name else network.state_dict(), folder / name)
        reference[name] = numbers(network(rows))
    torch.save({"Phi": {"layers.0.weight": torch.ones(4, 4, dtype=torch.float64)}}, folder / "double.pt")
    hostile(folder / "SEARLE_ViT-B32.pt", folder / "hostile.pt")
    write_json(folder / "reference.json", reference)


def hostile(source: Path, target: Path) -> None:
    """The same file with a list that would run a command, were it unpickled"""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("data.pkl"):
                content = b"\x80\x02cposix\nsystem\nX\x10\x00\x00\x00touch /tmp/owned\x85R."
            new.writestr(entry.filename, content)


def make_blip2(folder: Path) -> None:
    from transformers import Blip2Config, Blip2ForConditionalGeneration, Blip2QFormerConfig, Blip2VisionConfig, OPTConfig

    vocabulary = opt_tokenizer(folder)
    shape = {"hidden_size": WIDTH, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = Blip2Config(
        vision_config=Blip2VisionConfig(image_size=28, patch_size=14, **shape).to_dict(),
        qformer_config=Blip2QFormerConfig(encoder_hidden_size=WIDTH, vocab_size=50, cross_attention_frequency=1, **shape).to_dict(),
        text_config=OPTConfig(vocab_size=len(vocabulary), hidden_size=WIDTH, ffn_dim=64, num_hidden_layers=2, num_attention_heads=4,
                              word_embed_proj_dim=WIDTH, max_position_embeddings=128, bos_token_id=2, eos_token_id=2, pad_token_id=1).to_dict(),
        num_query_tokens=4,
    )
    config._attn_implementation = "eager"
    model = spread(Blip2ForConditionalGeneration._from_config(config, attn_implementation="eager"), 5)
    blip2.export(model, folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
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
    end = vocabulary["Ċ"]
    words = ids[len(prompt):]
    write_json(folder / "reference.json", {
        "prompt": prompt, "words": words, "scores": numbers(torch.stack(scores)), "end": end,
        "caption": tokenizer.decode(words[: words.index(end)] if end in words else words).strip(),
    })


def make_blip(folder: Path) -> None:
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


def make_florence2(folder: Path) -> None:
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


def shorten(file: Path) -> None:
    """Values and nodes get short names, but for inputs and outputs: the names of a large graph's parts take more room than its tiny weights."""
    import onnx

    model = onnx.load(file)
    kept = {value.name for value in [*model.graph.input, *model.graph.output]}
    names: dict[str, str] = {}

    def short(name: str) -> str:
        return name if name in kept or name == "" else names.setdefault(name, f"v{len(names)}")

    def shorten_graph(graph) -> None:
        for tensor in graph.initializer:
            tensor.name = short(tensor.name)
        for node in graph.node:
            node.name = ""
            node.input[:], node.output[:] = map(short, node.input), map(short, node.output)
            for attribute in node.attribute:
                if attribute.HasField("g"):
                    shorten_graph(attribute.g)
        for value in graph.output:
            value.name = short(value.name)

    shorten_graph(model.graph)
    onnx.save(model, file)


def make_llm(file: Path) -> None:
    """A llama of chance that knows single bytes; enough to be opened and asked."""
    import gguf

    file.parent.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(7)
    width, inner, layers, heads = 32, 64, 1, 4
    tokens = ["<s>", "</s>", "<unk>", *bytes_to_unicode().values()]
    writer = gguf.GGUFWriter(str(file), "llama")
    writer.add_context_length(1024); writer.add_embedding_length(width); writer.add_feed_forward_length(inner); writer.add_block_count(layers)
    writer.add_head_count(heads); writer.add_head_count_kv(heads); writer.add_layer_norm_rms_eps(1e-5); writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2"); writer.add_tokenizer_pre("gpt-2"); writer.add_token_list(tokens)
    writer.add_token_types([3, 3, 2] + [1] * 256); writer.add_token_merges(["a b"]); writer.add_bos_token_id(0); writer.add_eos_token_id(1); writer.add_unk_token_id(2)

    def put(name, *shape):
        writer.add_tensor(name, (random.standard_normal(shape) * 0.1).astype(np.float32) if len(shape) > 1 else np.ones(shape, np.float32))

    put("token_embd.weight", len(tokens), width); put("output_norm.weight", width); put("output.weight", len(tokens), width)
    for part, *shape in [("attn_norm", width), ("attn_q", width, width), ("attn_k", width, width), ("attn_v", width, width), ("attn_output", width, width),
                         ("ffn_norm", width), ("ffn_gate", inner, width), ("ffn_up", inner, width), ("ffn_down", width, inner)]:
        put(f"blk.0.{part}.weight", *shape)
    writer.write_header_to_file(); writer.write_kv_data_to_file(); writer.write_tensors_to_file(); writer.close()


def write_json(file: Path, content: dict) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def make(folder: Path) -> None:
    torch.manual_seed(0)
    make_clip(folder / "clip")
    make_phi(folder / "phi")
    make_blip2(folder / "blip2")
    make_blip(folder / "blip")
    make_florence2(folder / "florence2")
    make_llm(folder / "llm" / "tiny.gguf")
    (folder / "chat").mkdir(exist_ok=True)
    tiny_llm.make_chat_models(folder / "chat", list(bytes_to_unicode().values()))
