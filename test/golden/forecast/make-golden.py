"""Golden values for test/forecast, from statsmodels, statsforecast, scipy and numpy; our own code has no part in them.

Run:  python make-golden.py > golden.json     Made with the versions in golden.json["versions"].
AirPassengers: Box & Jenkins (1976), series G. Oil: Saudi Arabia, 1996-2007, Hyndman & Athanasopoulos, FPP2, section 7.1.
Nile: Aswan 1871-1970, Cobb (1978), first 60 values.
"""
import json
import warnings

import numpy as np
import scipy
import statsmodels
from scipy.optimize import minimize
from scipy.stats import norm
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import kpss

warnings.filterwarnings("ignore")
air = np.array([112,118,132,129,121,135,148,148,136,119,104,118,115,126,141,135,125,149,170,170,158,133,114,140,145,150,178,163,172,178,199,199,184,162,146,166,171,180,193,181,183,218,230,242,209,191,172,194,196,196,236,235,229,243,264,272,237,211,180,201,204,188,235,227,234,264,302,293,259,229,203,229,242,233,267,269,270,315,364,347,312,274,237,278,284,277,317,313,318,374,413,405,355,306,271,306,315,301,356,348,355,422,465,467,404,347,305,336,340,318,362,348,363,435,491,505,404,359,310,337,360,342,406,396,420,472,548,559,463,407,362,405,417,391,419,461,472,535,622,606,508,461,390,432], float)
oil = np.array([446.6565, 454.4733, 455.6630, 423.6322, 456.2713, 440.5881, 425.3325, 485.1494, 506.0482, 526.7920, 514.2689, 494.2110])
nile = np.array([1120,1160,963,1210,1160,1160,813,1230,1370,1140,995,935,1110,994,1020,960,1180,799,958,1140,1100,1210,1150,1250,1260,1220,1030,1100,774,840,874,694,940,833,701,916,692,1020,1050,969,831,726,456,824,702,1120,1100,832,764,821,768,845,864,862,698,845,744,796,1040,759], float)
out = {"versions": {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
       "air": air.tolist(), "oil": oil.tolist(), "nile": nile.tolist()}

# ---- exponential smoothing at fixed parameters and states: one-step residuals, last states and forecasts
def fixed(y, error, trend, damped, seasonal, m, params):
    model = ETSModel(y, error=error, trend=trend, damped_trend=damped, seasonal=seasonal, seasonal_periods=m or None)
    result = model.smooth(np.array([params[name] for name in model.param_names]))
    e = result.resid
    return {"params": params, "resid": e.tolist(), "forecast": result.forecast(m * 2 if m else 8).tolist()}

season = [0.9, 0.88, 1.02, 0.99, 0.98, 1.1, 1.21, 1.2, 1.06, 0.92, 0.8, 0.94]
addseason = [-24, -36, 2, -5, -4, 35, 64, 62, 17, -20, -54, -37]
def init(level, growth=None, seas=None):
    p = {"initial_level": level}
    if growth is not None: p["initial_trend"] = growth
    if seas is not None:
        # statsmodels: initial_seasonal.0 belongs to the last period before the sample
        for i in range(len(seas)): p[f"initial_seasonal.{i}"] = seas[-1 - i] if False else list(reversed(seas))[i]
    return p
out["ets"] = {
    "AAN": fixed(oil, "add", "add", False, None, 0, {"smoothing_level": 0.6, "smoothing_trend": 0.1, **init(446.0, 3.0)}),
    "ADN": fixed(oil, "add", "add", True, None, 0, {"smoothing_level": 0.6, "smoothing_trend": 0.2, "damping_trend": 0.9, **init(446.0, 3.0)}),
    "MAM": fixed(air, "mul", "add", False, "mul", 12, {"smoothing_level": 0.5, "smoothing_trend": 0.02, "smoothing_seasonal": 0.1, **init(120.0, 2.0, season)}),
    "AAA": fixed(air, "add", "add", False, "add", 12, {"smoothing_level": 0.5, "smoothing_trend": 0.02, "smoothing_seasonal": 0.1, **init(120.0, 2.0, addseason)}),
}
out["season"], out["addSeason"] = season, addseason

# ---- estimated: simple smoothing of the Nile, with variance of the forecast
fit = ETSModel(nile, error="add", trend=None, seasonal=None).fit(disp=False, maxiter=2000)
out["ses"] = {"alpha": float(fit.params[0]), "level0": float(fit.params[1]), "forecast": float(fit.forecast(1)[0]), "sse": float(np.sum(fit.resid ** 2))}

# ---- Theta without a season
theta = ThetaModel(nile, deseasonalize=False, period=1).fit(use_mle=False)
out["theta"] = {"alpha": float(theta.params["alpha"]), "b0": float(theta.params["b0"]), "forecast": theta.forecast(6, theta=2).tolist()}

# ---- classical decomposition
dec = seasonal_decompose(air, model="multiplicative", period=12)
out["decompose"] = {"multiplicative": dec.seasonal[:12].tolist(), "additive": seasonal_decompose(air, model="additive", period=12).seasonal[:12].tolist()}

# ---- ARIMA: conditional sum of squares of the airline model, minimised by scipy; forecasts of the exact model at its own estimates
logs = np.log(air)
w = np.diff(logs)[12:] - np.diff(logs)[:-12]
def css(x):
    e = np.zeros(len(w)); th, TH = x
    for t in range(len(w)):
        e[t] = w[t] - th * (e[t-1] if t >= 1 else 0) - TH * (e[t-12] if t >= 12 else 0) - th * TH * (e[t-13] if t >= 13 else 0)
    return np.sum(e ** 2)
best = minimize(css, [-0.3, -0.5], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-14})
exact = ARIMA(logs, order=(0, 1, 1), seasonal_order=(0, 1, 1, 12), trend="n").fit()
forecast = exact.get_forecast(24)
out["airline"] = {"css": best.x.tolist(), "sse": float(best.fun), "exact": exact.params[:2].tolist(),
                  "forecast": forecast.predicted_mean.tolist(), "se": forecast.se_mean.tolist()}
out["kpss"] = [{"x": "nile", "lags": 3, "statistic": float(kpss(nile, regression="c", nlags=3)[0])},
               {"x": "air", "lags": 4, "statistic": float(kpss(air, regression="c", nlags=4)[0])}]
out["normal"] = [[p, float(norm.ppf(p))] for p in (1e-6, 0.01, 0.025, 0.1, 0.3, 0.5, 0.77, 0.975, 0.999)]

# ---- reconciliation of a tree total = a + b, a = a1 + a2, with numpy
S = np.array([[1, 1, 1], [1, 1, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0]], float)  # total, a, b, a1, a2 by leaves a1, a2, b
base = np.array([105.0, 62.0, 47.0, 33.0, 26.0])
rng = np.random.default_rng(3)
resid = rng.normal(size=(40, 5)) * np.array([3, 2, 1.5, 1, 2.5])
resid[:, 0] += resid[:, 1] + 0.5 * resid[:, 2]
def gls(W):
    X = np.linalg.solve(W, S)
    return (S @ np.linalg.solve(S.T @ X, X.T @ base)).tolist()
V = resid.T @ resid / 40
sd = np.sqrt(np.diag(V)); R = V / np.outer(sd, sd)
z = resid / sd
prod = z[:, :, None] * z[:, None, :]
var = ((prod - R) ** 2).sum(0) / (40 * 39)
off = ~np.eye(5, dtype=bool)
lam = min(1, max(0, var[off].sum() / (R[off] ** 2).sum()))
W = lam * np.diag(np.diag(V)) + (1 - lam) * V
out["reconcile"] = {"base": base.tolist(), "residuals": resid.T.tolist(), "lambda": float(lam), "ols": gls(np.eye(5)),
                    "structural": gls(np.diag(S.sum(1))), "variance": gls(np.diag(np.diag(V))), "mint": gls(W)}

# ---- dynamic optimised Theta: parameters found by statsforecast and its forecasts from them
import statsforecast
from statsforecast.theta import auto_theta, forecast_theta
out["versions"]["statsforecast"] = statsforecast.__version__
out["dotm"] = {}
for name, y in (("air", air), ("nile", nile)):
    model = auto_theta(y, 1, model="DOTM")
    par = model["par"]
    out["dotm"][name] = {"level": float(par["initial_smoothed"]), "alpha": float(par["alpha"]), "theta": float(par["theta"]),
                         "forecast": [float(v) for v in forecast_theta(model, 12)["mean"]]}
# ---- Theil-Sen line, intercept from the residuals' median
from scipy.stats import theilslopes
out["theilSen"] = {}
for name, y in (("oil", oil), ("nile", nile)):
    line = theilslopes(y, np.arange(len(y)), method="joint")
    out["theilSen"][name] = {"slope": float(line[0]), "level": float(line[1])}
print(json.dumps(out, indent=1))
