import { jsonStart } from './bytes/first-json.ts'
import { inTurn } from './bytes/in-turn.ts'
import { readJson } from './bytes/json.ts'
import { type PxWebAnswer, readPxWebAnswer } from './px-web/answers.ts'
import { readPxWebData } from './px-web/data.ts'
import type { DocumentHead, Reader, ReadItem } from './reader.ts'

/**
 * Answers of PX-Web v1 and v2: data in its own JSON, and the configuration, lists and variables, which have a head and no
 * figures. Data in JSON-stat and .px have readers of their own.
 */
export const pxWeb: Reader = {
  format: 'px-web',
  describes: {
    vi: 'Câu trả lời JSON của PX-Web (dữ liệu, cấu hình, danh sách bảng, biến)',
    en: 'JSON answer of PX-Web (data, configuration, list of tables, variables)',
  },
  recognises(first) {
    const text = jsonStart(first, '{[')
    if (!text) return 0
    if (/"columns"\s*:\s*\[/.test(text) && /"type"\s*:\s*"[dtc]"/.test(text)) return 0.9
    if (/"maxDataCells"\s*:|"maxCallsPerTimeWindow"\s*:/.test(text)) return 0.95
    if (/"tables"\s*:\s*\[/.test(text) && /"variableNames"\s*:|"firstPeriod"\s*:/.test(text)) return 0.9
    if (/"variables"\s*:\s*\[/.test(text) && /"valueTexts"\s*:/.test(text)) return 0.95
    return /^\s*\[\s*\{[^}]*"type"\s*:\s*"[lt]"/.test(text) && /"text"\s*:/.test(text) ? 0.8 : 0
  },
  async open(source, limits) {
    const answer = readPxWebAnswer(source.name, await readJson(source, limits))
    if (answer.kind === 'data') {
      const { head, items } = readPxWebData(source.name, answer.body)
      return { head, items: inTurn(items) }
    }
    return { head: describe(answer), items: inTurn<ReadItem>([]) }
  },
}

function describe(answer: Exclude<PxWebAnswer, { kind: 'data' }>): DocumentHead {
  const head = { publisher: null, published: null, dimensions: [], notes: [] }
  if (answer.kind === 'config') {
    const { limits, languages, license } = answer
    const notes = [
      `At most ${limits.maxCells} cells a request and ${limits.calls} requests in ${limits.windowSeconds} seconds.`,
      `Languages: ${languages.join(', ')}`,
      ...(license ? [`Licence: ${license}`] : []),
    ]
    return { ...head, format: 'px-web-config', title: 'Configuration of a PX-Web site', notes }
  }
  if (answer.kind === 'variables') {
    const dimensions = answer.variables.map(({ code, label, isTime }) => ({ id: isTime ? 'TIME_PERIOD' : code, label }))
    const notes = answer.variables.map(({ code, values }) => `${code}: ${values.length} values`)
    return { ...head, format: 'px-web-variables', title: answer.title, dimensions, notes }
  }
  const notes = answer.tables.slice(0, 200).map(({ id, label }) => `${id}: ${label}`)
  const title = answer.kind === 'tables' ? `${answer.total} tables of a PX-Web site` : 'A folder of a PX-Web site'
  return { ...head, format: `px-web-${answer.kind}`, title, notes }
}
