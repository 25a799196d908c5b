"""What the forward pass computes: one prediction a point."""

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train
import numpy as np

yhat = b + w * x_train

# --8<-- [start:one_point]
print("x:        ", x_train[0].round(2))
print("predicted:", yhat[0].round(2))
print("measured: ", y_train[0].round(2))
# --8<-- [end:one_point]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.scatter(x_train, y_train, s=14, alpha=0.5, label="data: y")
plt.scatter(x_train, yhat, s=14, color="C1", marker="s", label="predictions: ŷ")
plt.plot([x_train[0], x_train[0]], [yhat[0], y_train[0]], "k:", label="first point")
plt.plot(x_train[0], y_train[0], "ko", markersize=5)
plt.plot(x_train[0], yhat[0], "ks", markersize=5)
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:new_points]
new_x = np.array([[0], [0.5], [10]])
print(1 + 2 * new_x)
# --8<-- [end:new_points]

# --8<-- [start:repeated_list]
print(2 * np.array([[0], [1], [2]]))
print(2 * [0, 1, 2])
try:
    print(0.5 * [0, 1, 2])
except TypeError as error:
    print("TypeError:", error)
# --8<-- [end:repeated_list]
