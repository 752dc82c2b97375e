"""tokenizer.json and tokenizer_config.json, as the program reads them."""

import json
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors


def save(kind: str, name: str, folder: Path) -> None:
    """`name`: of the hub, but open_clip brings its words along."""
    if kind == "open_clip":
        return write(clip(open_clip_merges()), folder, "CLIPTokenizer")
    from transformers import AutoTokenizer

    AutoTokenizer.from_pretrained(name).save_pretrained(folder)


def write(tokenizer: Tokenizer, folder: Path, kind: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": kind, "model_max_length": 77}))


def open_clip_merges() -> list[tuple[str, str]]:
    from open_clip.tokenizer import SimpleTokenizer

    return list(SimpleTokenizer().bpe_ranks)


def clip(merges: list[tuple[str, str]]) -> Tokenizer:
    """CLIP's BPE: bytes, bytes at a word's end, merges, begin and end"""
    letters = list(bytes_to_unicode().values())
    words = letters + [f"{letter}</w>" for letter in letters] + ["".join(pair) for pair in merges] + ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, end_of_word_suffix="</w>", unk_token="<|endoftext|>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    pattern = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    begin, end = "<|startoftext|>", "<|endoftext|>"
    tokenizer.post_processor = processors.RobertaProcessing((end, vocabulary[end]), (begin, vocabulary[begin]), add_prefix_space=False, trim_offsets=False)
    tokenizer.add_special_tokens([begin, end])
    return tokenizer


def bytes_to_unicode() -> dict[int, str]:
    """GPT-2's letters for bytes"""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, extra = dict(zip(plain, map(chr, plain))), 256
    for byte in range(256):
        if byte not in letters:
            letters[byte], extra = chr(extra), extra + 1
    return letters
