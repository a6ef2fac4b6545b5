import { defineView } from '../define-view.tsx'
import { formatOccupations, parseOccupations } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export const { useView, ViewLink } = defineView({
  parse: parseOccupations,
  format: formatOccupations,
  messages: { vi, en },
})
/** Words of the occupations view. */
export type OccupationsWords = ReturnType<typeof useView>['words']
