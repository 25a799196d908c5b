"""Models of several layers: nested, sequential, and one layer of each family."""

# Three processes import torch for the last section.
# time limit: 120 s

# --8<-- [start:imports]
import torch
from torch import nn

device = "cuda" if torch.cuda.is_available() else "cpu"
# --8<-- [end:imports]


# --8<-- [start:nested]
class Nested(nn.Module):
    """Two linear layers, one after the other."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 5)
        self.output = nn.Linear(5, 1)

    def forward(self, x):
        """Return one output for each row of three inputs."""
        return self.output(self.hidden(x))


torch.manual_seed(42)
nested = Nested().to(device)
print(*nested.state_dict(), sep="\n")
# --8<-- [end:nested]

# --8<-- [start:sequential]
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 1))
model.to(device)
print(*model.state_dict())

x = torch.rand(4, 3, device=device)
print(torch.equal(model(x), nested(x)))
# --8<-- [end:sequential]

# --8<-- [start:named]
named = nn.Sequential()
named.add_module("layer1", nn.Linear(3, 5))
named.add_module("layer2", nn.Linear(5, 1))
named.to(device)
print(*named.state_dict(), sep="\n")
print(named.layer2 is named[1])
# --8<-- [end:named]

# --8<-- [start:deeper]
deeper = nn.Sequential(nn.Linear(2, 3), Nested()).to(device)
print(*deeper.state_dict(), sep="\n")
# --8<-- [end:deeper]

# --8<-- [start:count]
total = 0
for name, parameter in model.named_parameters():
    total += parameter.numel()
    print(f"{name:8} {tuple(parameter.shape)} {parameter.numel():2}")
print(total)
# --8<-- [end:count]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def heights(n):
    return [i - (n - 1) / 2 for i in range(n)]


layers = [
    (3, "C0", "s", "3 inputs"),
    (5, "C1", "o", "5 hidden"),
    (1, "C1", "o", "1 output"),
]
for place, (n, color, marker, name) in enumerate(layers):
    for y in heights(n):
        if place:
            for start in heights(layers[place - 1][0]):
                plt.plot([place - 1, place], [start, y], "gray", lw=1, zorder=0)
        plt.plot(place, y, color, marker=marker, ms=22)
    plt.text(place, -2.9, name, ha="center")
plt.text(0.5, 2.4, "Linear(3, 5)", ha="center")
plt.text(1.5, 2.4, "Linear(5, 1)", ha="center")
plt.axis("off")
plt.xlim(-0.4, 2.4)
plt.ylim(-3.1, 2.8)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:collapse]
first, second = model
with torch.no_grad():
    one = nn.Linear(3, 1).to(device)
    one.weight.copy_(second.weight @ first.weight)
    one.bias.copy_(second.weight @ first.bias + second.bias)
    bent = nn.Sequential(first, nn.ReLU(), second)

    x = torch.randn(1000, 3, device=device)
    for name, other in (("two layers", model), ("with ReLU", bent)):
        off = (other(x) - one(x)).abs().max().item()
        print(f"{name:10} off by {off:.4f}")
print("parameters:", sum(p.numel() for p in one.parameters()))
# --8<-- [end:collapse]

# --8<-- [start:mismatch]
wrong = nn.Sequential(nn.Linear(3, 5), nn.Linear(3, 1)).to(device)
try:
    wrong(x)
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:mismatch]

# --8<-- [start:families]
torch.manual_seed(42)
image = torch.rand(2, 3, 8, 8)  # batch, channels, height, width
series = torch.rand(2, 7, 4)  # batch, steps, features
words = torch.tensor([[3, 1, 4]])  # batch, steps

gru = nn.GRU(4, 5, batch_first=True)
encoder = nn.TransformerEncoderLayer(4, 2, batch_first=True)
families = [
    # small filters slide over the image
    ("convolution", nn.Conv2d(3, 6, kernel_size=3), image),
    # the largest value of each patch
    ("pooling", nn.MaxPool2d(2), image),
    # a border of zeros
    ("padding", nn.ZeroPad2d(1), image),
    # each value by itself
    ("activation", nn.ReLU(), image),
    # common mean and spread
    ("normalisation", nn.BatchNorm2d(3), image),
    # step by step, with a memory
    ("recurrent", gru, series),
    # each step looks at all steps
    ("transformer", encoder, series),
    # weighs and adds features
    ("linear", nn.Linear(4, 5), series),
    # drops values while training
    ("dropout", nn.Dropout(p=0.5), series),
    # a vector for each word's number
    ("embedding", nn.Embedding(10, 4), words),
    # an image of twice the size
    ("vision", nn.Upsample(scale_factor=2), image),
    # one row for each example
    ("flatten", nn.Flatten(), image),
]
for family, layer, x in families:
    out = layer(x)
    if family == "recurrent":
        out, last_state = out
    shapes = tuple(x.shape), tuple(out.shape)
    print(f"{family:13} {shapes[0]!s:12} {shapes[1]}")
# --8<-- [end:families]

# --8<-- [start:script]
script = """
import os
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

dist.init_process_group("gloo")
rank, ranks = dist.get_rank(), dist.get_world_size()

torch.manual_seed(42)
batch = torch.rand(8, 3)
layer = nn.Linear(3, 5)
loss = layer(batch).square().mean()
(whole,) = torch.autograd.grad(loss, layer.weight)

model = DistributedDataParallel(layer)
out = model(batch[rank::ranks])
out.square().mean().backward()

grads = [torch.empty(5, 3) for _ in range(ranks)]
dist.all_gather(grads, layer.weight.grad)
if rank == 0:
    print("processes:       ", ranks)
    print("output of each:  ", tuple(out.shape))
    print("equal gradients: ", torch.equal(*grads))
    same = torch.allclose(grads[0], whole)
    print("as without split:", same, flush=True)

# end together and at once: gloo's threads can abort a slow exit
dist.barrier()
os._exit(0)
"""
# --8<-- [end:script]

# --8<-- [start:parallel]
import os
import subprocess
import sys
import tempfile
from pathlib import Path

torchrun = [sys.executable, "-m", "torch.distributed.run"]
# on this machine alone, whatever its name
torchrun += ["--standalone", "--local-addr=127.0.0.1"]
torchrun += ["--nproc-per-node=2"]

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "parallel.py")
    path.write_text(script)
    settings = {"OMP_NUM_THREADS": "1", "TMPDIR": folder}
    done = subprocess.run(
        [*torchrun, str(path)],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=100,
    )
assert done.returncode == 0, done.stderr
print(done.stdout, end="")
# --8<-- [end:parallel]
