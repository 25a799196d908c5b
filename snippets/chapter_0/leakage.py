"""What a choice of features and a scaler learn when they see the validation set."""

import numpy as np

from chapter_0.pipeline import idx, train_idx, val_idx, x, x_train, x_val

# --8<-- [start:draws]
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler


def losses_of_both(noise, target):
    """The validation loss with features chosen on all points, and on the training points."""
    both = []
    for points in (idx, train_idx):
        select = SelectKBest(f_regression, k=10)
        select.fit(noise[points], target[points])
        chosen = select.transform(noise)
        model = LinearRegression()
        model.fit(chosen[train_idx], target[train_idx])
        error = model.predict(chosen[val_idx]) - target[val_idx]
        both.append((error**2).mean())
    return both


np.random.seed(42)
draws = [(np.random.randn(100, 1000), np.random.randn(100)) for draw in range(20)]
losses = [losses_of_both(*draw) for draw in draws]
chosen_on_all, chosen_on_train = np.array(losses).T

# the first draw, for the code that follows
features, target = draws[0]
y_train, y_val = target[train_idx], target[val_idx]
# --8<-- [end:draws]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.figure(figsize=(5, 3.2))
draw = np.arange(1, 21)
plt.plot(draw, chosen_on_train, "o", color="C0", label="chosen on the training points")
plt.plot(draw, chosen_on_all, "s", color="C3", label="chosen on all points")
plt.axhline(1, color="k", linestyle="--", linewidth=1)
plt.ylim(0, 3.2)
plt.xticks([1, 5, 10, 15, 20])
plt.xlabel("draw")
plt.ylabel("validation loss (MSE)")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:before]
select = SelectKBest(f_regression, k=10)
select.fit(features, target)
chosen = select.transform(features)

model = LinearRegression()
model.fit(chosen[train_idx], y_train)
yhat = model.predict(chosen[val_idx])
loss = ((yhat - y_val) ** 2).mean()
print(f"validation {loss:.2f}")
# --8<-- [end:before]

# --8<-- [start:new]
new = np.random.randn(2000, 1000)
new_target = np.random.randn(2000)

chosen_new = select.transform(new)
yhat = model.predict(chosen_new)
loss = ((yhat - new_target) ** 2).mean()
print(f"new points {loss:.2f}")
# --8<-- [end:new]

# --8<-- [start:after]
from sklearn.pipeline import make_pipeline

model = make_pipeline(
    SelectKBest(f_regression, k=10),
    LinearRegression(),
)
model.fit(features[train_idx], y_train)

yhat = model.predict(features[val_idx])
loss = ((yhat - y_val) ** 2).mean()
print(f"validation {loss:.2f}")
# --8<-- [end:after]

# --8<-- [start:scaler]
on_all = StandardScaler().fit(x)
on_train = StandardScaler().fit(x_train)

leaked = on_all.transform(x_val)
moved = leaked - on_train.transform(x_val)
print(f"{np.abs(moved).max():.2f}")
# --8<-- [end:scaler]
