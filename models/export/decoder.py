"""What the decoders share: attention over a cache that is given and returned as plain tensors."""

import torch


def split(rows, heads: int):
    """batch x places x width -> batch x heads x places x width/heads"""
    batch, places, width = rows.shape
    return rows.view(batch, places, heads, width // heads).transpose(1, 2)


def attend(query, keys, values, mask=None):
    """query is scaled already; mask is added."""
    scores = query @ keys.transpose(-1, -2)
    scores = scores if mask is None else scores + mask
    rows = (scores.softmax(-1) @ values).transpose(1, 2)
    return rows.reshape(rows.shape[0], rows.shape[1], -1)


def causal(position_ids, total):
    """batch x 1 x places x total: what comes later is not looked at."""
    later = torch.arange(total)[None, None, :] > position_ids[:, :, None]
    return (later * torch.finfo(torch.float32).min)[:, None]


def cache_names(prefix: str, layers: int) -> list[str]:
    return [f"{prefix}.{layer}.{part}" for layer in range(layers) for part in ("key", "value")]


def cache_axes(prefix: str, layers: int) -> dict:
    return {name: {0: "batch_size", 2: f"{prefix}_length"} for name in cache_names(prefix, layers)}
