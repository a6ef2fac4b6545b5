// Starts the embedded server of a data directory and holds it until it is killed.
import { startEmbedded } from '../../dist/storage/embedded.js'

const log = { debug() {}, info() {}, warn() {} }
const server = await startEmbedded(process.argv[2], log)
process.stdout.write(`listening ${server.url}\n`)
process.on('SIGTERM', async () => {
  await server.stop()
  process.exit(0)
})
setInterval(() => {}, 1000)
