import { defineView } from '../define-view.tsx'
import { formatData, parseData } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export const { useView, ViewLink } = defineView({ parse: parseData, format: formatData, messages: { vi, en } })
/** Words of the data view. */
export type DataWords = ReturnType<typeof useView>['words']
