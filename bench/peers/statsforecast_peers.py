"""Peers of the Python package statsforecast on one file of series, with their default settings.

    python statsforecast_peers.py series.csv forecasts.csv FREQUENCY HORIZON

Same files as forecast.R: series_id,value in time order in; series_id,peer,h,mean and 21 quantiles out, from the prediction
intervals at levels 10, 20 .. 90 and 95, sorted. One process. The last two lines of stdout: CPU seconds, versions.
"""
import csv
import os
import platform
import sys
import time
from collections import defaultdict

os.environ.setdefault("NIXTLA_ID_AS_COL", "1")
import numpy as np
import statsforecast
from statsforecast.models import AutoARIMA, AutoETS, AutoTheta

source, target, frequency, horizon = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
LEVELS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95]
series = defaultdict(list)
with open(source, newline="") as rows:
    for row in csv.DictReader(rows):
        series[row["series_id"]].append(float(row["value"]))
done = set()
if os.path.exists(target):
    with open(target, newline="") as rows:
        done = {row[0] for row in csv.reader(rows)}

MODELS = {
    "statsforecast AutoETS": lambda: AutoETS(season_length=frequency),
    "statsforecast AutoARIMA": lambda: AutoARIMA(season_length=frequency),
    "statsforecast AutoTheta": lambda: AutoTheta(season_length=frequency),
}
seconds = dict.fromkeys(MODELS, 0.0)
with open(target, "a", newline="") as out:
    writer = csv.writer(out)
    for name, values in series.items():
        if name in done:
            continue
        y = np.array(values)
        tables = {}
        for peer, make in MODELS.items():
            began = time.process_time()
            f = make().forecast(y=y, h=horizon, level=LEVELS)
            seconds[peer] += time.process_time() - began
            bands = [f[f"{side}-{level}"] for side in ("lo", "hi") for level in LEVELS]
            tables[peer] = np.column_stack([f["mean"], np.sort(np.column_stack([f["mean"], *bands]), axis=1)])
        tables["statsforecast mean of the three"] = sum(tables.values()) / len(tables)
        for peer, table in tables.items():
            for h, row in enumerate(table, start=1):
                writer.writerow([name, peer, h, *(f"{v:.12g}" for v in row)])
        out.flush()
print(";".join(f"{peer}={s:.2f}" for peer, s in seconds.items()))
print(f"Python {platform.python_version()}, statsforecast {statsforecast.__version__}")
