"""
Tiny language models of chance, one a family of chat templates, with the architectures and markers of Qwen3, Gemma 3 and Llama 3;
and the conversation as transformers writes it with each: text, and tokens.
"""

import json
from pathlib import Path

import gguf
import numpy as np
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from ..tokenizer import bytes_to_unicode

WIDTH, INNER, HEADS = 32, 64, 4
CONTROL, NORMAL, BYTE = 3, 1, 6

#: Thinks unless it is told not to
QWEN = """{%- set last = namespace(question=0) %}
{%- for message in messages %}
    {%- if message.role == "user" %}{% set last.question = loop.index0 %}{% endif %}
{%- endfor %}
{%- if messages[0].role == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- set content = message.content.split('</think>')[-1].lstrip('\\n') if '</think>' in message.content else message.content %}
    {%- if message.role == "assistant" and loop.index0 > last.question %}
        {{- '<|im_start|>assistant\\n<think>\\n\\n</think>\\n\\n' + content + '<|im_end|>\\n' }}
    {%- elif message.role != 'system' %}
        {{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}"""

#: Calls the assistant "model", knows no system, and wants turns to alternate
GEMMA = """{{ bos_token }}
{%- for message in messages -%}
    {%- if message['role'] not in ['user', 'assistant'] or (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        {{ raise_exception("Roles must alternate") }}
    {%- endif -%}
    {%- set role = 'model' if message['role'] == 'assistant' else 'user' -%}
    {{ '<start_of_turn>' + role + '\\n' + message['content'] | trim + '<end_of_turn>\\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{ '<start_of_turn>model\\n' }}
{%- endif -%}"""

#: Tells the day, unless it is told one
LLAMA = """{{- bos_token }}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}{% set date_string = strftime_now("%d %b %Y") %}{% else %}{% set date_string = "1 Jan 2025" %}{% endif %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{{- "Today Date: " + date_string + "\\n\\n" }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}"""

FAMILIES = {
    "qwen3": {"template": QWEN, "special": ["<|endoftext|>", "<|im_start|>", "<|im_end|>"], "plain": ["<think>", "</think>"], "bos": None, "eos": "<|im_end|>"},
    "gemma3": {"template": GEMMA, "special": ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"], "plain": [], "bos": "<bos>", "eos": "<end_of_turn>"},
    "llama": {"template": LLAMA, "special": ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"], "plain": [], "bos": "<|begin_of_text|>", "eos": "<|eot_id|>"},
}
MERGES = [("i", "n"), ("a", "n"), ("o", "n"), ("t", "h"), ("s", "t"), ("a", "t"), ("th", "e"), ("in", "st")]
MESSAGES = [
    {"role": "user", "content": "Answer in two lines.\n\nInstruction: a cat\nImage: a dog"},
    {"role": "assistant", "content": "a cat\nAdded: a cat"},
    {"role": "user", "content": "Instruction: at night\nImage: \u201cGrüße\u201d, a  sign in the rain"},
]


def byte_tokenizer(family: dict, letters: list[str]) -> Tokenizer:
    """GPT-2's kind: letters for bytes, a few merges"""
    words = family["special"] + family["plain"] + letters + ["".join(pair) for pair in MERGES]
    tokenizer = Tokenizer(models.BPE(vocab={word: index for index, word in enumerate(words)}, merges=MERGES))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def sentence_tokenizer(family: dict) -> Tokenizer:
    """Gemma's kind: spaces are a letter, bytes stand for letters that it does not know"""
    letters = ["\u2581", "\n", *map(chr, range(33, 127))]
    words = family["special"] + [f"<0x{byte:02X}>" for byte in range(256)] + letters + ["".join(pair) for pair in MERGES]
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=MERGES, byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()])
    return tokenizer


def make_family(folder: Path, name: str, letters: list[str]) -> dict:
    family = FAMILIES[name]
    is_sentence = name == "gemma3"
    tokenizer = sentence_tokenizer(family) if is_sentence else byte_tokenizer(family, letters)
    tokenizer.add_special_tokens([AddedToken(word, normalized=False) for word in family["special"]])
    tokenizer.add_tokens([AddedToken(word, normalized=False) for word in family["plain"]])
    write_gguf(folder / f"{name}.gguf", name, family, tokenizer, is_sentence)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=family["bos"], eos_token=family["eos"])
    fast.chat_template = family["template"]
    asked = {"add_generation_prompt": True, "enable_thinking": False, "date_string": "1 Jan 2025"}
    text = fast.apply_chat_template(MESSAGES, tokenize=False, **asked)
    return {"text": text, "tokens": tokenizer.encode(text, add_special_tokens=False).ids, "control": list(range(len(family["special"])))}


def write_gguf(file: Path, name: str, family: dict, tokenizer: Tokenizer, is_sentence: bool) -> None:
    random = np.random.default_rng(7)
    words = [tokenizer.id_to_token(index) for index in range(tokenizer.get_vocab_size())]
    writer = gguf.GGUFWriter(str(file), name)
    writer.add_context_length(2048); writer.add_embedding_length(WIDTH); writer.add_feed_forward_length(INNER); writer.add_block_count(1)
    writer.add_head_count(HEADS); writer.add_head_count_kv(HEADS); writer.add_layer_norm_rms_eps(1e-5); writer.add_vocab_size(len(words))
    writer.add_key_length(WIDTH // HEADS); writer.add_value_length(WIDTH // HEADS); writer.add_rope_freq_base(10000.0)
    if name == "gemma3":
        writer.add_sliding_window(64)
    kinds = [CONTROL if word in family["special"] else 4 if word in family["plain"] else BYTE if is_sentence and word.startswith("<0x") else NORMAL for word in words]
    writer.add_tokenizer_model("llama" if is_sentence else "gpt2"); writer.add_token_list(words); writer.add_token_types(kinds)
    if is_sentence:
        merged = ["".join(pair) for pair in MERGES]
        writer.add_token_scores([-float(merged.index(word) + 1) if word in merged else -1000.0 for word in words])
        writer.add_add_space_prefix(False)
    else:
        writer.add_tokenizer_pre("gpt-2"); writer.add_token_merges([" ".join(pair) for pair in MERGES])
    writer.add_add_bos_token(family["bos"] is not None); writer.add_chat_template(family["template"])
    if family["bos"]:
        writer.add_bos_token_id(words.index(family["bos"]))
    writer.add_eos_token_id(words.index(family["eos"]))

    def put(part, *shape):
        writer.add_tensor(part, (random.standard_normal(shape) * 0.1).astype(np.float32) if len(shape) > 1 else np.ones(shape, np.float32))

    put("token_embd.weight", len(words), WIDTH); put("output_norm.weight", WIDTH)
    parts = [("attn_norm", WIDTH), ("attn_q", WIDTH, WIDTH), ("attn_k", WIDTH, WIDTH), ("attn_v", WIDTH, WIDTH), ("attn_output", WIDTH, WIDTH),
             ("ffn_norm", WIDTH), ("ffn_gate", INNER, WIDTH), ("ffn_up", INNER, WIDTH), ("ffn_down", WIDTH, INNER)]
    if name != "llama":
        parts += [("attn_q_norm", WIDTH // HEADS), ("attn_k_norm", WIDTH // HEADS)]
    if name == "gemma3":
        parts += [("post_attention_norm", WIDTH), ("post_ffw_norm", WIDTH)]
    for part, *shape in parts:
        put(f"blk.0.{part}.weight", *shape)
    writer.write_header_to_file(); writer.write_kv_data_to_file(); writer.write_tensors_to_file(); writer.close()


def make(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    letters = list(bytes_to_unicode().values())
    references = {name: make_family(folder, name, letters) for name in FAMILIES}
    content = {"messages": MESSAGES, "families": references}
    (folder / "reference.json").write_text(json.dumps(content, ensure_ascii=False) + "\n")
