import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

export interface ZipScan {
  readonly members: number
  /** Bytes of all members when unpacked, as the archive declares them. */
  readonly unpacked: number
  /** The member that shrank most among those above `small`: unpacked to packed. */
  readonly worstRatio: number
}

const openFile = promisify<string, yauzl.Options, ZipFile>(yauzl.open)

/**
 * Reads the directory of an archive, which stands at its end: a cut archive has none.
 * @param small  members below may shrink as they like, bytes
 * @throws Error when it is damaged
 */
export async function scanZip(file: string, small: number): Promise<ZipScan> {
  const zip = await openFile(file, { lazyEntries: true, autoClose: false })
  try {
    return await new Promise<ZipScan>((resolve, reject) => {
      let members = 0
      let unpacked = 0
      let worstRatio = 0
      zip.on('entry', (entry: Entry) => {
        members += 1
        unpacked += entry.uncompressedSize
        if (entry.uncompressedSize > small) {
          worstRatio = Math.max(worstRatio, entry.uncompressedSize / Math.max(1, entry.compressedSize))
        }
        zip.readEntry()
      })
      zip.on('end', () => resolve({ members, unpacked, worstRatio }))
      zip.on('error', reject)
      zip.readEntry()
    })
  } finally {
    zip.close()
  }
}
