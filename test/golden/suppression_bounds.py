"""Bounds of suppressed cells by linear programming, for test/market/disclosure. scipy 1.17.1 (HiGHS), Python 3.

Run: python3 suppression_bounds.py > suppression-bounds.json
Tolerance of the test: 1e-6, the feasibility tolerance of the solver on values up to 2,000.
"""
import json
import random
from scipy.optimize import linprog

rng = random.Random(20250)
cases = []
for rows, columns, share in [(3, 4, 0.5), (4, 4, 0.45), (5, 3, 0.5), (4, 6, 0.4), (3, 3, 0.8)]:
    cells = [[rng.choice([0, 2, 7, 15, 40, 120, 500]) for _ in range(columns)] for _ in range(rows)]
    table = [row + [sum(row)] for row in cells]
    table.append([sum(row[c] for row in table) for c in range(columns + 1)])
    hidden = [
        [rng.random() < (share if r < rows and c < columns else 0.25) for c in range(columns + 1)]
        for r in range(rows + 1)
    ]
    hidden[rows][columns] = False
    names = [(r, c) for r in range(rows + 1) for c in range(columns + 1) if hidden[r][c]]
    place = {cell: n for n, cell in enumerate(names)}
    lines = [[(r, c) for c in range(columns + 1)] for r in range(rows + 1)]
    lines += [[(r, c) for r in range(rows + 1)] for c in range(columns + 1)]
    equations, known = [], []
    for line in lines:
        row, right = [0.0] * len(names), 0.0
        for k, (r, c) in enumerate(line):
            sign = -1.0 if k == len(line) - 1 else 1.0
            if hidden[r][c]:
                row[place[(r, c)]] = sign
            else:
                right -= sign * table[r][c]
        equations.append(row)
        known.append(right)
    bounds = []
    for n, (r, c) in enumerate(names):
        cost = [0.0] * len(names)
        cost[n] = 1.0
        low = linprog(cost, A_eq=equations, b_eq=known, bounds=(0, None))
        high = linprog([-x for x in cost], A_eq=equations, b_eq=known, bounds=(0, None))
        assert low.status == 0 and high.status in (0, 3), (low.message, high.message)
        bounds.append({"row": r, "column": c, "low": low.fun, "high": None if high.status == 3 else -high.fun})
    cases.append({"cells": cells, "hidden": hidden, "bounds": bounds})
print(json.dumps(cases))
