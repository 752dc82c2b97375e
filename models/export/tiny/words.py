"""Tokenizers of the true kinds with few words."""

from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from ..tokenizer import bytes_to_unicode, clip, write


def clip_tokenizer(folder: Path) -> int:
    """Returns how many tokens."""
    merges = [("p", "h"), ("o", "t"), ("ph", "ot"), ("phot", "o</w>"), ("o", "f</w>"), ("t", "h"), ("th", "e</w>"), ("d", "o"), ("do", "g</w>")]
    tokenizer = clip(merges)
    write(tokenizer, folder, "CLIPTokenizer")
    return tokenizer.get_vocab_size()


def opt_tokenizer(folder: Path) -> dict[str, int]:
    """GPT-2's BPE with </s> (2) in front, as OPT has it"""
    letters = list(bytes_to_unicode().values())
    vocabulary = {word: index for index, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", *letters, "Ġa", "Ġo", "Ġof", "ph", "Ġph"])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[("Ġ", "a"), ("Ġ", "o"), ("Ġo", "f"), ("p", "h")]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(single="</s> $A", special_tokens=[("</s>", 2)])
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    write(tokenizer, folder, "GPT2Tokenizer")
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
    write(tokenizer, folder, "BartTokenizer")
    return tokenizer.get_vocab()


def smollm_tokenizer(folder: Path) -> dict[str, int]:
    """GPT-2's BPE with digits one by one; what marks turns in front, what marks photos behind, as SmolVLM has it"""
    letters = list(bytes_to_unicode().values())
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    merges = [("Ġ", "a"), ("Ġ", "d"), ("Ġd", "o"), ("Ġdo", "g"), ("t", "h"), ("th", "e"), ("Ġ", "the"), ("p", "h"), ("Ġ", "ph")]
    words = [*marks, *letters, *("".join(pair) for pair in merges)]
    tokenizer = Tokenizer(models.BPE(vocab={word: index for index, word in enumerate(words)}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([*marks, "<fake_token_around_image>", "<image>", "<global-img>", "<row_1_col_1>", "<end_of_utterance>"])
    write(tokenizer, folder, "GPT2Tokenizer")
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
    write(tokenizer, folder, "BertTokenizer")
    return vocabulary
