"""What the model y = b + w x + noise says, term by term."""

# --8<-- [start:figure]
import matplotlib.pyplot as plt
import numpy as np

b, w = 24, 1.5
x = np.array([0, 2, 4, 4, 10])
line = b + w * x
y = line + np.array([1.5, -2.5, -1, 2.5, -0.5])
plt.plot(x, line, color="C1", label="line: b + w x")
plt.vlines(x, line, y, color="C3", linestyles="dotted", linewidth=2, label="noise")
plt.scatter(x, y, zorder=3, label="points: y")

# b: where the line starts; w: how much each year adds
plt.plot(0, b, "ks")
plt.text(0.3, 22.8, "b = 24")
plt.plot([5, 9, 9], [31.5, 31.5, 37.5], "k--", linewidth=1.2)
plt.text(5.9, 29.9, "4 years")
plt.text(9.15, 34, "4 w = 6")

plt.xlim(-0.6, 11.4)
plt.ylim(21.6, 41)
plt.yticks([24, 27, 30, 33, 36, 39])
plt.xlabel("x: years of experience")
plt.ylabel("y: salary in thousands")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:line]
import numpy as np

b = 24
w = 1.5
x = np.array([0, 2, 4, 4, 10])

line = b + w * x
print(line)
# --8<-- [end:line]

# --8<-- [start:noise]
e = np.array([1.5, -2.5, -1, 2.5, -0.5])
y = b + w * x + e
print(y)
# --8<-- [end:noise]

# --8<-- [start:six_years]
predicted = b + w * 6
print("predicted:", predicted)
print("earned:   ", predicted - 2)
# --8<-- [end:six_years]

# --8<-- [start:months]
months = 48
print("unchanged:  ", b + w * months)
print("months / 12:", b + w * (months / 12))
print("w / 12:     ", b + (w / 12) * months)
# --8<-- [end:months]
