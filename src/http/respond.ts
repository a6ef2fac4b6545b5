import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Lang, Meta } from '../contracts/common.ts'
import { toCsv } from '../reports/csv.ts'
import type { Cube } from '../reports/cube.ts'
import { toJsonStat } from '../reports/json-stat.ts'
import { type Provenance, provenanceRows } from '../reports/provenance.ts'
import { type Labels, toSdmxCsv } from '../reports/sdmx-csv.ts'
import type { Table } from '../reports/table.ts'
import { toXlsx } from '../reports/xlsx.ts'
import { listCitations } from '../storage/read-source.ts'
import type { Context } from './context.ts'
import { addressOf } from './data-route.ts'
import { entityTag, matchesTag } from './entity-tag.ts'
import { FILE_ENDS, MEDIA_TYPES } from './negotiate.ts'
import { type Permanent, permanentOf } from './permanent.ts'

/** What a query found, in the shapes an answer can take. */
export interface Result<R> {
  readonly meta: Meta
  readonly table: Table<R>
  readonly rows: Iterable<R> | AsyncIterable<R>
  /** Body of the JSON answer. */
  readonly body: object
  /** The rows as figures, for JSON-stat and SDMX-CSV; routes that offer these have it. */
  readonly cube?: () => Promise<Cube<R>>
  /** The answer as a PDF; routes that offer one have it. */
  readonly pdf?: (provenance: Provenance) => Promise<Uint8Array>
  /** Cursor of the next page. */
  readonly next?: string | null
  readonly definition?: string
  readonly attribution?: string
  /** Parameters that hold the answer still; default the release of `meta`. */
  readonly pin?: Readonly<Record<string, string>>
}

interface Wanted {
  readonly lang: Lang
  readonly release?: string
  readonly metadata?: 'comments' | 'only'
  readonly labels?: Labels
}

const PINNED_SECONDS = 3600

/** State of an answer that shows overrides beside the figures of a release; without any it is that of the release alone. */
export const tagOf = (releaseId: string, overrides: string): string =>
  overrides === '' ? releaseId : `${releaseId} ${overrides}`

/**
 * Answers in the settled format. Tag and 304 come before `read`, so that a caller who has the answer costs no query.
 * @param state     names the data the answer is made of: a release id, or the newest ingest
 * @param isSettled false while figures of a release are still being computed: nobody may keep the answer
 */
export async function respond<R>(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  state: string,
  read: () => Promise<Result<R>>,
  isSettled = true,
): Promise<FastifyReply> {
  const query = request.query as Wanted
  const tag = entityTag(state, [
    context.version,
    request.routeOptions.url,
    request.params,
    Object.entries(query).sort(),
    request.dataFormat,
  ])
  // What was asked with a key is for its holder alone.
  const whose = request.headers.authorization === undefined ? 'public' : 'private'
  const isPinned = query.release !== undefined && isSettled
  const caching = isPinned ? `${whose}, max-age=${PINNED_SECONDS}` : `${whose}, no-cache`
  reply.header('etag', tag).header('cache-control', caching)
  if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()

  const result = await read()
  const { meta, table } = result
  const pin = result.pin ?? (meta.release === null ? {} : { release: meta.release })
  const permanent = permanentOf(request, table.name, table.title, meta, pin)
  describeInHeaders(request, reply, result, permanent)
  if (request.dataFormat === 'json' && query.metadata === undefined) {
    const { id, citation } = permanent
    return reply
      .type(MEDIA_TYPES.json)
      .send({ ...result.body, meta: { ...meta, ...metaOf(result.body), id, citation } })
  }
  const provenance = await provenanceOf(context, request, result, permanent)
  if (query.metadata === 'only') return sendProvenance(reply, provenance, table, query.lang)
  const file = ['nhanluc', table.name, meta.release ?? meta.asOf].join('-').replace(/[^\w.-]/g, '_')
  reply.header('content-disposition', `attachment; filename="${file}.${FILE_ENDS[request.dataFormat]}"`)
  reply.type(MEDIA_TYPES[request.dataFormat])
  return sendFile(request, reply, result, provenance)
}

/** Body's own meta: it may say more than the one of files, e.g. the statuses on the page. */
const metaOf = (body: object): object => (body as { meta?: object }).meta ?? {}

async function sendFile<R>(
  request: FastifyRequest,
  reply: FastifyReply,
  { table, rows, cube, pdf }: Result<R>,
  provenance: Provenance,
): Promise<FastifyReply> {
  const { lang, labels, metadata } = request.query as Wanted
  if (request.dataFormat === 'json-stat')
    return reply
      .serializer(JSON.stringify as (payload: unknown) => string)
      .send(await toJsonStat(await cube!(), rows, provenance, lang))
  if (request.dataFormat === 'pdf') return reply.send(Buffer.from(await pdf!(provenance)))
  if (request.dataFormat === 'xlsx') {
    const book = await toXlsx(table, rows, provenance, lang)
    return reply.send(book instanceof Uint8Array ? Buffer.from(book) : Readable.fromWeb(book as never))
  }
  // A stream has no length. Its number of rows follows it, so that whoever reads can tell a whole answer from a cut one.
  let written: number | null = null
  reply.trailer('nhanluc-rows', async () => String(written ?? 'cut'))
  const end = {
    onEnd: (count: number) => {
      written = count
    },
    ...(metadata === 'comments' ? { comments: provenanceRows(provenance, lang) } : {}),
  }
  if (request.dataFormat === 'sdmx-csv')
    return reply.send(toSdmxCsv(await cube!(), rows, lang, labels ?? 'id', table.title[lang], end))
  return reply.send(toCsv(table, rows, lang, end))
}

async function provenanceOf<R>(
  { pool, clock }: Context,
  request: FastifyRequest,
  { meta, table, definition, attribution }: Result<R>,
  { id, address, citation }: Permanent,
): Promise<Provenance> {
  return {
    title: table.title,
    meta,
    sources: (await listCitations(pool)).map((s) => s.citation),
    definition: definition ?? null,
    query: addressOf(request),
    id,
    permanent: address,
    citation,
    generatedAt: clock(),
    attribution: attribution ?? null,
  }
}

/** The provenance alone, with what each column of the files means. */
function sendProvenance<R>(reply: FastifyReply, provenance: Provenance, table: Table<R>, lang: Lang): FastifyReply {
  const columns = table.columns.map(({ key, label, type }) => ({ key, label, type }))
  return reply
    .type(MEDIA_TYPES.json)
    .serializer(JSON.stringify as (payload: unknown) => string)
    .send({ ...provenance, columns, lines: provenanceRows(provenance, lang).map(([name, value]) => ({ name, value })) })
}

/** Release, vintage, permanent address and next page in headers, for formats that have no room for them. */
function describeInHeaders<R>(
  request: FastifyRequest,
  reply: FastifyReply,
  { meta, next }: Result<R>,
  { id, address }: Permanent,
): void {
  reply.header('nhanluc-as-of', meta.asOf).header('nhanluc-id', encodeURI(id))
  const links: string[] = ['</v1/sources>; rel="describedby"', `<${address}>; rel="canonical"`]
  if (meta.release !== null) {
    reply.header('nhanluc-release', encodeURI(meta.release))
    links.push(`</v1/releases/${encodeURIComponent(meta.release)}>; rel="describedby"`)
  }
  if (next) {
    const url = new URL(request.url, 'http://localhost')
    url.searchParams.set('cursor', next)
    links.push(`<${url.pathname}${url.search}>; rel="next"`)
  }
  reply.header('link', links.join(', '))
}
