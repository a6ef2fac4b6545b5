// Reads one file into a database, telling how far it is.
import { ingestFile } from '../../dist/ingest/ingest-file.js'
import { createPool } from '../../dist/storage/database.js'

const [url, file] = process.argv.slice(2)
const pool = createPool(url)
const log = { debug() {}, info() {}, warn() {} }
process.stdout.write('begins\n')
let tenth = 1
const onProgress = (share) => {
  for (; share * 10 >= tenth; tenth += 1) process.stdout.write(`share-${tenth} \n`)
}
const report = await ingestFile({ pool, log }, { file, onProgress })
process.stdout.write(`stored ${report.stored}\n`)
await pool.end()
