import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'

export const PDF_TYPE = 'application/pdf'

/** Roboto, which pdfmake ships, has every Vietnamese letter. */
const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto')

/** Renders a document to PDF. It reads its own fonts and nothing else: no file, no address. */
export async function renderPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  // Loaded when the first report is written: a service that writes none starts without it.
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts({
    Roboto: {
      normal: join(FONTS, 'Roboto-Regular.ttf'),
      bold: join(FONTS, 'Roboto-Medium.ttf'),
      italics: join(FONTS, 'Roboto-Italic.ttf'),
      bolditalics: join(FONTS, 'Roboto-MediumItalic.ttf'),
    },
  })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS + sep))
  return pdfmake.createPdf(definition).getBuffer()
}
