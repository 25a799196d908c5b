"""What a scaler and a feature selection learn when they see the validation set."""

import numpy as np

from chapter_0.pipeline import idx, train_idx, val_idx, x, x_train, x_val

# --8<-- [start:scalers]
from sklearn.preprocessing import StandardScaler

on_all = StandardScaler().fit(x)
on_train = StandardScaler().fit(x_train)

for name, scaler in [("all", on_all), ("train", on_train)]:
    mean, deviation = scaler.mean_[0], scaler.scale_[0]
    print(f"{name:5}: mean {mean:.4f}, deviation {deviation:.4f}")
# --8<-- [end:scalers]

# --8<-- [start:scaled_validation_set]
val_all = on_all.transform(x_val)
val_train = on_train.transform(x_val)
print(f"moved by at most {np.abs(val_all - val_train).max():.4f}")
# --8<-- [end:scaled_validation_set]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.figure(figsize=(5, 2.4))
both = np.hstack([val_train, val_all]).T
plt.plot(both, [0, 1], color="gray", linewidth=0.8)
plt.scatter(val_all, np.ones(20), s=22, color="C3", marker="s")
plt.scatter(val_train, np.zeros(20), s=22, color="C0")
plt.yticks([0, 1], ["fitted on\ntrain", "fitted on\nall"])
plt.ylim(-0.4, 1.4)
plt.xlabel("scaled x of the validation set")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:selection]
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.linear_model import LinearRegression


def validation_loss(features, target, fit_on):
    select = SelectKBest(f_regression, k=10)
    select.fit(features[fit_on], target[fit_on])
    chosen = select.transform(features)

    model = LinearRegression()
    model.fit(chosen[train_idx], target[train_idx])
    error = model.predict(chosen[val_idx]) - target[val_idx]
    return (error**2).mean()


np.random.seed(42)
noise = np.random.randn(100, 1000)
target = np.random.randn(100)
wrong = validation_loss(noise, target, fit_on=idx)
right = validation_loss(noise, target, fit_on=train_idx)
print(f"chosen on all {wrong:.2f}, on train {right:.2f}")
# --8<-- [end:selection]

# --8<-- [start:repeat]
losses = []
for draw in range(20):
    noise = np.random.randn(100, 1000)
    target = np.random.randn(100)
    wrong = validation_loss(noise, target, fit_on=idx)
    right = validation_loss(noise, target, fit_on=train_idx)
    losses.append([wrong, right])

wrong, right = np.array(losses).T
print(f"on average: all {wrong.mean():.2f}, train {right.mean():.2f}")
print(f"all lower than train: {(wrong < right).sum()} of 20")
# --8<-- [end:repeat]

# --8<-- [start:figure_selection]
draws = np.arange(1, 21)
plt.plot(draws, right, "o", color="C0", label="fitted on train")
plt.plot(draws, wrong, "s", color="C3", label="fitted on all")
plt.axhline(1, color="k", linestyle="--", linewidth=1)
plt.ylim(0, 3.2)
plt.xticks([1, 5, 10, 15, 20])
plt.xlabel("draw")
plt.ylabel("validation loss (MSE)")
plt.legend(loc="upper center", ncols=2)
plt.show()
# --8<-- [end:figure_selection]
