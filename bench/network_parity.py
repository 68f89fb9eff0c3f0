#!/usr/bin/env python3
"""The policy network once more, in PyTorch, from its equations (docs/internals/network.md), held against ours.

    cmake --build build --target network_dump && build/bench/network_dump bench/.cache/network
    python3 -m venv bench/.cache/venv && bench/.cache/venv/bin/pip install torch numpy
    bench/.cache/venv/bin/python bench/network_parity.py bench/.cache/network

Same weights, same decisions: scores, the loss and the slope of every tensor must agree to a relative error
below 1e-4, else the exit status is 1. Then the times of PyTorch on one thread are taken, for the sizes
that network_speed measures.
"""
import json
import math
import struct
import sys
import time
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F

TOLERANCE = 1e-4


def read_safetensors(path):
    content = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    tensors = {}
    for name, entry in json.loads(content[8 : 8 + length]).items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32"
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(content[begin:end], dtype="<f4").copy()
        tensors[name] = torch.from_numpy(values).reshape(entry["shape"])
    return tensors


class Decision:
    """A dumped decision as tensors."""

    def __init__(self, dumped, bits, dtype):
        encoding = dumped["encoding"]
        T = self.positions = encoding["positions"]
        self.bags = {name: self.bag(encoding[name], dtype) for name in ("words", "values", "features")}
        mask = torch.tensor(encoding["mask"], dtype=torch.int64)[torch.tensor(encoding["pair"])]
        ones = (mask.unsqueeze(-1) >> torch.arange(bits)) & 1
        channels = torch.tensor(encoding["channel"], dtype=dtype).reshape(-1, T * T).T
        self.relations = torch.cat([ones.to(dtype), channels], dim=1).reshape(T, T, -1)
        self.moves = torch.tensor(encoding["moves"])
        self.sets = [torch.tensor(choices) for choices in encoding["choice_sets"]]
        self.target = dumped["target"]

    @staticmethod
    def bag(bags, dtype):
        """Rows, shares and offsets as embedding_bag takes them."""
        flat = [pair for bag in bags for pair in bag]
        sizes = [len(bag) for bag in bags]
        offsets = torch.tensor([0] + sizes[:-1]).cumsum(0)
        rows = torch.tensor([row for row, _ in flat], dtype=torch.int64)
        return rows, offsets, torch.tensor([share for _, share in flat], dtype=dtype)


class Network:
    def __init__(self, weights, shape):
        self.w = weights
        self.heads, self.blocks, self.P = shape["heads"], shape["blocks"], shape["pointer_width"]

    def linear(self, x, name):
        return F.linear(x, self.w[name + ".weight"], self.w.get(name + ".bias"))

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.w[name + ".weight"], self.w[name + ".bias"])

    def embed(self, decision, name):
        rows, offsets, shares = decision.bags[name]
        return F.embedding_bag(rows, self.w[name + ".weight"], offsets, mode="sum", per_sample_weights=shares)

    def block(self, x, relations, name):
        T, D = x.shape
        q, k, v = self.linear(self.norm(x, name + ".norm1"), name + ".qkv").reshape(T, 3, self.heads, -1).unbind(1)
        scores = torch.einsum("ihe,jhe->hij", q, k) / math.sqrt(D / self.heads)
        scores = scores + torch.einsum("ijr,hr->hij", relations, self.w[name + ".attention.relation"])
        mixed = torch.einsum("hij,jhe->ihe", scores.softmax(-1), v).reshape(T, D)
        x = x + self.linear(mixed, name + ".out")
        raised = self.linear(self.norm(x, name + ".norm2"), name + ".up")
        return x + self.linear(F.gelu(raised, approximate="tanh"), name + ".down")

    def forward(self, decision):
        """h and the scores of all moves."""
        x = self.embed(decision, "features")
        x = x + self.linear(self.embed(decision, "words"), "word_projection")
        x = x + self.linear(self.embed(decision, "values"), "value_projection")
        for b in range(self.blocks):
            x = self.block(x, decision.relations, f"blocks.{b}")
        h = self.norm(x, "last")
        places, kinds = decision.moves[:, 0], decision.moves[:, 1]
        pointed = self.linear(h, "key") @ self.linear(h[0], "query") / math.sqrt(self.P)
        pointed = pointed + decision.relations[0] @ self.w["moves.relation"]
        return h, self.linear(h, "kinds")[places, kinds] + pointed[places]

    def entries(self, decision, h, move):
        """Scores of the entries of one move."""
        place, choices = decision.moves[move, 0], decision.sets[decision.moves[move, 2]]
        queries = self.linear(h[place], "entry_query").reshape(3, self.P)
        keys = self.linear(h, "entry_key").reshape(-1, 3, self.P)
        scores = torch.einsum("jwp,wp->wj", keys, queries) / math.sqrt(self.P)
        terms = torch.stack([self.w[name + ".relation"] for name in ("starts", "ends", "copies")])
        starts, ends, copies = scores + torch.einsum("jr,wr->wj", decision.relations[place], terms)
        is_copy, first, last = choices[:, 0] == 1, choices[:, 1], choices[:, 2]
        return torch.where(is_copy, copies[first], starts[first] + ends[last])

    def loss(self, decision):
        """-log of the sum of p(move)·p(accepted text | move) over accepted moves."""
        h, scores = self.forward(decision)
        log_p, right = scores.log_softmax(0), []
        for move, accepted in enumerate(decision.target["moves"]):
            if not accepted:
                continue
            log_right = log_p[move]
            outcomes = decision.target["outcomes"][move]
            if outcomes:
                wanted = torch.tensor(outcomes)[decision.sets[decision.moves[move, 2]][:, 3]] == 1
                log_right = log_right + self.entries(decision, h, move).log_softmax(0)[wanted].logsumexp(0)
            right.append(log_right)
        return -torch.stack(right).logsumexp(0)


def relative_error(ours, theirs):
    """Of the largest element's size: single numbers near 0 have no digits to compare."""
    scale = theirs.abs().max().item()
    return (ours - theirs).abs().max().item() / scale if scale > 0 else ours.abs().max().item()


def load(folder, name, dtype):
    dumped = json.loads((folder / name).read_text())
    return dumped, [Decision(d, dumped["shape"]["bits"], dtype) for d in dumped["decisions"]]


def compare(folder):
    """In double, so that what is compared with is the function on paper."""
    tensors = read_safetensors(folder / "network.safetensors")
    weights = {n: t.double().requires_grad_() for n, t in tensors.items() if not n.startswith("gradient.")}
    dumped, decisions = load(folder, "small.json", torch.float64)
    network, rows = Network(weights, dumped["shape"]), []
    for i, (decision, ours) in enumerate(zip(decisions, dumped["decisions"])):
        h, scores = network.forward(decision)
        rows.append((f"move scores of decision {i}", relative_error(torch.tensor(ours["move_scores"]), scores)))
        for move, entries in enumerate(ours["entry_scores"]):
            if entries:
                theirs = network.entries(decision, h, move)
                rows.append((f"entry scores of decision {i}, move {move}", relative_error(torch.tensor(entries), theirs)))
    total = sum(d["target"]["weight"] for d in dumped["decisions"])
    loss = sum(d.target["weight"] / total * network.loss(d) for d in decisions)
    loss.backward()
    rows.append(("loss", abs(dumped["loss"] - loss.item()) / loss.item()))
    for name, weight in weights.items():
        slope = weight.grad if weight.grad is not None else torch.zeros_like(weight)
        rows.append(("slope of " + name, relative_error(tensors["gradient." + name], slope)))
    print(f"{'relative error':>14}")
    for name, error in rows:
        print(f"{error:14.2e}  {name}{'' if error < TOLERANCE else '   <-- too large'}")
    worst = max(error for _, error in rows)
    agrees = all(error < TOLERANCE for _, error in rows)
    print(f"{worst:14.2e}  the largest of {len(rows)}: {'they agree' if agrees else 'THEY DO NOT AGREE'}\n")
    return agrees


def milliseconds(work, seconds=3.0):
    """p10 and median of the thread's own computing time."""
    times = []
    work()
    end = time.monotonic() + seconds
    while len(times) < 5 or time.monotonic() < end:
        began = time.thread_time()
        work()
        times.append((time.thread_time() - began) * 1e3)
    times.sort()
    return times[len(times) // 10], times[len(times) // 2]


def take_times(folder):
    torch.set_num_threads(1)
    tensors = read_safetensors(folder / "network.safetensors")
    weights = {n: t.requires_grad_() for n, t in tensors.items() if not n.startswith("gradient.")}
    print("PyTorch", torch.__version__, "on one thread, float, one decision: p10 and median")
    for name in ("page-110.json", "page-150.json"):
        dumped, decisions = load(folder, name, torch.float32)
        network, decision = Network(weights, dumped["shape"]), decisions[0]

        def forward():
            with torch.inference_mode():
                network.forward(decision)

        def train():
            for weight in weights.values():
                weight.grad = None
            network.loss(decision).backward()

        for what, work in (("forward", forward), ("forward and backward", train)):
            p10, p50 = milliseconds(work)
            print(f"{decision.positions:5} positions  {what:22} {p10:8.2f} {p50:8.2f} ms")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    agrees = compare(folder)
    take_times(folder)
    sys.exit(0 if agrees else 1)


if __name__ == "__main__":
    main()
