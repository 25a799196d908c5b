"""What the forward pass computes: one prediction a point."""

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

yhat = b + w * x_train

# --8<-- [start:one_point]
print(yhat.shape)
print(f"x = {x_train[0, 0]:.4f}, predicted {yhat[0, 0]:.4f}, measured {y_train[0, 0]:.4f}")
# --8<-- [end:one_point]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.scatter(x_train, y_train, s=14, alpha=0.5, label="data: y")
plt.scatter(x_train, yhat, s=14, color="C1", marker="s", label="predictions: ŷ")
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:figure]
