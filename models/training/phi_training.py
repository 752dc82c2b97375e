"""The loop that all trainings of phi share: AdamW, a rate that rises and comes down to nothing, checkpoints."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

SEED = 8
SAVE_EVERY = 100


def train(
    model: nn.Module, name: str, work: Path, steps: int, rate: float, loss_of: Callable[[], Tensor], report: Callable[[], str]
) -> None:
    """Trains in place; an interrupted training goes on after its last checkpoint, phi-NAME.training."""
    torch.manual_seed(SEED)
    optimiser = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1, pct_start=0.1)
    checkpoint = work / f"phi-{name}.training"
    first = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        first = kept["step"]
        for part, state in zip((model, optimiser, schedule), kept["states"], strict=True):
            part.load_state_dict(state)
        torch.manual_seed(SEED + first)
    shown = None
    for step in range(first + 1, steps + 1):
        model.train()
        loss = loss_of()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        shown = loss.item() if shown is None else 0.98 * shown + 0.02 * loss.item()
        if step % SAVE_EVERY == 0 or step == steps:
            print(f"{name} step {step}: loss {shown:.4f}, {report()}", flush=True)
            states = [part.state_dict() for part in (model, optimiser, schedule)]
            torch.save({"step": step, "states": states}, checkpoint.with_suffix(".partial"))
            checkpoint.with_suffix(".partial").rename(checkpoint)
    torch.save(model.eval().state_dict(), work / f"phi-{name}.pt")
