import { useMemo } from 'preact/hooks'
import {
  type Areas,
  apiPath,
  type Definitions,
  type Gaps,
  getGaps,
  getJson,
  type Lenses,
  type Releases,
  type Sources,
} from '../api.ts'
import { Frame } from '../parts/frame.tsx'
import { later } from '../parts/later.tsx'
import { Empty, Problem, Waiting } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import type { Address } from './address.ts'
import { useEvidence } from './evidence.ts'
import { Fan } from './figures/fan.tsx'
import { GapDetail } from './figures/gap-detail.tsx'
import { GapSplit } from './figures/gap-split.tsx'
import { HeatMap } from './figures/heat-map.tsx'
import { LensCards } from './figures/lens-cards.tsx'
import { TrackRecord } from './figures/track-record.tsx'
import { headlineFacts } from './headline.ts'
import { type Choice, type Page, PageContext, useAddress, usePage } from './page.tsx'
import { defaultYear, type Panel, panelOf } from './panel.ts'
import { AreaSwitch, ReleaseBanner } from './parts/area-and-release.tsx'
import { AskingContext } from './parts/asking-context.ts'
import { Controls } from './parts/controls.tsx'
import { Headline } from './parts/headline.tsx'

/** Rows a page; an area with all years, sectors and sexes fits into one. */
const PAGE_ROWS = 5000

const Asking = later(() => import('./figures/asking.tsx').then((module) => module.Asking), 12)
const Changes = later(() => import('./figures/changes.tsx').then((module) => module.Changes), 4)
const Method = later(() => import('./figures/method.tsx').then((module) => module.Method), 30)
const PastRounds = later(() => import('./figures/past-rounds.tsx').then((module) => module.PastRounds), 24)

/** Area the page opens with. */
const HOME = 'VN-HN'

type Area = Areas['rows'][number]

/** The nearest area around this one that has gaps: a province lies in a region, and a region in the country. */
function containing(areas: readonly Area[], area: Area | undefined): Area | undefined {
  const next = areas.find((row) => row.id === area?.parent)
  return next === undefined || next.hasGaps ? next : containing(areas, next)
}

/** Fills in what the address leaves open: Hanoi, 2030, and the section that is shortest of people. */
function choose(address: Address, area: string, panel: Panel | undefined): Choice {
  const years = panel?.years ?? []
  const year =
    address.year !== undefined && (years.length === 0 || years.includes(address.year))
      ? address.year
      : defaultYear(years)
  const asked = address.subject
  const known = asked && (!panel || panel.rows.some((row) => row.sector === asked.id))
  const facts = panel && headlineFacts(panel.rows, year)
  const usual = { kind: 'sector', id: (facts?.shortage ?? facts?.likeliest)?.sector ?? '_T' } as const
  const subject = known && asked ? asked : usual
  const sex = !panel || panel.sexesOf(subject.id).includes(address.sex) ? address.sex : 'T'
  return { ...address, area, year, subject, sex }
}

/** What a planner asks: which sectors will be short of whom, when, and how sure that is. */
export function PlannerApp() {
  const { address, words, go } = useAddress()
  const areas = useLoad<Areas>(apiPath('areas'), getJson)
  const known = areas.data?.rows
  // Hanoi is asked for at once; any other area waits for the list, so that a mistyped one is not an error.
  const areaRow = known?.find((row) => row.id === (address.area ?? HOME)) ?? known?.find((row) => row.id === HOME)
  const area = areaRow?.id ?? HOME
  const isServed = areaRow ? areaRow.hasGaps : address.area === undefined || address.area === HOME
  const gaps = useLoad<Gaps>(isServed ? apiPath('gaps', { area, limit: PAGE_ROWS }) : undefined, getGaps)
  const releases = useLoad<Releases>(apiPath('releases'), getJson)
  const sources = useLoad<Sources>(apiPath('sources'), getJson)
  const panel = useMemo(() => (gaps.data ? panelOf(gaps.data.rows) : undefined), [gaps.data])
  // While another area is loading, the old figures stay under their own name.
  const shown = (gaps.busy && panel?.rows[0]?.area) || area
  const choice = choose(address, shown, panel)
  const shownRow = known?.find((row) => row.id === shown)
  const areaName = shownRow ? words.label(shownRow.name) : '…'
  const parentRow = containing(known ?? [], shownRow)

  const release =
    releases.data?.rows.find((row) => row.id === gaps.data?.meta.release) ??
    releases.data?.rows.find((row) => row.isCurrent)

  const page: Page = {
    words,
    choice,
    areaName,
    parent: parentRow && { id: parentRow.id, name: words.label(parentRow.name) },
    release,
    previous: releases.data?.rows.find((row) => release && row.createdAt < release.createdAt),
    sources: sources.data?.rows ?? [],
    go: (change) => go({ ...choice, area, ...change }),
  }
  return (
    <PageContext.Provider value={page}>
      <Frame
        title={shownRow ? words.t('page.title', { area: areaName }) : 'Nhân lực'}
        heading={words.t('page.heading', { area: areaName })}
        aside={<ReleaseBanner />}
        busy={gaps.busy}
        footer={words.t('footer.text')}
      >
        <AreaSwitch areas={areas.data?.rows ?? []} />
        {page.previous && panel && <Changes />}
        {gaps.problem && <Problem loaded={gaps} />}
        {areas.problem && !gaps.problem && <Problem loaded={areas} />}
        {!gaps.problem && !panel && (areaRow?.hasGaps ?? true) && <Waiting lines={60} />}
        {(areaRow?.hasGaps === false || panel?.rows.length === 0) && (
          <Empty>
            {words.t('state.noGaps', { area: areaName })}{' '}
            {areaRow?.unavailableReason && words.label(areaRow.unavailableReason)}
          </Empty>
        )}
        {panel && panel.rows.length > 0 && <Figures panel={panel} />}
      </Frame>
    </PageContext.Provider>
  )
}

/** The figures, in the order a planner reads them. */
function Figures({ panel }: { readonly panel: Panel }) {
  const { choice } = usePage()
  const lenses = useLoad<Lenses>(apiPath('lenses'), getJson)
  const definitions = useLoad<Definitions>(apiPath('definitions'), getJson)
  const evidence = useEvidence()
  const row = panel.find(choice.subject.id, choice.year, choice.sex)
  return (
    <>
      <Headline panel={panel} />
      <Controls panel={panel} />
      <LensCards panel={panel} lenses={lenses.data?.rows ?? []} />
      <HeatMap panel={panel} />
      <div class="columns fan-and-record">
        <Fan panel={panel} evidence={evidence} />
        <TrackRecord evidence={evidence} />
      </div>
      <PastRounds />
      {row && <GapDetail row={row} definitions={definitions.data} />}
      {row && <GapSplit row={row} />}
      <AskingContext.Provider value={{ panel, row, definitions: definitions.data }}>
        <Asking />
        <Method />
      </AskingContext.Provider>
    </>
  )
}
