import type { StagedFigure } from '../contracts/ingest.ts'
import { AppError } from '../domain/errors.ts'
import type { Correction } from '../storage/correction.ts'

export interface Corrections {
  /** Whether figures of this series must each be looked at. */
  concerns(seriesId: string): boolean
  /** @throws AppError SOURCE_SCHEMA_CHANGED when the source no longer says what the entry expects */
  apply(figure: StagedFigure): StagedFigure
}

/** Applies the register of corrections to figures; each corrected figure says so in its note, with what was published. */
export function createCorrections(entries: readonly Correction[]): Corrections {
  const bySeries = new Map<string, Correction[]>()
  for (const entry of entries) bySeries.set(entry.seriesId, [...(bySeries.get(entry.seriesId) ?? []), entry])
  return {
    concerns: (seriesId) => bySeries.has(seriesId),
    apply(figure) {
      const entry = bySeries
        .get(figure.seriesId)
        ?.find((one) => one.periodStart === figure.periodStart && (one.vintage ?? figure.vintage) === figure.vintage)
      if (!entry || figure.isWithdrawn) return figure
      if (figure.value !== entry.expected) throw noLongerExpected(entry, figure)
      const note = [figure.note, `Corrected (${entry.correctionId}): published as ${entry.expected}`]
        .filter(Boolean)
        .join('. ')
      return { ...figure, value: entry.value, obsStatus: entry.value === null ? 'O' : figure.obsStatus, note }
    },
  }
}

function noLongerExpected(
  { correctionId, expected, seriesId }: Correction,
  { periodStart, value, vintage }: StagedFigure,
): AppError {
  const message = `The correction ${correctionId} expects ${expected} for ${seriesId} at ${periodStart}, but the source says ${value ?? 'nothing'} (vintage ${vintage}). If the source has corrected itself, end the entry with its last wrong vintage; nothing of the file was stored.`
  return new AppError('SOURCE_SCHEMA_CHANGED', message, { correctionId, expected, value })
}
