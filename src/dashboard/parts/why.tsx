import { apiPath, type Drivers, type GapRow, getJson } from '../api.ts'
import { useLoad } from '../use-load.ts'
import { useShell } from '../use-shell.ts'
import { Persons, spanOf, Whisker } from './quantity.tsx'
import { Figure } from './states.tsx'

/** A bar from nothing to a value: no band, since means add up and quantiles do not. */
const bar = (value: number) => ({ p10: Math.min(0, value), p50: value, p90: Math.max(0, value) })

function DriverTable({ data }: { readonly data: Drivers }) {
  const { words } = useShell()
  const { low, high } = spanOf([...data.drivers.map((row) => bar(row.persons)), bar(data.meanGap)])
  const lines = [
    ...data.drivers.map((row) => ({ key: row.driver as string, name: words.label(row.label), persons: row.persons })),
    { key: 'sum', name: words.t('why.sum'), persons: data.meanGap },
  ]
  return (
    <table class="bars why">
      <caption class="visually-hidden">{words.t('why.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{words.t('why.driver')}</th>
          <th scope="col">{words.t('unit.thousandPersons')}</th>
          <td class="whisker-cell" />
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} data-driver={line.key}>
            <th scope="row">{line.name}</th>
            <td class="median">
              <Persons value={line.persons} signed />
            </td>
            <td class="whisker-cell">
              <Whisker band={bar(line.persons)} low={low} high={high} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Persons that a decimal of a thousand shows: rounded together, so that what is shown adds up. */
const SHOWN_TO = 100

/** Why there is a gap: its drivers, which add up to it, and the same numbers in a sentence. */
export function Why({ row }: { readonly row: GapRow }) {
  const { words } = useShell()
  const drivers = useLoad<Drivers>(apiPath(`gaps/${encodeURIComponent(row.id)}/drivers`, { round: SHOWN_TO }), getJson)
  return (
    <div class="why-block">
      <h3>{words.t('why.title')}</h3>
      <Figure loaded={drivers} lines={10}>
        {(data) => (
          <>
            <p class="lead">{words.label(data.sentence)}</p>
            <DriverTable data={data} />
            <p class="note">{words.t('why.note', { median: words.signedThousands(data.gap.gap.p50) })}</p>
          </>
        )}
      </Figure>
    </div>
  )
}
