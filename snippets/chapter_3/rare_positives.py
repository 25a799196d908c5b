"""The same model on points of which half, a tenth or a hundredth are positive."""

import numpy as np

from chapter_3.pipeline import model, predict_proba, shift


# --8<-- [start:sets]
def draw(share, n=20_000):
    np.random.seed(7)
    y = np.random.rand(n, 1) < share
    x = np.random.randn(n, 2) + y * shift
    return x, y


sets = {}
for share in (0.5, 0.1, 0.01):
    x_new, positive = draw(share)
    p = predict_proba(model, x_new).numpy()
    sets[share] = p, positive


def row(share, *values):
    cells = (f"{value:8.2f}" for value in values)
    print(f"{share:<5}", *cells, sep="")


# --8<-- [end:sets]

# --8<-- [start:rates]
print("share  recall     fpr   prec.")
for share, (p, positive) in sets.items():
    called = p >= 0.5
    recall = called[positive].mean()
    fpr = called[~positive].mean()
    precision = positive[called].mean()
    row(share, recall, fpr, precision)
# --8<-- [end:rates]


# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (roc, pr) = plt.subplots(1, 2, figsize=(5.2, 3.3), layout="constrained")
steps = np.unique(np.geomspace(40, 20_000, 150).astype(int)) - 1
for (share, (p, positive)), look in zip(sets.items(), ("C0-", "C1--", "C2-."), strict=True):
    ranked = positive[p[:, 0].argsort()[::-1], 0]
    calls = np.append(steps, (p >= 0.5).sum() - 1)  # the last one: threshold 0.5
    found = ranked.cumsum()[calls]
    recall, precision = found / ranked.sum(), found / (calls + 1)
    fpr = (calls + 1 - found) / (~ranked).sum()
    roc.plot(fpr[:-1], recall[:-1], look)
    pr.plot(recall[:-1], precision[:-1], look, label=f"{share:.0%}")
    roc.plot(fpr[-1], recall[-1], look[:2] + "o")
    pr.plot(recall[-1], precision[-1], look[:2] + "o")
roc.set(title="ROC", xlabel="false-positive rate", ylabel="recall", aspect=1)
pr.set(title="precision-recall", xlabel="recall", ylabel="precision", aspect=1)
for axes in (roc, pr):
    axes.axis((-0.03, 1.03, -0.03, 1.03))
    axes.set(xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
fig.legend(loc="outside lower center", ncols=3, title="share of positives")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:formula]
def precision_at(share, recall, fpr):
    true = recall * share
    false = fpr * (1 - share)
    return true / (true + false)


p, positive = sets[0.5]
called = p >= 0.5
r = called[positive].mean()
f = called[~positive].mean()
for share in sets:
    row(share, precision_at(share, r, f))
# --8<-- [end:formula]

# --8<-- [start:areas]
from sklearn import metrics

print("share     AUC      AP")
for share, (p, positive) in sets.items():
    auc = metrics.roc_auc_score(positive, p)
    ap = metrics.average_precision_score(
        positive,
        p,
    )
    row(share, auc, ap)
# --8<-- [end:areas]

# --8<-- [start:by_hand]
p, positive = sets[0.01]
highest_first = p[:, 0].argsort()[::-1]
ranked = positive[highest_first, 0]
calls = np.arange(1, len(ranked) + 1)
precision = ranked.cumsum() / calls
print(f"{precision[ranked].mean():.2f}")
# --8<-- [end:by_hand]

# --8<-- [start:never]
print("share   model   never")
for share, (p, positive) in sets.items():
    right = ((p >= 0.5) == positive).mean()
    never = (~positive).mean()
    row(share, right, never)
# --8<-- [end:never]

# --8<-- [start:one_class]
import warnings

hundred = slice(200, 300)
few_p, few = p[hundred], positive[hundred]
print(few.sum(), "positives")
with warnings.catch_warnings(
    record=True,
    action="always",
) as caught:
    print(metrics.roc_auc_score(few, few_p))
print(caught[0].message)
# --8<-- [end:one_class]
