"""A language model of chance that knows single bytes"""

from pathlib import Path

import gguf
import numpy as np

from ..tokenizer import bytes_to_unicode


def make(file: Path) -> None:
    """A llama; enough to be opened and asked."""
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
