"""Writes reference.json: what other programs say of the figures that ledgers are made of.

    python3 make_reference.py PROTOTYPE

PROTOTYPE is the folder of ledger.py and incidents.py, the Python prototype of the ledger; needs numpy, scipy, pandas
and mpmath (1.3). Numbers are from seeded generators: the file comes out alike wherever it is made. Tails of Student's
t and gamma functions are mpmath's, to 40 digits, since scipy's own lose digits where p is nearly 1.
"""
import json
import os
import sys

import mpmath
import numpy as np

sys.path.insert(0, sys.argv[1])
import incidents
import ledger

mpmath.mp.dps = 40


def student_tail(nu, x):
    """-ln P(T > x) of Student's t with nu degrees of freedom."""
    nu, x = mpmath.mpf(nu), mpmath.mpf(x)
    z = nu / (nu + x * x)
    tail = mpmath.betainc(nu / 2, mpmath.mpf(1) / 2, 0, z, regularized=True) / 2
    return float(-mpmath.log(tail if x > 0 else 1 - tail))


def students():
    freedoms = [1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 24, 31, 40, 57, 80, 101, 128, 150, 199, 200]
    values = [-5, -3.25, -2, -1, -0.5, -0.01, 0.001, 0.1, 0.5, 1, 1.75, 2.5, 3, 4, 5.5, 7, 10, 15, 22.5, 30, 45, 60]
    return [[nu, x, student_tail(nu, x)] for nu in freedoms for x in values]


def gammas():
    return [[k, float(mpmath.loggamma(mpmath.mpf(k) / 2))] for k in (1, 2, 3, 4, 5, 7, 20, 101, 511, 512, 513, 1000, 8192)]


def habits(seed, floor):
    rng = np.random.default_rng(seed)
    units, groups, windows = 30, 4, 9
    level, of = rng.normal(8, 4, units), rng.integers(0, groups - 1, units)
    cases = []
    for unit in range(units - 3):  # the last three are never seen, nor is the last group
        for _ in range(rng.integers(1, windows)):
            cases.append([unit, int(of[unit]), float(np.log2(1 + max(0, int(2 ** rng.normal(level[unit], 2.5)))))])
    unit, group, value = (np.array(column) for column in zip(*cases))
    unit, group = unit.astype(int), group.astype(int)
    model = ledger.Habit(unit, group, value, units, groups, floor=floor)
    own = (4 * model.sig + model.ss) / (4 + model.n)
    asked = [[int(u), int(of[u]), float(y)] for u in range(units) if own[u] > floor for y in (0, 4, 8, 12.5, 20, 30)]
    asked += [[units - 1, groups - 1, 10.0], [units - 2, groups - 1, 25.0]]
    u, g, y = (np.array(column) for column in zip(*asked))
    nats = model.nats(u.astype(int), g.astype(int), y)
    return dict(units=units, groups=groups, floor=floor, cases=cases,
                asked=[a + [float(s)] for a, s in zip(asked, nats)])


def scale(seed, count, silent, rounded):
    rng = np.random.default_rng(seed)
    values = rng.exponential(3, count)
    if rounded:
        values = np.round(values)
    values[rng.random(count) < silent] = np.nan
    weights = rng.choice([1.0, 0.5, 0.25, 0.125], count)
    model = ledger.Calib(values, weights)
    most = np.nanmax(values)
    asked = np.r_[-1.0, 0.0, rng.uniform(0, most, 20), most]
    return dict(values=[None if np.isnan(v) else float(v) for v in values], weights=weights.tolist(),
                asked=[[float(s), float(p)] for s, p in zip(asked, model.p(asked))])


def means(seed):
    rng, cases = np.random.default_rng(seed), []
    for _ in range(20):
        p, weights = np.exp(-rng.exponential(4, 6)), rng.uniform(0.05, 2, 6)
        cases.append(dict(p=p.tolist(), weights=weights.tolist(), mean=float(incidents.hm(p, weights))))
    return cases


ps = [1e-12, 1e-9, 1e-6, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 0.9, 0.99, 0.9999]
timings = [(n, c) for n in (6, 7, 8, 10, 20, 50, 99) for c in (0.02, 0.05, 0.1, 0.3, 0.45, 0.6, 1.0, 2.0)]
reference = dict(
    student=students(),
    gamma=gammas(),
    regularity=[[n, c, float(ledger.reg_nats(np.array([n]), np.array([c]))[0])] for n, c in timings],
    log_e=[[p, float(incidents.lne(np.array([p]))[0])] for p in ps],
    habits=[habits(1, 0.25), habits(2, 1.0)],
    scales=[scale(3, 60, 0, False), scale(4, 60, 0.4, False), scale(5, 200, 0.2, True), scale(6, 4, 0, False)],
    means=means(7),
)
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("{\n" + ",\n".join(f" {json.dumps(name)}: {json.dumps(part)}" for name, part in reference.items()))
    file.write("\n}\n")
