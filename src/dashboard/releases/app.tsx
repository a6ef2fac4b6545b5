import { apiPath, getJson, type ReleaseChanges, type Releases } from '../api.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { AreaYearFields, useOffer } from '../parts/area-year.tsx'
import { Exports } from '../parts/exports.tsx'
import { Frame } from '../parts/frame.tsx'
import { Empty, Figure, Problem, Waiting } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { KINDS } from './address.ts'
import { ChangeTable } from './changes.tsx'
import { useView, ViewLink } from './view.ts'
import { WhatDiffers } from './what-differs.tsx'

type Release = Releases['rows'][number]

const byTime = (a: Release, b: Release): number => a.createdAt.localeCompare(b.createdAt)

/** What changed from one release to another, figure by figure, and why where that is known. */
export function ReleasesApp() {
  const { words, address, go } = useView()
  const offer = useOffer(address)
  const { area, year } = offer.place
  const releases = useLoad<Releases>(apiPath('releases'), getJson)
  const all = [...(releases.data?.rows ?? [])].sort(byTime)
  const after = all.find((row) => row.id === address.after) ?? all.find((row) => row.isCurrent) ?? all.at(-1)
  const before =
    all.find((row) => row.id === address.before) ?? all.filter((row) => after && byTime(row, after) < 0).at(-1)
  const path =
    before &&
    after &&
    apiPath(`releases/${encodeURIComponent(before.id)}/compare/${encodeURIComponent(after.id)}`, {
      area,
      year,
      kind: address.kind,
      lang: address.lang,
    })
  const changes = useLoad<ReleaseChanges>(path, getJson)
  const pick = (name: 'before' | 'after', chosen: Release | undefined) => (
    <label>
      <span>{words.t(`pick.${name}`)}</span>
      <select value={chosen?.id ?? ''} onChange={(event) => go({ ...address, [name]: event.currentTarget.value })}>
        {all.map((row) => (
          <option key={row.id} value={row.id}>
            {row.id} · {words.moment(row.createdAt)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <Frame
      title={`${words.t('page.title')} – Nhân lực`}
      heading={words.t('page.heading', { area: offer.areaName, year })}
      class="releases-view spaced"
      busy={changes.busy || releases.busy}
      footer={words.t('footer.text')}
    >
      {releases.problem && <Problem loaded={releases} />}
      {changes.data && <WhatDiffers changes={changes.data} />}
      <form class="controls" aria-label={words.t('controls.title')} onSubmit={(event) => event.preventDefault()}>
        {pick('before', before)}
        {pick('after', after)}
        <AreaYearFields offer={offer} go={(change) => go({ ...address, ...offer.place, ...change })} />
      </form>
      {releases.data === undefined && !releases.problem && <Waiting lines={30} />}
      {releases.data !== undefined && path === undefined && <Empty>{words.t('page.one')}</Empty>}
      {path !== undefined && (
        <>
          <nav class="switch small kinds" aria-label={words.t('pick.kind')}>
            {KINDS.map((kind) => (
              <ViewLink key={kind} to={{ ...address, kind }} current={kind === address.kind}>
                {words.t(`pick.${kind}`)}
              </ViewLink>
            ))}
          </nav>
          <Figure loaded={changes} lines={30}>
            {(data) => (
              <>
                <ChangeTable changes={data} />
                <Exports path={path} />
                <AnswerLine meta={data.meta} />
              </>
            )}
          </Figure>
        </>
      )}
    </Frame>
  )
}
