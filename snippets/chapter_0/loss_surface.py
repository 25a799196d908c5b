"""The loss of every pair (b, w) on a grid, its minimum, and two cuts through it."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:grid]
bs = np.linspace(-1, 3, 101)
ws = np.linspace(-1, 4, 101)
B, W = np.meshgrid(bs, ws)
print(B.shape, W.shape)
print(f"spacing {bs[1] - bs[0]:.2f} and {ws[1] - ws[0]:.2f}")
# --8<-- [end:grid]

# --8<-- [start:surface]
x3 = x_train[:, :, np.newaxis]
y3 = y_train[:, :, np.newaxis]
print(x3.shape)
errors = B + W * x3 - y3
print(errors.shape)
losses = (errors**2).mean(axis=0)
print(losses.shape)
# --8<-- [end:surface]

# --8<-- [start:minimum]
row, column = np.unravel_index(losses.argmin(), losses.shape)
print(f"grid:  b {bs[column]:.4f}, w {ws[row]:.4f}, loss {losses.min():.4f}")

# Least squares: a column of ones for b, the feature for w
columns = np.hstack([np.ones_like(x_train), x_train])
best = np.linalg.lstsq(columns, y_train, rcond=None)[0]
best_b, best_w = best[:, 0]
best_loss = ((best_b + best_w * x_train - y_train) ** 2).mean()
print(f"exact: b {best_b:.4f}, w {best_w:.4f}, loss {best_loss:.4f}")
# --8<-- [end:minimum]

# --8<-- [start:contour]
import matplotlib.pyplot as plt

plt.figure(figsize=(5, 4.4))
levels = [0.05, 0.3, 1, 2, 4, 7, 11, 16]
lines = plt.contour(B, W, losses, levels, colors="gray", linewidths=0.8)
plt.clabel(lines, [0.3, 1, 4], fmt="%g", fontsize=10)
plt.axhline(w[0], color="C3", lw=1.5, ls="--", label="cut at the first w")
plt.axvline(b[0], color="C4", lw=1.5, ls=":", label="cut at the first b")
plt.plot(b, w, "C1o", label="start")
plt.plot(best_b, best_w, "C2*", markersize=12, label="minimum")
plt.xlabel("b (bias)")
plt.ylabel("w (weight)")
plt.legend(loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2)
plt.show()
# --8<-- [end:contour]

# --8<-- [start:cuts]
b_curve = ((bs + w * x_train - y_train) ** 2).mean(axis=0)
w_curve = ((b + ws * x_train - y_train) ** 2).mean(axis=0)
start_loss = ((b + w * x_train - y_train) ** 2).mean()
print(b_curve.shape, w_curve.shape)
print(f"start: loss {start_loss:.2f}")
print(f"first w kept: lowest at b {bs[b_curve.argmin()]:.2f}")
print(f"first b kept: lowest at w {ws[w_curve.argmin()]:.2f}")
# --8<-- [end:cuts]

# --8<-- [start:cross_sections]
fig, axes = plt.subplots(1, 2, figsize=(5, 2.8), sharey=True)
axes[0].plot(bs, b_curve, "C3--")
axes[0].plot(b, start_loss, "C1o")
axes[0].plot(best_b, best_loss, "C2*", markersize=8)
axes[0].set_xlabel("b (bias)")
axes[0].set_ylabel("loss (MSE)")
axes[0].set_title("first w kept")
axes[1].plot(ws, w_curve, "C4:")
axes[1].plot(w, start_loss, "C1o")
axes[1].plot(best_w, best_loss, "C2*", markersize=8)
axes[1].set_xlabel("w (weight)")
axes[1].set_title("first b kept")
axes[1].set_ylim(-0.3, 4)
plt.show()
# --8<-- [end:cross_sections]

# --8<-- [start:swapped]
print(f"right: b {bs[column]:.2f}, w {ws[row]:.2f}")
print(f"wrong: b {bs[row]:.2f}, w {ws[column]:.2f}")
# --8<-- [end:swapped]
