import { defineView } from '../define-view.tsx'
import { formatOrders, parseOrders } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export const { useView, ViewLink } = defineView({ parse: parseOrders, format: formatOrders, messages: { vi, en } })
