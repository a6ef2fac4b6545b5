import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Lang, Meta } from '../contracts/common.ts'
import { toCsv } from '../reports/csv.ts'
import type { Table } from '../reports/table.ts'
import { toXlsx } from '../reports/xlsx.ts'
import { listCitations } from '../storage/read-source.ts'
import type { Context } from './context.ts'
import { addressOf } from './data-route.ts'
import { entityTag, matchesTag } from './entity-tag.ts'
import { MEDIA_TYPES } from './negotiate.ts'

/** What a query found, in the two shapes an answer can take. */
export interface Result<R> {
  readonly meta: Meta
  readonly table: Table<R>
  readonly rows: Iterable<R> | AsyncIterable<R>
  /** Body of the JSON answer. */
  readonly body: object
  /** Cursor of the next page. */
  readonly next?: string | null
  readonly definition?: string
  readonly attribution?: string
}

const PINNED_SECONDS = 3600

/**
 * Answers in the settled format. Tag and 304 come before `read`, so that a caller who has the answer costs no query.
 * @param state names the data the answer is made of: a release id, or the newest ingest
 */
export async function respond<R>(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  state: string,
  read: () => Promise<Result<R>>,
): Promise<FastifyReply> {
  const query = request.query as { lang: Lang; release?: string }
  const tag = entityTag(state, [
    context.version,
    request.routeOptions.url,
    request.params,
    Object.entries(query).sort(),
    request.dataFormat,
  ])
  const caching = query.release === undefined ? 'public, no-cache' : `public, max-age=${PINNED_SECONDS}`
  reply.header('etag', tag).header('cache-control', caching)
  if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()

  const result = await read()
  const { meta, table, rows } = result
  describeInHeaders(request, reply, result)
  reply.type(MEDIA_TYPES[request.dataFormat])
  if (request.dataFormat === 'json') return reply.send(result.body)
  const file = ['nhanluc', table.name, meta.release ?? meta.asOf].join('-').replace(/[^\w.-]/g, '_')
  reply.header('content-disposition', `attachment; filename="${file}.${request.dataFormat}"`)
  if (request.dataFormat === 'csv') return reply.send(toCsv(table, rows, query.lang))
  const provenance = {
    title: table.title,
    meta,
    sources: (await listCitations(context.pool)).map((s) => s.citation),
    definition: result.definition ?? null,
    query: addressOf(request),
    generatedAt: context.clock(),
    attribution: result.attribution ?? null,
  }
  return reply.send(Buffer.from(await toXlsx(table, rows, provenance, query.lang)))
}

/** Release, vintage and next page in headers, for formats that have no room for them. */
function describeInHeaders<R>(request: FastifyRequest, reply: FastifyReply, { meta, next }: Result<R>): void {
  reply.header('nhanluc-as-of', meta.asOf)
  const links: string[] = ['</v1/sources>; rel="describedby"']
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
