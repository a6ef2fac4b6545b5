import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { DefinitionList, ErrorExplanation, ErrorParams, MethodList } from '../../contracts/definitions.ts'
import { RATINGS } from '../../contracts/gaps.ts'
import type { Manifest } from '../../contracts/releases.ts'
import { RATING_NAMES, REPLACEMENT_DEFINITIONS, STATUSES, TERMS } from '../../reports/glossary.ts'
import { METHODS } from '../../reports/methods.ts'
import { currentManifest, servableRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { jsonResponse } from '../data-route.ts'
import { PROBLEMS } from '../problem.ts'

/** GET /v1/definitions, /v1/methods and /v1/errors/{code} */
export function definitionRoutes(app: FastifyInstance, { pool }: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/v1/definitions',
    {
      schema: {
        tags: ['reference'],
        summary: 'What the words mean, in Vietnamese and English, with the rating cut-offs in force',
        response: jsonResponse(DefinitionList, 'Terms, definition ids, statuses and ratings'),
      },
    },
    async () => {
      const manifest = await currentManifest(pool)
      return {
        terms: [...TERMS],
        replacementDemand: [...REPLACEMENT_DEFINITIONS],
        statuses: [...STATUSES],
        ratings: ratingLimits(manifest),
        clearRatingFrom: manifest?.clearRatingFrom ?? null,
        cutOffVersion: manifest?.cutOffVersion ?? null,
        shortageThresholdPercent: manifest?.shortageThresholdPercent ?? null,
      }
    },
  )
  api.get(
    '/v1/methods',
    {
      schema: {
        tags: ['reference'],
        summary: 'How each kind of figure is made, in Vietnamese and English, with formula and literature',
        response: jsonResponse(MethodList, 'Methods'),
      },
    },
    async () => ({
      methods: [...METHODS],
      release: await servableRelease(pool),
      supplyMethod: (await currentManifest(pool))?.supplyMethod ?? null,
    }),
  )
  api.get(
    '/v1/errors/:code',
    {
      schema: {
        tags: ['reference'],
        summary: 'What an error code means and what to do; the type of a problem leads here',
        params: ErrorParams,
        response: jsonResponse(ErrorExplanation, 'The code in both languages'),
      },
    },
    async (request) => ({ code: request.params.code, ...PROBLEMS[request.params.code] }),
  )
}

/** Classes from strong shortage down. The limits lie on both sides of zero; a value on one belongs to the milder class. */
function ratingLimits(manifest: Manifest | null) {
  const limits = [...new Set(manifest?.normalisedGapCutOffs.flatMap((c) => [c, -c]))].sort((a, b) => b - a)
  return RATINGS.map((rating, i) => ({
    rating,
    name: RATING_NAMES[rating],
    above: limits[i] ?? null,
    upTo: limits[i - 1] ?? null,
  }))
}
