import { defineView } from '../define-view.tsx'
import { formatTables, parseTables } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export const { useView, ViewLink } = defineView({ parse: parseTables, format: formatTables, messages: { vi, en } })
/** Words of the tables view. */
export type TablesWords = ReturnType<typeof useView>['words']
