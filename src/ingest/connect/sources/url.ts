import { basename } from 'node:path'
import { z } from 'zod'
import type { Connector } from '../connector.ts'

export const UrlRequest = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).describe('The file'),
  format: z.enum(['any', 'csv', 'json', 'xml', 'zip']).default('any').describe('Refuse anything else'),
  fileName: z
    .string()
    .max(200)
    .regex(/^(?!\.+$)[^/\\\0]+$/, 'write a name without folders')
    .optional()
    .describe('What to call it; default the end of the address'),
  licence: z.string().min(1).optional().describe('Under which the source publishes'),
})
type UrlRequest = z.infer<typeof UrlRequest>

/** Any file on the web, e.g. the SDMX messages of the national summary data page, yearbooks, zips of statistics offices. */
export const plainUrl: Connector<UrlRequest> = {
  id: 'url',
  describes: { vi: 'Một tệp tại một địa chỉ bất kỳ', en: 'A file at any address' },
  request: UrlRequest,
  example: { address: 'https://nsdp.gso.gov.vn/GSO-chung/SDMXFiles/GSO/LMIVNM.xml', format: 'xml' },
  origin: ({ address }) => address,
  async collect({ address, format, fileName, licence }, ask) {
    const { pathname, hostname } = new URL(address)
    const name = fileName ?? (basename(pathname) || hostname)
    await ask({ part: 'file', address, fileName: name, expect: { format }, ...(licence ? { licence } : {}) })
  },
}
