"""
Teaches the GGUF language model to rewrite captions: a LoRA adapter trained on the examples of edits.py.

python -m models.training.edits_lora --gguf FILE --examples FILE --work DIR [--number N]
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, AutoTokenizer

RANK, ALPHA = 16, 32
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
BATCH = 8
HIGHEST_RATE = 6e-4


def prompt_of(example: dict) -> str:
    """The same words as main/inference/prompts.ts writes for a taught model."""
    return f"{example['instruction']}\n{example['caption']}\n"


def answer_of(example: dict) -> str:
    added = ", ".join(example["added"]) or "nothing"
    return f"{example['edited']}\n{added}\n"


def load_base(gguf: Path) -> tuple[nn.Module, AutoTokenizer]:
    """The quantised weights, dequantised to float32."""
    model = AutoModelForCausalLM.from_pretrained(str(gguf.parent), gguf_file=gguf.name, dtype=torch.float32)
    return model, AutoTokenizer.from_pretrained(str(gguf.parent), gguf_file=gguf.name)


def add_lora(model: nn.Module) -> nn.Module:
    config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=PROJECTIONS, lora_dropout=0.0, task_type="CAUSAL_LM")
    return get_peft_model(model, config)


def halve_base(model: nn.Module) -> None:
    """The weights that learn nothing, as bfloat16: they are multiplied as such, and need not be converted at every step."""
    for name, weight in model.named_parameters():
        if "base_layer" in name:
            weight.data = weight.data.to(torch.bfloat16)


def hold_lower_layers(model: nn.Module, layers: int) -> None:
    for name, weight in model.named_parameters():
        if "lora_" in name and int(name.split("layers.")[1].split(".")[0]) < layers:
            weight.requires_grad = False


def encode(tokenizer: AutoTokenizer, example: dict) -> tuple[list[int], int]:
    """Tokens and how many of them are the prompt's. Prompt and answer are split apart as they are when the model answers."""
    prompt = tokenizer(prompt_of(example), add_special_tokens=False)["input_ids"]
    answer = tokenizer(answer_of(example), add_special_tokens=False)["input_ids"]
    return prompt + answer, len(prompt)


def batches(encoded: list[tuple[list[int], int]], rng: random.Random) -> list[list[tuple[list[int], int]]]:
    """Of examples alike in length, in random order."""
    order = sorted(encoded, key=lambda pair: len(pair[0]) + rng.random())
    made = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    rng.shuffle(made)
    return made


def loss_of(model: nn.Module, batch: list[tuple[list[int], int]]) -> Tensor:
    """Mean cross entropy of the answers' tokens; the vocabulary's logits are computed for those alone."""
    width = max(len(tokens) for tokens, _ in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros_like(ids)
    target = torch.full_like(ids, -1)
    for row, (tokens, prompt) in enumerate(batch):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
        target[row, prompt - 1 : len(tokens) - 1] = torch.tensor(tokens[prompt:])
    causal = model.get_base_model()
    hidden = causal.model(input_ids=ids, attention_mask=mask).last_hidden_state
    wanted = target >= 0
    return nn.functional.cross_entropy(causal.lm_head(hidden[wanted]), target[wanted])


def rate_at(progress: float) -> float:
    """Rises over the first twentieth, then falls to nothing."""
    return HIGHEST_RATE * min(progress / 0.05, (1 - progress) / 0.95)


def train(model: nn.Module, work: list[list[tuple[list[int], int]]], out: Path, minutes: float) -> None:
    """Ends with the examples or with the time, whichever is first; the rate of learning falls towards that end."""
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, weight_decay=0.01)
    model.train()
    begun, shown = time.monotonic(), 0.0
    for step, batch in enumerate(work, 1):
        progress = max((step - 0.5) / len(work), (time.monotonic() - begun) / 60 / minutes)
        if progress >= 1:
            break
        optimiser.param_groups[0]["lr"] = rate_at(progress)
        # Half the time of float32 where the processor multiplies bfloat16, and the same loss.
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(model, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        shown += loss.item()
        if step % 10 == 0:
            print(f"{step}/{len(work)}  loss {shown / 10:.3f}  {(time.monotonic() - begun) / step / BATCH:.2f} s an example", flush=True)
            shown = 0.0
        if step % 25 == 0:
            model.save_pretrained(out / "checkpoint")
    model.save_pretrained(out / "checkpoint")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--number", type=int, default=30_000)
    parser.add_argument("--begin", type=Path, help="a checkpoint to go on from, with a new rate of learning")
    parser.add_argument("--hold", type=int, default=0, help="this many of the lower layers learn no more, which takes less time")
    parser.add_argument("--minutes", type=float, default=600, help="stop after this time")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(options.threads)
    base, tokenizer = load_base(options.gguf)
    model = PeftModel.from_pretrained(base, options.begin, is_trainable=True) if options.begin else add_lora(base)
    halve_base(model)
    hold_lower_layers(model, options.hold)
    model.print_trainable_parameters()
    lines = options.examples.read_text("utf8").splitlines()[: options.number]
    encoded = [encode(tokenizer, json.loads(line)) for line in lines]
    train(model, batches(encoded, random.Random(7)), options.work, options.minutes)


if __name__ == "__main__":
    main()
