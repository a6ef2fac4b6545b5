# Peers of the R package forecast on one file of series, with their default settings.
#
#   Rscript forecast.R series.csv forecasts.csv FREQUENCY HORIZON
#
# series.csv: series_id,value in time order. forecasts.csv: series_id,peer,h,mean and 21 quantiles (0.025, 0.05 .. 0.95, 0.975)
# from the prediction intervals at levels 10, 20 .. 90 and 95, the median being the mean forecast, sorted. Rows appear series
# by series, so that a run that was stopped can be gone on with. The last line of stdout: CPU seconds by peer.
suppressPackageStartupMessages(library(forecast))
args <- commandArgs(trailingOnly = TRUE)
frequency <- as.integer(args[3])
h <- as.integer(args[4])
levels <- c(seq(10, 90, by = 10), 95)
panel <- read.csv(args[1], colClasses = c("character", "numeric"))
done <- if (file.exists(args[2])) unique(read.csv(args[2], header = FALSE, colClasses = "character")[[1]]) else character()
peers <- list(
  "R ets" = function(y) forecast(ets(y), h = h, level = levels),
  "R auto.arima" = function(y) forecast(auto.arima(y), h = h, level = levels),
  "R thetaf" = function(y) thetaf(y, h = h, level = levels)
)
out <- file(args[2], "a")
seconds <- setNames(numeric(length(peers)), names(peers))
for (id in unique(panel$series_id)) {
  if (id %in% done) next
  y <- ts(panel$value[panel$series_id == id], frequency = frequency)
  all <- list()
  for (peer in names(peers)) {
    clock <- proc.time()
    f <- tryCatch(peers[[peer]](y), error = function(e) NULL)
    seconds[peer] <- seconds[peer] + sum((proc.time() - clock)[1:2])
    if (is.null(f)) next
    q <- cbind(f$lower, f$mean, f$upper)
    # lower and upper come by level; the grid wants 0.025, 0.05, 0.1 .. 0.9, 0.95, 0.975
    q <- t(apply(matrix(q, nrow = h), 1, sort))
    all[[peer]] <- cbind(as.numeric(f$mean), q)
  }
  if (length(all) == length(peers)) all[["R mean of the three"]] <- Reduce(`+`, all) / length(all)
  for (peer in names(all)) {
    m <- all[[peer]]
    rows <- paste(dQuote(id, FALSE), dQuote(peer, FALSE), seq_len(h), apply(format(m, digits = 12, trim = TRUE), 1, paste, collapse = ","), sep = ",")
    writeLines(rows, out)
  }
  flush(out)
}
close(out)
cat(paste(names(seconds), round(seconds, 2), sep = "=", collapse = ";"), "\n")
cat(R.version.string, as.character(packageVersion("forecast")), sep = ", forecast ")
cat("\n")
