import { readFileSync } from 'node:fs'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type pino from 'pino'
import type { Context } from './context.ts'
import { serveDashboard } from './plugins/dashboard.ts'
import { measure } from './plugins/metrics.ts'
import { describe } from './plugins/openapi.ts'
import { answerProblems, explain, sendProblem } from './plugins/problems.ts'
import { protect } from './plugins/protection.ts'
import { availabilityRoutes } from './routes/availability.ts'
import { bridgedRoutes } from './routes/bridged.ts'
import { definitionRoutes } from './routes/definitions.ts'
import { driverRoutes } from './routes/drivers.ts'
import { fetchRoutes } from './routes/fetches.ts'
import { fileRoutes } from './routes/files.ts'
import { forecastRoutes } from './routes/forecasts.ts'
import { gapRoutes } from './routes/gaps.ts'
import { healthRoutes } from './routes/health.ts'
import { indicatorRoutes } from './routes/indicators.ts'
import { jobRoutes } from './routes/jobs.ts'
import { observationRoutes } from './routes/observations.ts'
import { openingRoutes } from './routes/openings.ts'
import { orderRoutes } from './routes/orders.ts'
import { overrideRoutes } from './routes/overrides.ts'
import { pathwayRoutes } from './routes/pathways.ts'
import { programmeUploadRoutes } from './routes/programme-uploads.ts'
import { programmeRoutes } from './routes/programmes.ts'
import { qualityRoutes } from './routes/quality.ts'
import { referenceRoutes } from './routes/reference.ts'
import { releaseCompareRoutes } from './routes/release-compare.ts'
import { releaseRoutes } from './routes/releases.ts'
import { scenarioRoutes } from './routes/scenarios.ts'
import { skillRoutes } from './routes/skills.ts'
import { trackRecordRoutes } from './routes/track-record.ts'
import { uncertaintyRoutes } from './routes/uncertainty.ts'

export interface AppDeps extends Omit<Context, 'version'> {
  /** Folder of the built page, or null to serve the API alone. */
  readonly dashboardDir: string | null
  readonly logger: pino.Logger | false
}

const BODY_LIMIT_BYTES = 16_384
const ROUTES = [
  bridgedRoutes,
  gapRoutes,
  driverRoutes,
  uncertaintyRoutes,
  observationRoutes,
  forecastRoutes,
  qualityRoutes,
  fileRoutes,
  fetchRoutes,
  referenceRoutes,
  releaseRoutes,
  releaseCompareRoutes,
  scenarioRoutes,
  pathwayRoutes,
  openingRoutes,
  indicatorRoutes,
  trackRecordRoutes,
  skillRoutes,
  overrideRoutes,
  definitionRoutes,
  availabilityRoutes,
  healthRoutes,
  jobRoutes,
  programmeRoutes,
  programmeUploadRoutes,
  orderRoutes,
]

/** The API and the page, ready to listen or to be asked with `inject`. The pool stays the caller's. */
export async function createApp({ dashboardDir, logger, ...deps }: AppDeps): Promise<FastifyInstance> {
  const context: Context = { ...deps, version: packageVersion() }
  const app = Fastify({
    ...(logger ? { loggerInstance: logger as FastifyBaseLogger } : { logger: false }),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded never reaches the error handler.
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, explain(error), error),
  }) as FastifyInstance
  await protect(app, context.config.NHANLUC_RATE_LIMIT)
  answerProblems(app)
  measure(app, context.pool)
  await describe(app, context.version)
  // The zod compilers stay in here: routes of plugins carry plain JSON schemas, which they cannot read.
  await app.register(async (api) => {
    api.setValidatorCompiler(validatorCompiler)
    api.setSerializerCompiler(serializerCompiler)
    api.decorateRequest('dataFormat', 'json')
    for (const routes of ROUTES) routes(api, context)
  })
  if (dashboardDir !== null) await serveDashboard(app, dashboardDir)
  await app.ready()
  return app
}

function packageVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
