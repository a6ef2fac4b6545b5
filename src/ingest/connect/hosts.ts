import type { Pacing } from './pace.ts'

/** What is known of a server: how often it may be asked, and under which licence it publishes. */
export interface HostProfile {
  readonly pacing: Pacing
  readonly licence: string
}

const second = 1000
const hour = 3600 * second

/** Stated or observed practice of each service; a host that is not listed is asked once a second. */
const PROFILES: Readonly<Record<string, HostProfile>> = {
  'rplumber.ilo.org': {
    pacing: { minIntervalMs: second, window: { calls: 60, ms: 60 * second } },
    licence: 'CC BY 4.0',
  },
  'sdmx.ilo.org': { pacing: { minIntervalMs: second, window: { calls: 60, ms: 60 * second } }, licence: 'CC BY 4.0' },
  'ec.europa.eu': {
    pacing: { minIntervalMs: second },
    licence: 'CC BY 4.0 (Commission Decision 2011/833/EU); source: Eurostat',
  },
  'api.worldbank.org': { pacing: { minIntervalMs: second / 2 }, licence: 'CC BY 4.0' },
  'sdmx.oecd.org': {
    pacing: { minIntervalMs: 2 * second, window: { calls: 60, ms: hour } },
    licence: 'CC BY 4.0 unless the dataset says otherwise; source: OECD',
  },
  'api.bls.gov': {
    pacing: { minIntervalMs: second, window: { calls: 500, ms: 24 * hour } },
    licence: 'public domain; source: U.S. Bureau of Labor Statistics',
  },
  'download.bls.gov': {
    pacing: { minIntervalMs: 2 * second },
    licence: 'public domain; source: U.S. Bureau of Labor Statistics',
  },
  'api.scb.se': { pacing: { minIntervalMs: 350, window: { calls: 30, ms: 10 * second } }, licence: 'CC0 1.0' },
  'statistikdatabasen.scb.se': {
    pacing: { minIntervalMs: 350, window: { calls: 30, ms: 10 * second } },
    licence: 'CC0 1.0',
  },
  'pxdata.stat.fi': { pacing: { minIntervalMs: 350, window: { calls: 30, ms: 10 * second } }, licence: 'CC BY 4.0' },
}
const OTHERS: HostProfile = { pacing: { minIntervalMs: second }, licence: 'not stated' }

/** @param host  host and port */
export const profileOf = (host: string): HostProfile => PROFILES[host.replace(/:\d+$/, '').toLowerCase()] ?? OTHERS
