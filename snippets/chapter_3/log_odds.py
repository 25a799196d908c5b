"""From a probability to its log odds and back, and the log odds of the two clouds."""

from chapter_3.pipeline import x_train, y_train

# --8<-- [start:figure]
import matplotlib.pyplot as plt
import numpy as np

fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
fine = np.linspace(-6.5, 6.5, 200)
axes.plot(fine, 1 / (1 + np.exp(-fine)), "C0")
dots = np.arange(-6, 7)
axes.plot(dots, 1 / (1 + np.exp(-dots)), "C0o", ms=5)
below = np.log(0.9 / 0.1)
axes.plot([-6.5, below, below], [0.9, 0.9, 0], "k--", lw=1)
axes.text(-6.3, 0.88, "$p$ = 0.9", va="top")
axes.text(below + 0.2, 0.08, f"$z$ = {below:.1f}")
axes.set(xlabel="log odds $z$", ylabel="probability $p$", xlim=(-6.5, 6.5), ylim=(0, 1.03))
plt.show()
# --8<-- [end:figure]

# --8<-- [start:there]
import numpy as np

print("   p    odds       z")
for p in (0.1, 0.5, 0.75, 0.8, 0.9, 0.99):
    odds = p / (1 - p)
    z = np.log(odds)
    print(f"{p:.2f} {odds:7.4f} {z:7.4f}")
# --8<-- [end:there]


# --8<-- [start:back]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for z in (-4, -2, 0, 2, 4):
    print(f"{z:2} {sigmoid(z):.4f}")
# --8<-- [end:back]

# --8<-- [start:clouds]
true_z = x_train @ [2, 1] - 2.5
fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
middles, shares = [], []
for start in np.arange(-6.5, 6.5):
    inside = (true_z >= start) & (true_z < start + 1)
    middles.append(start + 0.5)
    shares.append(y_train[inside].mean())
axes.plot(fine, sigmoid(fine), "C0", label="sigmoid")
axes.plot(middles, shares, "ks", ms=5, label="share of positives")
axes.set(xlabel="$z = 2\\,x_1 + x_2 - 2.5$", ylabel="probability")
axes.legend(loc="upper left")
plt.show()
# --8<-- [end:clouds]

# --8<-- [start:overflow]
import warnings

z = np.array([-1000.0, 0.0, 1000.0])
with warnings.catch_warnings(
    record=True,
    action="always",
) as caught:
    p = np.exp(z) / (1 + np.exp(z))

print(caught[0].message)
print(p)
# --8<-- [end:overflow]

overflown = p

# --8<-- [start:round_trip]
import torch

z = torch.tensor([-20.0, 2.0, 20.0])
p = torch.sigmoid(z)
for value in torch.logit(p):
    print(f"{value.item():.4f}")
# --8<-- [end:round_trip]

back = torch.logit(p)
