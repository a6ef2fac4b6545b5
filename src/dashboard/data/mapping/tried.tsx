import type { Preview } from '../../../contracts/files.ts'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { decimalsOf } from '../figure-text.ts'
import { type DataWords, useView } from '../view.ts'

const FIELDS = ['measure', 'area', 'industry', 'occupation', 'sex', 'age', 'concept', 'period'] as const

/** A code in words where there is a short one. */
function sayField(words: DataWords, field: (typeof FIELDS)[number], code: string): string {
  if (code === '_Z') return words.t('dim.none')
  if (code === '_T') return words.t('dim.total')
  return field === 'measure' || field === 'sex' ? words.look(`${field}.${code}`, code) : code
}

/** What would become of the file: the accounting, why figures are refused, and the first tidy rows. */
export function Tried({ preview }: { readonly preview: Preview }) {
  const { words } = useView()
  const count = (n: number) => words.number(n, 0)
  const { rows, refusals } = preview
  const used = FIELDS.filter(
    (field) => rows.some(({ row }) => row[field] !== rows[0]!.row[field]) || field === 'period',
  )
  // Of a dataset kept as published: the dimensions that tell its rows apart.
  const own = [...new Set(rows.flatMap(({ row }) => ('dimensions' in row ? Object.keys(row.dimensions) : [])))]
  return (
    <>
      <p class="identity" data-good={preview.good} data-refused={preview.refused} role="status">
        {words.t(preview.isPartial ? 'tried.sumPartial' : 'tried.sum', {
          figures: count(preview.figures),
          good: count(preview.good),
          nil: count(preview.nil),
          refused: count(preview.refused),
        })}
      </p>
      {refusals.length > 0 && (
        <>
          <h3>{words.t('tried.why')}</h3>
          <ul class="reasons">
            {refusals.map((one) => (
              <li key={one.reason}>
                <b>{count(one.rows)}</b> {words.label(one.text)}{' '}
                <small>{words.t('tried.first', { place: one.place, raw: one.raw })}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {rows.length > 0 && (
        <>
          <h3>{words.t('tried.rows', { n: rows.length })}</h3>
          <p class="note">
            {FIELDS.filter((field) => !used.includes(field))
              .map((field) => `${words.t(`field.${field}`)}: ${sayField(words, field, rows[0]!.row[field])}`)
              .join('; ')}
          </p>
          <ScrollBox label={words.t('tried.rows', { n: rows.length })}>
            <table class="tried">
              <thead>
                <tr>
                  <th scope="col">{words.t('found.place')}</th>
                  {used.map((field) => (
                    <th key={field} scope="col" class="text">
                      {words.t(`field.${field}`)}
                    </th>
                  ))}
                  {own.map((id) => (
                    <th key={id} scope="col" class="text">
                      {id}
                    </th>
                  ))}
                  <th scope="col">{words.t('found.text')}</th>
                  <th scope="col">{words.t('tried.value')}</th>
                  <th scope="col" class="text">
                    {words.t('tried.status')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ place, text, row }) => (
                  <tr key={place} data-place={place}>
                    <th scope="row">{place}</th>
                    {used.map((field) => (
                      <td key={field} class="text">
                        {sayField(words, field, row[field])}
                      </td>
                    ))}
                    {own.map((id) => (
                      <td key={id} class="text">
                        {'dimensions' in row ? (row.dimensions[id] ?? '–') : '–'}
                      </td>
                    ))}
                    <td>{text}</td>
                    <td class="median">
                      {row.value === null
                        ? '–'
                        : `${words.number(row.value * 10 ** row.unitMult, decimalsOf(row.unit, row.value))} ${words.look(`units.${row.unit}0`, row.unit)}`}
                    </td>
                    <td class="text">{words.look(`status.${row.obsStatus}`, row.obsStatus)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </>
      )}
    </>
  )
}
