import { defineView } from '../define-view.tsx'
import { formatReleases, parseReleases } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export const { useView, ViewLink } = defineView({ parse: parseReleases, format: formatReleases, messages: { vi, en } })
