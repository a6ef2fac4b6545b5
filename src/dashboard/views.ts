import type { ComponentType } from 'preact'
import type { ViewId } from './view-names.ts'

/** Loads a view when it is first opened: nobody waits for a view nobody asked for. */
export const loadView: Readonly<Record<ViewId, () => Promise<ComponentType>>> = {
  planner: async () => (await import('./planner/app.tsx')).PlannerApp,
  occupations: async () => (await import('./occupations/app.tsx')).OccupationsApp,
  orders: async () => (await import('./orders/app.tsx')).OrdersApp,
  admissions: async () => (await import('./admissions/app.tsx')).AdmissionsApp,
  tables: async () => (await import('./tables/app.tsx')).TablesApp,
  releases: async () => (await import('./releases/app.tsx')).ReleasesApp,
  data: async () => (await import('./data/app.tsx')).DataApp,
}
