import type { BandValues } from '../../contracts/common.ts'
import { useShell } from '../use-shell.ts'

/** A head-count in thousands that keeps the unrounded figure for whoever copies or tests it. */
export function Persons({ value, signed = false }: { readonly value: number; readonly signed?: boolean }) {
  const { words } = useShell()
  return <data value={value}>{signed ? words.signedThousands(value) : words.thousands(value)}</data>
}

/** `low to high`, the 80 % band in thousands. */
export function Range({ band, signed = false }: { readonly band: BandValues; readonly signed?: boolean }) {
  const { words } = useShell()
  return <span class="range">{words.range(band, signed)}</span>
}

/** P10-P90 as a bar, P50 as a tick, on a scale shared by the neighbours, with the zero line where the scale has one. */
export function Whisker(props: {
  readonly band: BandValues
  readonly low: number
  readonly high: number
  /** Gaps are coloured by their side, flows are not. */
  readonly isGap?: boolean
}) {
  const { band, low, high, isGap = true } = props
  const at = (value: number) => `${(((value - low) / (high - low || 1)) * 100).toFixed(2)}%`
  return (
    <span class="whisker" aria-hidden="true">
      {low < 0 && high > 0 && <i class="zero" style={{ left: at(0) }} />}
      <i
        class={!isGap ? 'bar' : band.p50 > 0 ? 'bar short' : 'bar long'}
        style={{ left: at(band.p10), width: `calc(${at(band.p90)} - ${at(band.p10)})` }}
      />
      <i class="tick" style={{ left: at(band.p50) }} />
    </span>
  )
}

/** Lowest P10 and highest P90, zero included. */
export function spanOf(bands: readonly BandValues[]): { low: number; high: number } {
  return {
    low: bands.reduce((min, band) => Math.min(min, band.p10), 0),
    high: bands.reduce((max, band) => Math.max(max, band.p90), 0),
  }
}
