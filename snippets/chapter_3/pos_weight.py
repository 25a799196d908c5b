"""Logistic regression on rare positives, plain and with pos_weight, and the weight undone."""

import torch
from torch import nn, optim

from chapter_3.pipeline import device, prepare, shift


# --8<-- [start:odds]
import matplotlib.pyplot as plt
import numpy as np

p = np.linspace(0, 1, 101)
odds_times_9 = 9 * p / (9 * p + 1 - p)
plt.figure(figsize=(4.2, 2.6), layout="constrained")
plt.plot([0, 1], [0, 1], "k--", linewidth=1)
plt.plot(p, odds_times_9, "C1", linewidth=2)
for plain_p in (0.1, 0.5):
    with_weight = 9 * plain_p / (9 * plain_p + 1 - plain_p)
    plt.plot(plain_p, with_weight, "C1o")
    plt.annotate(f"{plain_p} → {with_weight:.1f}", (plain_p + 0.03, with_weight - 0.12))
plt.xlabel("probability, without weight")
plt.ylabel("with weight 9")
plt.show()
# --8<-- [end:odds]


# --8<-- [start:data]
def draw(n, seed):
    np.random.seed(seed)
    y = (np.random.rand(n, 1) < 0.1).astype(float)
    x = np.random.randn(n, 2) + y * shift
    return x, y


x, y = draw(4000, seed=42)
idx = np.arange(4000)
np.random.shuffle(idx)
train_idx = idx[:3200]  # the others: for validation
x_train_tensor = prepare(x[train_idx])
y_train_tensor = prepare(y[train_idx])


def train(loss_fn):
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(2, 1)).to(device)
    loss_fn.to(device)  # moves the weight, a buffer
    optimizer = optim.SGD(model.parameters(), lr=1)
    for epoch in range(2000):
        model.train()
        logits = model(x_train_tensor)
        loss = loss_fn(logits, y_train_tensor)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return model


# --8<-- [end:data]

# --8<-- [start:train]
w = torch.tensor(9.0)
plain = train(nn.BCEWithLogitsLoss())
weighted = train(
    nn.BCEWithLogitsLoss(pos_weight=w),
)
print(plain.state_dict())
print(weighted.state_dict())

moved = weighted[0].bias - plain[0].bias
print(f"bias moved by {moved.item():.4f}")
# --8<-- [end:train]

# --8<-- [start:logits]
x_new, y_new = draw(20_000, seed=7)
positive = y_new == 1


def logits_of(model):
    model.eval()
    with torch.inference_mode():
        return model(prepare(x_new)).cpu().numpy()


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# --8<-- [end:logits]

# --8<-- [start:undo]
z = logits_of(weighted)

p_plain = sigmoid(logits_of(plain))
p_weighted = sigmoid(z)
p_undone = sigmoid(z - np.log(9))

print(f"positives {positive.mean():.2f}")
print(f"plain     {p_plain.mean():.2f}")
print(f"weighted  {p_weighted.mean():.2f}")
print(f"undone    {p_undone.mean():.2f}")
# --8<-- [end:undo]

# --8<-- [start:figure]
plt.figure(figsize=(4.2, 4), layout="constrained")
plt.plot([0, 1], [0, 1], "k--", linewidth=1)
kinds = (p_plain, "C0o-", "plain"), (p_weighted, "C1s-", "weighted"), (p_undone, "C2^:", "undone")
for p, look, label in kinds:
    fifth = np.minimum((5 * p).astype(int), 4)  # 0 for p below 0.2, …, 4 for 0.8 and above
    given = [p[fifth == k].mean() for k in range(5)]
    shares = [positive[fifth == k].mean() for k in range(5)]
    plt.plot(given, shares, look, label=label)
plt.axis("square")
plt.axis((-0.02, 1.02, -0.02, 1.02))
plt.xlabel("mean probability of the group")
plt.ylabel("share of positives in it")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:calls]
print("model     at recall  prec.")
for name, p, threshold in (
    ("plain   ", p_plain, 0.5),
    ("weighted", p_weighted, 0.5),
    ("plain   ", p_plain, 0.1),
):
    called = p >= threshold
    recall = called[positive].mean()
    precision = positive[called].mean()
    two = f"{recall:6.2f} {precision:6.2f}"
    print(name, threshold, two)
# --8<-- [end:calls]

# --8<-- [start:number]
try:
    nn.BCEWithLogitsLoss(pos_weight=9.0)
except TypeError as problem:
    print(f"TypeError: {problem}")
# --8<-- [end:number]

# --8<-- [start:averages]
z = torch.tensor([2.0, -1.0, 0.5, -2.0, -0.5])
y = torch.tensor([1.0, 0, 0, 0, 1])
three = torch.tensor(3.0)
weighted_fn = nn.BCEWithLogitsLoss(
    pos_weight=three,
)
loss = weighted_fn(z, y)
print(f"weighted {loss.item():.4f}")

often = torch.tensor([0, 0, 0, 1, 2, 3, 4, 4, 4])
repeat = nn.BCEWithLogitsLoss()
loss = repeat(z[often], y[often])
print(f"repeated {loss.item():.4f}")

two_logits = torch.stack([0 * z, z], dim=1)
weights = torch.tensor([1.0, 3.0])
cross = nn.CrossEntropyLoss(weight=weights)
loss = cross(two_logits, y.long())
print(f"cross-entropy {loss.item():.4f}")
# --8<-- [end:averages]
