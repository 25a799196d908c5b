"""A linear regression on labels decides well and predicts no probabilities; far points tilt it."""

import numpy as np

from chapter_3.pipeline import x_train, x_val, y_train, y_val

# --8<-- [start:clouds]
import matplotlib.pyplot as plt

positive = y_train[:, 0] == 1
fig, axes = plt.subplots(figsize=(4.4, 4), layout="constrained")
for rows, style, label in ((~positive, "C0o", "negative"), (positive, "C1^", "positive")):
    axes.plot(*x_train[rows].T, style, ms=4, alpha=0.6, label=label)
axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncol=2, frameon=False)
plt.show()
# --8<-- [end:clouds]

# --8<-- [start:line]
from sklearn import linear_model

line = linear_model.LinearRegression()
line.fit(x_train, y_train)
yhat = line.predict(x_train)

outside = (yhat < 0) | (yhat > 1)
print(f"lowest  {yhat.min():.4f}")
print(f"highest {yhat.max():.4f}")
print("outside", outside.sum(), "of 400")
# --8<-- [end:line]

# --8<-- [start:figure]
fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
across = x_train @ [2, 1]
middles, shares = [], []
for start in range(-4, 9):
    inside = (across >= start) & (across < start + 1)
    middles.append(start + 0.5)
    shares.append(y_train[inside].mean())

axes.axhspan(0, 1, color="gray", alpha=0.2, lw=0)
axes.plot(across, yhat[:, 0], "C3.", ms=4, label="prediction")
axes.plot(middles, shares, "ks-", ms=5, lw=1, label="share of positives")
axes.set(xlabel="$2\\,x_1 + x_2$", ylabel="prediction, share")
axes.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:share]
near = (yhat >= 0.2) & (yhat < 0.4)
share = y_train[near].mean()
print(f"{share:.4f} of {near.sum()} points")
# --8<-- [end:share]

# --8<-- [start:decide]
called = line.predict(x_val) >= 0.5
right = called == (y_val == 1)
print(f"accuracy {right.mean():.4f}")
# --8<-- [end:decide]

# --8<-- [start:far]
np.random.seed(1)
far = np.random.randn(50, 2) + [20, 10]
said = line.predict(far)
print(f"said {said.min():.1f}", end=" ")
print(f"to {said.max():.1f}")

x_more = np.vstack([x_train, far])
ones = np.ones((50, 1))
y_more = np.vstack([y_train, ones])
line.fit(x_more, y_more)

called_now = line.predict(x_val) >= 0.5
right_now = called_now == (y_val == 1)
print(f"accuracy {right_now.mean():.4f}")
for calls in (called, called_now):
    found = calls[y_val == 1]
    print("found", found.sum(), "of 48")
# --8<-- [end:far]
