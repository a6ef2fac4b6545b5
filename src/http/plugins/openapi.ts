import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

const CSP_OF_DOCS =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"

/** OpenAPI 3.1 from the schemas of the routes at /openapi.json, and a page to read it at /docs. */
export async function describe(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Nhân lực API',
        version,
        description:
          'Labour supply-and-demand forecasts and skills gaps by sector, with a probability on every gap. ' +
          'Dự báo cung cầu lao động và chênh lệch kỹ năng theo ngành, mỗi chênh lệch kèm xác suất.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      tags: [
        { name: 'figures', description: 'Gaps, forecasts, observations / Số liệu' },
        { name: 'reference', description: 'Areas, sectors, sources, words / Danh mục' },
        { name: 'files', description: 'Files people bring, and mappings / Tệp và ánh xạ' },
        { name: 'service', description: 'Health and jobs / Dịch vụ' },
      ],
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: CSP_OF_DOCS })
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  )
}
