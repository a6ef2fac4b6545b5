# Golden values for test/forecast from the R package forecast; our own code has no part in them.
#
#   Rscript make-golden.R > golden-r.json     Made with the versions in golden-r.json["versions"]; Debian: r-cran-forecast.
#
# Series: R's own AirPassengers, the first 60 values of Nile, and UKgas from 1976 (quarterly). For each form of ets the
# parameters R found, its first states, log-likelihood, AICc and forecasts; thetaf; ARIMA of fixed orders by conditional sum of
# squares and, with the same data, by maximum likelihood; auto.arima's choice. ASCII JSON by hand: no package but forecast.
suppressPackageStartupMessages(library(forecast))
num <- function(x) paste0("[", paste(format(as.numeric(x), digits = 15, trim = TRUE, scientific = FALSE), collapse = ","), "]")
one <- function(x) format(as.numeric(x), digits = 15, trim = TRUE, scientific = FALSE)
row <- function(...) {
  parts <- list(...)
  paste0("{", paste0('"', names(parts), '":', unlist(parts), collapse = ","), "}")
}
text <- function(s) paste0('"', s, '"')
air <- AirPassengers
nile <- window(Nile, end = time(Nile)[60])
gas <- window(UKgas, start = 1976)
all <- list(air = air, nile = nile, gas = gas)

forms <- list(
  c("nile", "ANN"), c("nile", "AAN"), c("nile", "MNN"), c("nile", "MAN"),
  c("gas", "ANA"), c("gas", "AAA"), c("gas", "MNM"), c("gas", "MAM"), c("gas", "MAA"),
  c("air", "AAA"), c("air", "MAM"), c("air", "MNA")
)
damped <- list(c("nile", "AAN"), c("gas", "AAA"), c("gas", "MAM"), c("air", "MAM"), c("nile", "MAN"))
fit <- function(name, model, damp) {
  y <- all[[name]]
  f <- ets(y, model = model, damped = damp)
  p <- f$par
  value <- function(key, otherwise) if (key %in% names(p)) p[[key]] else otherwise
  m <- frequency(y)
  seasonal <- substr(model, 3, 3) != "N"
  # R keeps the newest seasonal state first; ours begins with the state of the first period
  states <- f$initstate
  season <- if (seasonal) rev(tail(states, m)) else 0
  h <- 2 * m + 2
  ahead <- forecast(f, h = h, level = 80, simulate = FALSE)
  width <- (as.numeric(ahead$upper) - as.numeric(ahead$mean)) / qnorm(0.9)
  row(
    series = text(name), model = text(model), damped = if (damp) "true" else "false",
    alpha = one(value("alpha", 0)), beta = one(value("beta", 0)), gamma = one(value("gamma", 0)), phi = one(value("phi", 1)),
    level = one(states[["l"]]), growth = one(if ("b" %in% names(states)) states[["b"]] else 0), season = num(season),
    loglik = one(f$loglik), aicc = one(f$aicc), sigma = one(sqrt(f$sigma2)), residuals = num(head(residuals(f), 8)),
    mean = num(ahead$mean), spread = num(width)
  )
}
smoothing <- c(
  sapply(forms, function(f) fit(f[1], f[2], FALSE)),
  sapply(damped, function(f) fit(f[1], f[2], TRUE))
)
theta <- sapply(names(all), function(name) {
  f <- thetaf(all[[name]], h = 12, level = 80)
  row(series = text(name), mean = num(f$mean), spread = num((as.numeric(f$upper) - as.numeric(f$mean)) / qnorm(0.9)))
})
# Naive 2 as the M4 competition defines it: Bartlett's limits at 90 % for the autocorrelation at one season, then the last
# value of the series over its classical multiplicative indices
naive2 <- sapply(names(all), function(name) {
  y <- all[[name]]
  m <- frequency(y)
  index <- rep(1, m)
  if (m > 1 && length(y) >= 3 * m) {
    r <- acf(y, lag.max = m, plot = FALSE)$acf[-1]
    if (abs(r[m]) > 1.645 * sqrt((1 + 2 * sum(r[seq_len(m - 1)]^2)) / length(y))) {
      index <- as.numeric(decompose(y, type = "multiplicative")$figure)
    }
  }
  n <- length(y)
  at <- function(t) index[(t - 1) %% m + 1]
  row(series = text(name), mean = num(y[n] / at(n) * at(n + 1:12)))
})
orders <- list(
  list("nile", c(1, 0, 1), c(0, 0, 0), TRUE), list("nile", c(0, 1, 1), c(0, 0, 0), FALSE), list("nile", c(2, 1, 0), c(0, 0, 0), FALSE),
  list("gas", c(0, 1, 1), c(0, 1, 1), FALSE), list("gas", c(1, 0, 0), c(1, 1, 0), FALSE), list("air", c(2, 1, 1), c(0, 1, 0), FALSE)
)
box <- sapply(orders, function(o) {
  y <- if (o[[1]] == "nile") all[[o[[1]]]] else log(all[[o[[1]]]])
  exact <- Arima(y, order = o[[2]], seasonal = o[[3]], include.mean = o[[4]], method = "ML")
  ahead <- forecast(exact, h = 12, level = 80)
  row(
    series = text(o[[1]]), order = num(o[[2]]), seasonal = num(o[[3]]), constant = if (o[[4]]) "true" else "false",
    coefficients = num(coef(exact)), sigma = one(sqrt(exact$sigma2)), mean = num(ahead$mean),
    spread = num((as.numeric(ahead$upper) - as.numeric(ahead$mean)) / qnorm(0.9))
  )
})
chosen <- sapply(names(all), function(name) {
  y <- if (name == "nile") all[[name]] else log(all[[name]])
  f <- auto.arima(y)
  row(series = text(name), order = num(arimaorder(f)), mean = num(forecast(f, h = 12)$mean))
})
cat(paste0(
  "{\n\"versions\":", row(R = text(R.version.string), forecast = text(as.character(packageVersion("forecast")))),
  ",\n\"series\":{", paste0('"', names(all), '":', sapply(all, num), collapse = ",\n"),
  "},\n\"ets\":[", paste(smoothing, collapse = ",\n"), "],\n\"theta\":[", paste(theta, collapse = ",\n"),
  "],\n\"naive2\":[", paste(naive2, collapse = ",\n"),
  "],\n\"arima\":[", paste(box, collapse = ",\n"), "],\n\"auto\":[", paste(chosen, collapse = ",\n"), "]\n}\n"
))
