"""The loss of every pair (b, w): a bowl, its minimum, and two of its cross-sections."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train


# --8<-- [start:loss_of_a_pair]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


# --8<-- [end:loss_of_a_pair]

# --8<-- [start:grid]
bs = np.linspace(-1, 3, 101)
ws = np.linspace(-1, 4, 101)
B, W = np.meshgrid(bs, ws)

# a third axis of length one for the grid to broadcast along
x3 = x_train[:, :, np.newaxis]
y3 = y_train[:, :, np.newaxis]
errors = B + W * x3 - y3
losses = (errors**2).mean(axis=0)
print(errors.shape, losses.shape)
# --8<-- [end:grid]

# --8<-- [start:minimum]
# a column of ones for b, the feature for w
columns = np.hstack([np.ones_like(x_train), x_train])
best = np.linalg.lstsq(columns, y_train, rcond=None)[0]
best_b, best_w = best[:, 0]
print(f"b {best_b:.4f}, w {best_w:.4f}: {mse(best_b, best_w):.4f}")
# --8<-- [end:minimum]

# --8<-- [start:bowl]
import matplotlib.pyplot as plt

fig = plt.figure(figsize=(5, 4))
bowl = fig.add_subplot(projection="3d", computed_zorder=False)
few = slice(None, None, 7)
colours = np.zeros((15, 15, 4))
colours[:] = plt.matplotlib.colors.to_rgba("C0")
heights = np.sqrt(losses[few, few] / losses.max())
colours[:, :, 3] = 0.7 - 0.6 * heights  # the deeper, the stronger
grid = B[few, few], W[few, few], losses[few, few]
mesh = {"rstride": 1, "cstride": 1, "linewidth": 0.3}
bowl.plot_surface(*grid, facecolors=colours, shade=False, **mesh)
along_b = [mse(value, w) for value in bs]
along_w = [mse(b, value) for value in ws]
bowl.plot(bs, np.full(101, w[0]), along_b, color="C3", ls="--", label="first w kept")
bowl.plot(np.full(101, b[0]), ws, along_w, color="C4", label="first b kept")
bowl.plot(b, w, [mse(b, w)], "C1o", label="start")
bowl.plot([best_b], [best_w], [mse(best_b, best_w)], "C2*", ms=12, label="minimum")
for axis in (bowl.xaxis, bowl.yaxis, bowl.zaxis):
    axis.pane.fill = False
    axis.pane.set_edgecolor("gray")
bowl.set(zlim=(0, 12), xticks=(-1, 1, 3), yticks=(-1, 1, 3), zticks=(0, 4, 8, 12))
bowl.set_xlabel("b (bias)", labelpad=4)
bowl.set_ylabel("w (weight)", labelpad=8)
bowl.set_zlabel("loss (MSE)")
bowl.view_init(elev=18, azim=118)
bowl.set_box_aspect((4, 5, 4), zoom=1)
fig.legend(loc="outside upper center", ncols=2)
plt.show()
# --8<-- [end:bowl]

# --8<-- [start:places]
print(f"start:   {mse(b, w):.4f}")
print(f"(2, -1): {mse(2, -1):.4f}")
print(f"(1, 2):  {mse(1, 2):.4f}")
# --8<-- [end:places]

# --8<-- [start:contour]
plt.figure(figsize=(5, 4.4))
levels = [0.05, 0.3, 1, 2, 4, 7, 11, 16]
shades = [("C0", alpha) for alpha in np.linspace(0.65, 0.05, 8)]
some = slice(None, None, 4)
grid = [values[some, some] for values in (B, W, losses)]
plt.contourf(*grid, [0, *levels], colors=shades)
lines = plt.contour(*grid, levels, colors="gray", linewidths=0.8)
plt.clabel(lines, [0.05, 0.3, 1, 2, 4], fmt="%g", fontsize=10, colors="k")
plt.axhline(w[0], color="C3", lw=2, ls="--", label="first w kept")
plt.axvline(b[0], color="C4", lw=2, label="first b kept")
plt.plot(b, w, "C1o", label="start")
plt.plot(best_b, best_w, "C2*", markersize=12, label="minimum")
plt.xlabel("b (bias)")
plt.ylabel("w (weight)")
plt.legend(loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2)
plt.show()
# --8<-- [end:contour]

# --8<-- [start:cuts]
b_curve = [mse(value, w) for value in bs]
w_curve = [mse(b, value) for value in ws]
low_b = bs[np.argmin(b_curve)]
low_w = ws[np.argmin(w_curve)]
print("first w kept, lowest loss at")
print(f"b {low_b:.2f}: {mse(low_b, w):.2f}")
print("first b kept, lowest loss at")
print(f"w {low_w:.2f}: {mse(b, low_w):.2f}")
# --8<-- [end:cuts]

# --8<-- [start:cross_sections]
fig, axes = plt.subplots(1, 2, figsize=(5, 2.8), sharey=True)
axes[0].plot(bs, b_curve, "C3--")
axes[0].plot(b, mse(b, w), "C1o")
axes[0].plot(low_b, mse(low_b, w), "ks", ms=6)
axes[0].plot(best_b, mse(best_b, best_w), "C2*", ms=9)
axes[0].set(xlabel="b (bias)", ylabel="loss (MSE)", title="first w kept")
axes[1].plot(ws, w_curve, "C4-")
axes[1].plot(w, mse(b, w), "C1o")
axes[1].plot(low_w, mse(b, low_w), "ks", ms=6)
axes[1].plot(best_w, mse(best_b, best_w), "C2*", ms=9)
axes[1].set(xlabel="w (weight)", title="first b kept", ylim=(-0.3, 4))
plt.show()
# --8<-- [end:cross_sections]

# --8<-- [start:swapped]
row, column = np.unravel_index(
    losses.argmin(),
    losses.shape,
)
low = losses.min()
right = (bs[column], ws[row])
wrong = (bs[row], ws[column])
print("lowest: ", low.round(4))
print("right:  ", mse(*right).round(4))
print("swapped:", mse(*wrong).round(4))
# --8<-- [end:swapped]
