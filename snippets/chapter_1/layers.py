"""Models of several layers: with and without an activation, in a row and in a class."""

# --8<-- [start:fit]
import torch
from torch import nn, optim

device = "cuda" if torch.cuda.is_available() else "cpu"

torch.manual_seed(42)
x = torch.linspace(-1, 1, 100).reshape(-1, 1)
y = x**2 + 0.05 * torch.randn(100, 1)
x, y = x.to(device), y.to(device)


def fit(model):
    model.to(device)
    loss_fn = nn.MSELoss()
    optimizer = optim.AdamW(model.parameters(), lr=0.03)
    for epoch in range(500):
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    row = ", ".join(type(layer).__name__ for layer in model)
    print(f"{row}: loss {loss.item():.4f}")


# --8<-- [end:fit]

# --8<-- [start:two_fits]
two = nn.Sequential(
    nn.Linear(1, 10),
    nn.Linear(10, 1),
)
three = nn.Sequential(
    nn.Linear(1, 10),
    nn.ReLU(),
    nn.Linear(10, 1),
)
fit(two)
fit(three)
# --8<-- [end:two_fits]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, panels = plt.subplots(1, 2, figsize=(5, 2.9), sharey=True, layout="constrained")
fits = {"Linear, Linear": two, "Linear, ReLU, Linear": three}
for panel, (name, model) in zip(panels, fits.items(), strict=True):
    panel.plot(x.cpu(), y.cpu(), ".", color="gray", ms=3)
    panel.plot(x.cpu(), model(x).detach().cpu(), "C1", lw=2.5)
    panel.set(title=name, xlabel="x")
panels[0].set_ylabel("y")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:collapse]
first, last = two
weight = last.weight @ first.weight
bias = last.weight @ first.bias + last.bias
gap = two(x) - (x @ weight.T + bias)
print(f"off by {gap.abs().max():.4f}")
print(weight.shape, bias.shape)
# --8<-- [end:collapse]

# --8<-- [start:names]
for name, p in three.named_parameters():
    print(f"{name:8} {p.numel():2}")
# --8<-- [end:names]


# --8<-- [start:skip]
class Skip(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 5)
        self.output = nn.Linear(5, 3)

    def forward(self, x):
        h = torch.relu(self.hidden(x))
        return x + self.output(h)


net = nn.Sequential(Skip(), nn.Linear(3, 1))
print(*net.state_dict(), sep="\n")
# --8<-- [end:skip]

# --8<-- [start:mismatch]
a, b = nn.Linear(3, 5), nn.Linear(3, 1)
wrong = nn.Sequential(a, b)
try:
    wrong(torch.rand(1000, 3))
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:mismatch]

# --8<-- [start:seeds]
torch.manual_seed(42)
usual = nn.Linear(3, 5)

torch.manual_seed(42)
again = nn.Linear(3, 5)

torch.manual_seed(42)
earlier = nn.Linear(5, 1)
later = nn.Linear(3, 5)

print("made first again:", torch.equal(again.weight, usual.weight))
print("made second:     ", torch.equal(later.weight, usual.weight))
# --8<-- [end:seeds]

# --8<-- [start:families]
torch.manual_seed(42)
image = torch.rand(2, 3, 8, 8)  # batch, channels (colours), height, width
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
    # a row of numbers for each word's number
    ("embedding", nn.Embedding(10, 4), words),
    # an image of twice the size
    ("vision", nn.Upsample(scale_factor=2), image),
    # one row for each example
    ("flatten", nn.Flatten(), image),
]
for family, layer, given in families:
    out = layer(given)
    if family == "recurrent":
        out, last_state = out
    shapes = tuple(given.shape), tuple(out.shape)
    print(f"{family:13} {shapes[0]!s:12} {shapes[1]}")
# --8<-- [end:families]

# --8<-- [start:steps_first]
out, last_state = nn.GRU(4, 5)(series)
print("series in:", len(series))
print("last states out:", last_state.shape[1])
# --8<-- [end:steps_first]
