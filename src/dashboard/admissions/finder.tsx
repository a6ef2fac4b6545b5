import { useState } from 'preact/hooks'
import type { Programme } from '../../contracts/programmes.ts'
import { foldVietnamese } from '../../domain/fold.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.tsx'

/** Finds a programme by words of names and codes, with or without Vietnamese marks. */
export function Finder({
  rows,
  chosen,
}: {
  readonly rows: readonly Programme[]
  readonly chosen: Programme | undefined
}) {
  const { words, address } = useView()
  const [text, setText] = useState(address.search)
  const wanted = foldVietnamese(text).split(' ')
  const found = rows.filter((row) => {
    const own = foldVietnamese(
      [
        row.id,
        row.moetCode,
        row.field,
        row.name.vi,
        row.name.en,
        row.institution.name.vi,
        row.institution.name.en,
      ].join(' '),
    )
    return wanted.every((word) => own.includes(word))
  })
  return (
    <section aria-labelledby="finder-title" class="finder">
      <h2 id="finder-title">{words.t('finder.title')}</h2>
      <form class="controls" onSubmit={(event) => event.preventDefault()}>
        <label class="grow">
          <span>{words.t('finder.label')}</span>
          <input
            type="search"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            autocomplete="off"
          />
        </label>
        <p class="note" role="status">
          {words.t('finder.count', { n: found.length, all: rows.length })}
        </p>
      </form>
      {rows.length === 0 && <p class="empty">{words.t('finder.none')}</p>}
      <details open={chosen === undefined || text !== address.search}>
        <summary>{words.t('finder.list')}</summary>
        <ScrollBox label={words.t('finder.list')}>
          <table class="programmes">
            <thead>
              <tr>
                <th scope="col">{words.t('term.programme')}</th>
                <th scope="col" class="text">
                  {words.t('term.institution')}
                </th>
                <th scope="col" class="text wide">
                  {words.t('about.level')}
                </th>
                <th scope="col" class="wide">
                  {words.t('about.code')}
                </th>
                <th scope="col">{words.t('term.intakeNow')}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((row) => (
                <tr key={row.id} data-chosen={row.id === chosen?.id}>
                  <th scope="row">
                    <ViewLink
                      to={{ ...address, programme: row.id, search: text, overrides: {}, set: {} }}
                      current={row.id === chosen?.id}
                    >
                      {words.label(row.name)}
                    </ViewLink>
                  </th>
                  <td class="text">{words.label(row.institution.name)}</td>
                  <td class="text wide">{words.look(`level.${row.level}`)}</td>
                  <td class="wide">{row.moetCode}</td>
                  <td>{words.persons(row.currentIntake)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </details>
    </section>
  )
}
