"""
A trained adapter as one GGUF file that llama.cpp reads, and the answers it must give.

python -m models.training.edits_gguf --gguf FILE --checkpoint DIR --out FILE [--expected FILE --examples FILE]
"""

import argparse
import json
from pathlib import Path

import gguf
import numpy as np
import torch
from peft import PeftModel
from safetensors.numpy import load_file

from .edits_lora import ALPHA, load_base, prompt_of

NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def interleaved(rows: np.ndarray, heads: int) -> np.ndarray:
    """llama.cpp turns neighbouring rows of q and k together, transformers the two halves of a head."""
    half = rows.shape[0] // heads // 2
    return rows.reshape(heads, 2, half, *rows.shape[1:]).swapaxes(1, 2).reshape(rows.shape)


def write_adapter(weights: dict[str, np.ndarray], heads: dict[str, int], out: Path) -> None:
    """weights: as peft saves them, base_model.model.model.layers.N.PART.lora_{A,B}.weight"""
    writer = gguf.GGUFWriter(out, "llama")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(ALPHA))
    writer.add_name("Recompose edits of captions")
    for name, values in sorted(weights.items()):
        layer, part, side = name.split("layers.")[1].removesuffix(".weight").replace(".lora_", "|").replace(".", "|", 1).split("|")
        if side == "B" and part in heads:
            values = interleaved(values, heads[part])
        writer.add_tensor(f"blk.{layer}.{NAMES[part]}.weight.lora_{side.lower()}", values.astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def greedy_answers(model: torch.nn.Module, tokenizer, examples: list[dict]) -> list[str]:
    """The two lines after the prompt, by the likeliest tokens."""
    answers = []
    for example in examples:
        ids = tokenizer(prompt_of(example), add_special_tokens=False, return_tensors="pt")["input_ids"]
        start = ids.shape[1]
        two_lines = [lambda tokens, _, start=start: torch.tensor([tokenizer.decode(tokens[0, start:]).count("\n") > 1])]
        made = model.generate(input_ids=ids, do_sample=False, max_new_tokens=60, pad_token_id=0, stopping_criteria=two_lines)[0, start:]
        answers.append("\n".join(tokenizer.decode(made).split("\n")[:2]))
    return answers


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--expected", type=Path, help="write the answers of PyTorch to this file")
    parser.add_argument("--examples", type=Path, help="the last 50 of them are asked")
    options = parser.parse_args()
    base, tokenizer = load_base(options.gguf)
    heads = {"self_attn.q_proj": base.config.num_attention_heads, "self_attn.k_proj": base.config.num_key_value_heads}
    write_adapter(load_file(options.checkpoint / "adapter_model.safetensors"), heads, options.out)
    if options.expected and options.examples:
        examples = [json.loads(line) for line in options.examples.read_text("utf8").splitlines()[-50:]]
        model = PeftModel.from_pretrained(base, options.checkpoint).merge_and_unload().eval()
        answers = greedy_answers(model, tokenizer, examples)
        pairs = [{"prompt": prompt_of(one), "answer": answer} for one, answer in zip(examples, answers, strict=True)]
        options.expected.write_text(json.dumps(pairs, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
