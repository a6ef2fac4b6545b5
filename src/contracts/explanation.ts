import { z } from 'zod'

const Weights = z.record(z.string(), z.number()).describe('Share of each contender in the forecast, summing to 1')
const Share = z.number().nullable()

/** What a forecast was made of, and why. */
export const Explanation = z.object({
  series: z.string(),
  published: z.string().describe('combination, or the benchmark that took its place'),
  window: z.object({ from: z.string(), to: z.string() }).describe('Periods the contenders saw'),
  breaks: z.array(z.string()).describe('Registered breaks that were obeyed'),
  notes: z.array(z.string()).describe('Gaps filled, ends withheld, reconciliation'),
  weights: Weights,
  thirds: z
    .array(z.object({ from: z.number().int(), to: z.number().int(), weights: Weights }))
    .describe('Weights by third of the horizon; empty where the release does not hold them'),
  networkShare: z.number(),
  scores: z
    .array(
      z.object({
        contender: z.string(),
        n: z.number().int(),
        mase: Share,
        wape: Share,
        scrps: Share,
        cov80: Share,
        cov95: Share,
      }),
    )
    .describe('Backtest, pooled over horizons, best first'),
  benchmark: z
    .object({ contender: z.string(), ratio: z.number() })
    .nullable()
    .describe(
      "The seasonal naive forecast, and the combination's MASE over its MASE: below 1 the combination was closer",
    ),
  stretch: z
    .object({
      own: z.number(),
      level80: z.array(z.number()),
      level95: z.array(z.number()),
      errors: z.array(z.number().int()),
    })
    .nullable()
    .describe("By step, the factor on the models' own widths, and the backtest errors behind it"),
  calibration: z.string(),
})
export type Explanation = z.infer<typeof Explanation>
