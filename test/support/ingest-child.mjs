// Reads one file into a database, telling how far it is.
import { ingestFile } from '../../dist/ingest/ingest-file.js'
import { createPool } from '../../dist/storage/database.js'

const [url, file] = process.argv.slice(2)
const pool = createPool(url)
const log = { debug() {}, info() {}, warn() {} }
process.stdout.write('begins\n')
const onProgress = (share) => process.stdout.write(`share-${Math.floor(share * 10)}\n`)
const report = await ingestFile({ pool, log }, { file, onProgress })
process.stdout.write(`stored ${report.stored}\n`)
await pool.end()
