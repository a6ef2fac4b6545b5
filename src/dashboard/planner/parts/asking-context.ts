import { createContext } from 'preact'
import type { Definitions, GapRow } from '../../api.ts'
import type { Panel } from '../panel.ts'

/** What the panels that are opened when asked for are about; their script comes after the page. */
export interface AskedAbout {
  readonly panel: Panel
  /** The chosen figure; undefined where the release has none. */
  readonly row: GapRow | undefined
  readonly definitions: Definitions | undefined
}

export const AskingContext = createContext<AskedAbout | null>(null)
