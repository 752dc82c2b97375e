"""Reference figures of the CVSI fusion in NumPy, for test/method/fusion.test.ts.

    python -m models.training.fusion > test/method/fusion-reference.json

All vectors are random, so that nothing but the equations of the method is compared.
"""

import json

import numpy as np

DIMS, EDITS, CAPTIONS, PHOTOS = 24, 5, 4, 6
WEIGHTS = [(0.6, 0.4, 0.2), (0.2, 0.6, 0.1), (0, 0, 0), (1, 0, 0.3), (0.3, 0.3, 1)]


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def main() -> None:
    rng = np.random.default_rng(7)
    q_v, q_f = unit(rng.normal(size=(2, DIMS)))
    edits = unit(rng.normal(size=(EDITS, DIMS)) + 0.5)
    t_v = unit(rng.normal(size=(PHOTOS, DIMS)) + 0.3)
    captions = unit(rng.normal(size=(PHOTOS, CAPTIONS, DIMS)) + 0.3)
    q_m = unit(edits.mean(axis=0))
    t_c = unit(captions.mean(axis=1))
    cases = []
    for alpha, beta, gamma in WEIGHTS:
        q = alpha * q_m + beta * q_f + (1 - alpha - beta) * q_v
        t = gamma * t_c + (1 - gamma) * t_v
        lengths = np.linalg.norm(q) * np.linalg.norm(t, axis=1)
        parts = {"rewritten": alpha * q_m, "sentence": beta * q_f, "reference": (1 - alpha - beta) * q_v}
        shares = {
            part: {"look": ((1 - gamma) * t_v @ vector / lengths).tolist(), "captions": (gamma * t_c @ vector / lengths).tolist()}
            for part, vector in parts.items()
        }
        cases.append({"alpha": alpha, "beta": beta, "gamma": gamma, "scores": (t @ q / lengths).tolist(), "shares": shares})
    inputs = {"photo": q_v, "sentence": q_f, "edits": edits, "looks": t_v, "captions": captions}
    print(json.dumps({**{name: np.round(array, 9).tolist() for name, array in inputs.items()}, "cases": cases}))


if __name__ == "__main__":
    main()
