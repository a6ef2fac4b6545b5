#!/usr/bin/env node
import { Command } from 'commander'
import { registerAdvise } from './cli/advise.ts'
import { registerBacktest } from './cli/backtest.ts'
import { registerCompare } from './cli/compare.ts'
import { registerDisclosure } from './cli/disclosure.ts'
import { registerExplain } from './cli/explain.ts'
import { explainFailure } from './cli/failure.ts'
import { registerFetch } from './cli/fetch.ts'
import { registerForecast } from './cli/forecast.ts'
import { registerGaps } from './cli/gaps.ts'
import { registerIngest } from './cli/ingest.ts'
import { registerInspect } from './cli/inspect.ts'
import { registerMigrate } from './cli/migrate.ts'
import { registerOrders } from './cli/orders.ts'
import { registerOverride } from './cli/override.ts'
import { PACKAGE_VERSION } from './cli/package.ts'
import { registerProgrammes } from './cli/programmes.ts'
import { registerReport } from './cli/report.ts'
import { registerScenario } from './cli/scenario.ts'
import { registerServe } from './cli/serve.ts'
import { registerStart } from './cli/start.ts'
import { registerStatus } from './cli/status.ts'
import { registerWorker } from './cli/worker.ts'

const program = new Command('nhanluc')
  .description(
    'Dự báo cung - cầu lao động và thiếu hụt kỹ năng theo ngành.\nLabour supply-and-demand forecasts and skills gaps by sector.',
  )
  .version(PACKAGE_VERSION)
  .showHelpAfterError()

for (const register of [
  registerStart,
  registerMigrate,
  registerIngest,
  registerInspect,
  registerFetch,
  registerForecast,
  registerBacktest,
  registerExplain,
  registerCompare,
  registerGaps,
  registerScenario,
  registerOverride,
  registerReport,
  registerProgrammes,
  registerAdvise,
  registerOrders,
  registerDisclosure,
  registerServe,
  registerWorker,
  registerStatus,
]) {
  register(program)
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(1)
})
