import type { BandValues } from '../../../contracts/common.ts'
import type { Definitions, GapRow } from '../../api.ts'
import { Persons, spanOf, Whisker } from '../../parts/quantity.tsx'
import { Why } from '../../parts/why.tsx'
import { type PlannerKey, type PlannerWords, usePage } from '../page.tsx'
import { gapMethod, shortName } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'
import { RATING_ORDER } from '../ratings.ts'
import { OverrideNotes } from './override-note.tsx'

function Quantiles({ row }: { readonly row: GapRow }) {
  const { words } = usePage()
  const lines: readonly { key: PlannerKey; field: string; band: BandValues; signed: boolean }[] = [
    { key: 'term.demand', field: 'demand', band: row.demand, signed: false },
    { key: 'term.supply', field: 'supply', band: row.supply, signed: false },
    { key: 'term.gap', field: 'gap', band: row.gap, signed: true },
    { key: 'term.expansion', field: 'expansionDemand', band: row.expansionDemand, signed: true },
    { key: 'term.replacement', field: 'replacementDemand', band: row.replacementDemand, signed: false },
    { key: 'term.openings', field: 'jobOpenings', band: row.jobOpenings, signed: true },
  ]
  // Flows share one scale; stocks are so much larger that a bar would only show that.
  const { low, high } = spanOf(lines.slice(2).map((line) => line.band))
  return (
    <table class="quantiles">
      <caption class="visually-hidden">{words.t('gap.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{words.t('unit.thousandPersons')}</th>
          <th scope="col">P10</th>
          <th scope="col">P50</th>
          <th scope="col">P90</th>
          <td class="whisker-cell" />
        </tr>
      </thead>
      <tbody>
        {lines.map((line, k) => (
          <tr key={line.field} data-figure={line.field}>
            <th scope="row">{words.t(line.key, { baseYear: row.base.year })}</th>
            <td>
              <Persons value={line.band.p10} signed={line.signed} />
            </td>
            <td class="median">
              <Persons value={line.band.p50} signed={line.signed} />
            </td>
            <td>
              <Persons value={line.band.p90} signed={line.signed} />
            </td>
            <td class="whisker-cell">
              {k >= 2 && <Whisker band={line.band} low={low} high={high} isGap={line.field === 'gap'} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Probability of each rating, as one bar and as text. */
function Ratings({ row }: { readonly row: GapRow }) {
  const { words } = usePage()
  return (
    <div class="ratings">
      <h3>{words.t('gap.ratings')}</h3>
      <p class="stack" aria-hidden="true">
        {RATING_ORDER.map((rating) => (
          <i key={rating} class="part" data-rating={rating} style={{ flexGrow: row.ratingProbabilities[rating] }} />
        ))}
      </p>
      <ul>
        {RATING_ORDER.map((rating) => (
          <li key={rating} data-modal={rating === row.rating}>
            <i class="swatch" data-rating={rating} aria-hidden="true" />
            <span>{words.t(`rating.${rating}`)}</span> <b>{words.probability(row.ratingProbabilities[rating])}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the rating is, whether it is clear, and the class of the median where that is another. */
function ratingNote(words: PlannerWords, row: GapRow): string {
  const [rating, median] = [words.t(`rating.${row.rating}`), words.t(`rating.${row.medianRating}`)]
  return [
    words.t(row.ratingIsClear ? 'gap.ratingNote' : 'gap.ratingUnclear', { rating }),
    ...(row.medianRating === row.rating ? [] : [words.t('gap.ratingMedian', { median })]),
  ].join(' ')
}

/** Demand, supply and gap of the chosen year with their uncertainty, the openings, and the rating with its probabilities. */
export function GapDetail({
  row,
  definitions,
}: {
  readonly row: GapRow
  readonly definitions: Definitions | undefined
}) {
  const { words, release } = usePage()
  const definition = definitions?.replacementDemand.find((candidate) => candidate.term === row.definitionId)
  return (
    <section aria-labelledby="gap-title" data-gap={row.id}>
      <h2 id="gap-title">{words.t('gap.title', { sector: shortName(words, row), year: row.year })}</h2>
      <div class="columns">
        <div>
          <Quantiles row={row} />
          <p class="note">
            {words.t('gap.definition')} <code>{row.definitionId}</code>:{' '}
            {definition ? words.label(definition.text) : words.look(`definition.${row.definitionId}`, '')}
          </p>
        </div>
        <div>
          <Ratings row={row} />
          <p class="note">
            {ratingNote(words, row)}{' '}
            {words.t('gap.shortage', {
              threshold: words.number(row.shortageThresholdPercent, 0),
              p: words.probability(row.pShortage),
              positive: words.probability(row.pGapPositive),
              normalised: words.signedPercent(row.normalisedGap, 2),
            })}
          </p>
        </div>
      </div>
      <OverrideNotes figure={row.id} />
      <Why row={row} />
      <SourceLine statuses={['F', row.base.obsStatus]} method={gapMethod(words, release?.manifest)} />
    </section>
  )
}
