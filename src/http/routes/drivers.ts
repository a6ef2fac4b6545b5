import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { DEMAND_DRIVERS, DRIVERS, type GapDriverRow, GapDrivers, GapDriversQuery } from '../../contracts/drivers.ts'
import { GapParams } from '../../contracts/gaps.ts'
import { AppError } from '../../domain/errors.ts'
import { hash32 } from '../../domain/random.ts'
import { DRIVER_NAMES, driverSentence } from '../../reports/driver-sentence.ts'
import { driverTable } from '../../reports/tables/drivers.ts'
import { readDrivers } from '../../storage/driver.ts'
import { findArea } from '../../storage/read-area.ts'
import { findGap } from '../../storage/read-gap.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

const METHOD =
  'Phân rã cầu theo cơ cấu, cung theo người rời đi và người mới, theo ngành, nghề và giới trong từng lần mô phỏng từ năm gốc; trung bình các lần mô phỏng, cộng lại đúng bằng chênh lệch trung bình. Người mới: từ nơi khác đến, rồi người tốt nghiệp và người khác; không ai bị đếm hai lần. / Shift-share of demand, and exits and newcomers of supply, by sector, occupation and sex in every draw since the base year; means over the draws, which add up to the mean gap. Newcomers: from elsewhere, then graduates and others; nobody counts twice.'

/** GET /v1/gaps/{id}/drivers */
export function driverRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/gaps/:id/drivers',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema('figures', 'Why: what a gap is made of, adding up to it exactly', GapDriversQuery, GapDrivers),
        params: GapParams,
      },
    },
    async (request, reply) => {
      const release = await resolveRelease(pool, request.query.release)
      return respond(context, request, reply, release.id, async () => {
        const gap = await findGap(pool, release, request.params.id)
        const known = new Map((await readDrivers(pool, release, gap.id)).map((row) => [row.driver, row.persons]))
        if (known.size === 0) {
          throw new AppError(
            'NOT_AVAILABLE',
            `Release ${release.id} was published without drivers. Publish again, or ask for a later release.`,
          )
        }
        const told = DRIVERS.flatMap((driver) =>
          known.has(driver)
            ? [
                {
                  driver,
                  side: DEMAND_DRIVERS.includes(driver) ? ('demand' as const) : ('supply' as const),
                  label: DRIVER_NAMES[driver],
                  persons: known.get(driver)!,
                },
              ]
            : [],
        )
        const { drivers, demandChange, supplyChange, meanGap } = addedUp(context, told, request.query.round, gap.id)
        const story = {
          sector: gap.label,
          area: (await findArea(pool, gap.area)).name,
          year: gap.year,
          baseYear: gap.base.year,
          meanGap,
          demandChange,
          supplyChange,
          drivers,
        }
        const sentence = { vi: driverSentence(story, 'vi'), en: driverSentence(story, 'en') }
        const meta = await releaseMeta(pool, release, {
          unit: 'PS',
          status: `F (base ${gap.base.obsStatus})`,
          method: METHOD,
        })
        return {
          meta,
          table: driverTable(meta, gap.id),
          rows: drivers,
          body: { meta, gap, meanGap, demandChange, supplyChange, drivers, sentence },
        }
      })
    },
  )
}

type Told = Pick<GapDriverRow, 'driver' | 'side' | 'label' | 'persons'>

/** Drivers with the changes and the mean gap they add up to, rounded together where that is asked for. */
function addedUp(
  { roundTable }: Pick<Context, 'roundTable'>,
  told: readonly Told[],
  base: number | undefined,
  gapId: string,
) {
  const sides = (['demand', 'supply'] as const).map((side) => told.map((row) => (row.side === side ? row.persons : 0)))
  if (base !== undefined && !roundTable) throw new AppError('NOT_READY', 'This process rounds no tables.')
  const rounded = base === undefined ? null : roundTable!(sides, base, hash32(gapId))
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  const [demandChange, supply] = rounded ? rounded.rows : sides.map(sum)
  const drivers = told.map((row, k) => ({
    ...row,
    persons: rounded ? sum(rounded.cells.map((cells) => cells[k]!)) : row.persons,
  }))
  return { drivers, demandChange: demandChange!, supplyChange: 0 - supply!, meanGap: demandChange! + supply! }
}
