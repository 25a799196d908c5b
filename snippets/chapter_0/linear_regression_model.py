"""What the model y = b + w x + noise says, term by term."""
# ruff: noqa: F821

# --8<-- [start:figure]
import matplotlib.pyplot as plt
import numpy as np

b, w = 1, 2
x = np.array([0, 1, 2, 3, 4])
line = b + w * x
y = line + np.array([0.5, -1, 0.75, 1, -1.25])
plt.plot(x, line, color="C1", label="line: b + w x")
plt.vlines(x, line, y, color="C3", linestyles="dotted", label="noise")
plt.scatter(x, y, zorder=3, label="points: y")

# b: where the line starts; w: one to the right, w up
plt.plot(0, b, "ks")
plt.text(0.12, 0.3, "b = 1")
plt.plot([2, 3, 3], [5, 5, 7], "k--", linewidth=1.2)
plt.text(2.2, 4.3, "1 unit of x")
plt.text(3.1, 5.7, "w = 2")

plt.ylim(-0.3, 9.5)
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:line]
import numpy as np

b = 1
w = 2
x = np.array([0, 1, 2, 3, 4])

line = b + w * x
print(line)
# --8<-- [end:line]

# --8<-- [start:noise]
e = np.array([0.5, -1, 0.75, 1, -1.25])
y = b + w * x + e
print(y)
# --8<-- [end:noise]

# --8<-- [start:salary]
start, per_year = 24_000, 1_500
years = np.array([0, 4, 4, 10])
noise = np.array([400, -900, 1_200, -700])

expected = start + per_year * years
salary = expected + noise
print(expected)
print(salary)
# --8<-- [end:salary]

# --8<-- [start:formula_as_code]
try:
    y = b + wx + e
except NameError as error:
    print("NameError:", error)
# --8<-- [end:formula_as_code]
