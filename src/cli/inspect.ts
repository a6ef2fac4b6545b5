import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { composeBase, openStore, shippedFolders } from '../compose.ts'
import { AppError } from '../domain/errors.ts'
import { type Inspection, inspectFile } from '../ingest/figures/inspect.ts'
import { knownMappings } from '../ingest/figures/known-mappings.ts'
import { readMappingFile } from '../ingest/figures/read-mappings.ts'
import { ensureReference } from '../ingest/load-reference.ts'
import { readKnownCodes } from '../storage/known-codes.ts'

interface InspectOptions {
  readonly mapping?: string
  readonly format?: string
  readonly json?: boolean
  readonly writeMapping?: string
}

export function registerInspect(program: Command): void {
  program
    .command('inspect')
    .argument('<file>', 'a file of any format read here')
    .option('--mapping <file>', 'try this mapping document')
    .option('--format <id>', 'the format, when the file looks like several')
    .option('--json', 'print everything as JSON')
    .option('--write-mapping <file>', 'write the mapping, or a draft of one, to a new file to be filled in')
    .description(
      'Cho biết một tệp là gì và sẽ được nạp ra sao; không nạp gì.\nSay what a file is and how it would be loaded; load nothing.',
    )
    .action(async (file: string, options: InspectOptions) => {
      const base = composeBase()
      const store = await openStore(base, true)
      try {
        await ensureReference({ pool: store.pool, log: base.log }, shippedFolders(base.config).pack)
        const given = options.mapping ? [await readMappingFile(options.mapping)] : null
        const mappings = given
          ? given.filter((one) => 'recognise' in one)
          : await knownMappings(store.pool, shippedFolders(base.config).pack)
        const found = await inspectFile(file, mappings, await readKnownCodes(store.pool), {
          ...(options.format ? { format: options.format } : {}),
        })
        if (options.writeMapping !== undefined) await writeMapping(found, options.writeMapping)
        process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : describe(found))
      } finally {
        await store.close()
      }
    })
}

/** @throws AppError FILE_NOT_READABLE when there is such a file already: what somebody wrote is not written over */
async function writeMapping({ mapping, draft }: Inspection, file: string): Promise<void> {
  await writeFile(file, `${JSON.stringify(mapping ?? draft, null, 2)}\n`, { flag: 'wx' }).catch((cause: Error) => {
    const message = `The mapping cannot be written to ${file}: ${cause.message}. Name a file that does not exist yet.`
    throw new AppError('FILE_NOT_READABLE', message, { file }, { cause })
  })
}

function describe(found: Inspection): string {
  const { figures, missing, faultCount, isPartial, periods, mapping, proposal, outcome } = found
  const lines = [
    `${found.file}: ${found.describes.vi} / ${found.describes.en} (${found.format})`,
    found.title && `  Tên / title: ${found.title}`,
    found.publisher && `  Cơ quan / publisher: ${found.publisher}`,
    `  Ngày công bố / published: ${found.published ?? 'không ghi / not stated'}`,
    `  Số liệu / figures: ${figures}${isPartial ? '+' : ''}, không có giá trị / without value: ${missing}, không đọc được / unreadable: ${faultCount}`,
    `  Kỳ / periods: ${periods.count}: ${periods.shown.join(', ')}`,
    found.units.length > 0 && `  Đơn vị / units: ${found.units.join('; ')}`,
    ...found.dimensions.map(
      ({ id, label, values, shown }) =>
        `  Chiều / dimension ${id}${label && label !== id ? ` (${label})` : ''}: ${values}: ${shown.join('; ')}`,
    ),
    ...found.notes.map((note) => `  Ghi chú / note: ${note}`),
    ...found.faults.map(({ place, reason }) => `  Lỗi / fault: ${place}: ${reason}`),
    ...found.sample.map((figure) => `  Ví dụ / sample: ${JSON.stringify(figure)}`),
    mapping
      ? `  Ánh xạ / mapping: ${mapping.id}: ${mapping.title}`
      : proposal
        ? `  Chưa có ánh xạ: ingest giữ nguyên như công bố, dưới ${proposal.constants.measure}; dự báo không dùng. / No mapping is made for it: ingest keeps it as published, under ${proposal.constants.measure}; forecasts do not use it.`
        : '  Không có số liệu để nạp. / It holds no figures to load.',
    proposal && JSON.stringify(proposal, null, 2),
    proposal &&
      '  Để dự báo dùng được, ghi bản nháp ra tệp (--write-mapping), điền tiếp rồi nạp với --mapping. / For forecasts to use it, write a draft to a file (--write-mapping), fill it in and load with --mapping.',
    outcome &&
      `  Thử / trial of the first figures: ${outcome.good} stored, ${outcome.nil} nil, ${outcome.refused.length} reasons to refuse`,
    ...(outcome?.refused ?? []).map((reason) => `    ${reason}`),
  ]
  return `${lines.filter(Boolean).join('\n')}\n`
}
