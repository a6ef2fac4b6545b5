import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEMAND_DRIVERS, type Driver } from '../../src/contracts/drivers.ts'
import { DRIVER_NAMES, type DriverStory, driverSentence } from '../../src/reports/driver-sentence.ts'

const TOLD: readonly Driver[] = [
  'economy',
  'sectorMix',
  'areaLead',
  'exits',
  'graduates',
  'areaInflow',
  'otherEntrants',
]

const NEWCOMERS: readonly Driver[] = ['graduates', 'areaInflow', 'otherEntrants']

const story = (persons: readonly number[]): DriverStory => {
  const drivers = TOLD.map((driver, k) => ({ driver, persons: persons[k]! }))
  const sum = (side: boolean): number =>
    drivers.reduce((all, one) => all + (DEMAND_DRIVERS.includes(one.driver) === side ? one.persons : 0), 0)
  const [demandChange, supplyChange] = [sum(true), -sum(false)]
  return {
    sector: { vi: 'Y tế', en: 'Health' },
    area: { vi: 'Hà Nội', en: 'Hanoi' },
    year: 2030,
    baseYear: 2024,
    meanGap: demandChange - supplyChange,
    demandChange,
    supplyChange,
    drivers,
  }
}

/** Reads a number of people back from the words, independently of how they were written. */
function peopleIn(text: string, lang: 'vi' | 'en'): number {
  const match = (lang === 'vi' ? /([\d.,]+) (nghìn )?người/ : /([\d.,]+) (thousand )?people/).exec(text)!
  const digits = lang === 'vi' ? match[1]!.replaceAll('.', '').replace(',', '.') : match[1]!.replaceAll(',', '')
  return Number(digits) * (match[2] ? 1000 : 1)
}
/** As exact as one decimal of a thousand, or a whole person, lets it be. */
const near = (said: number, meant: number): boolean =>
  Math.abs(said - Math.abs(meant)) <= (Math.abs(meant) >= 999.5 ? 50.001 : 0.5)

/** Everything the sentence says, checked against the numbers; the first contradiction, or null. */
function contradiction(sentence: string, lang: 'vi' | 'en', s: DriverStory): string | null {
  const words =
    lang === 'vi'
      ? {
          short: 'thiếu ',
          over: 'thừa ',
          even: 'cung vừa bằng cầu',
          grows: 'tăng ',
          shrinks: 'giảm ',
          none: 'không đổi',
        }
      : {
          short: 'short of ',
          over: 'over by ',
          even: 'supply equals demand',
          grows: 'grows by ',
          shrinks: 'shrinks by ',
          none: 'does not change',
        }
  const [head, change, ...rest] = sentence.split(/(?<=\.) (?=[A-ZĐTL])/)
  if (head!.includes(words.even) !== Math.abs(s.meanGap) < 0.5) return `even: ${head}`
  if (!head!.includes(words.even)) {
    if (head!.includes(words.short) !== s.meanGap > 0 || head!.includes(words.over) !== s.meanGap < 0)
      return `sign: ${head}`
    if (!near(peopleIn(head!, lang), s.meanGap)) return `size: ${head}`
  }
  const [demand, supply] = lang === 'vi' ? change!.split(', cung ') : change!.split(' and supply ')
  for (const [text, value] of [
    [demand!, s.demandChange],
    [supply!, s.supplyChange],
  ] as const) {
    const said = text.includes(words.none)
      ? 0
      : text.includes(words.grows)
        ? 1
        : text.includes(words.shrinks)
          ? -1
          : Number.NaN
    if (said !== (Math.abs(value) < 0.5 ? 0 : Math.sign(value))) return `direction: ${text}`
    if (said !== 0 && !near(peopleIn(text, lang), value)) return `size: ${text}`
  }
  const exits = s.drivers.find(({ driver }) => driver === 'exits')!.persons
  const come = -s.drivers.reduce((sum, one) => sum + (NEWCOMERS.includes(one.driver) ? one.persons : 0), 0)
  const isDoubtful = s.meanGap >= 0.5 && exits >= 0.5 && come < exits / 2
  const caution = rest.filter((text) => /^(Cần thận trọng|Read with caution)/.test(text))
  if (caution.length !== Number(isDoubtful)) return `caution: ${caution}`
  for (const text of caution) {
    const [leave, arrive] = lang === 'vi' ? text.split(' mà chỉ tính ') : text.split(' and only ')
    if (!near(peopleIn(leave!, lang), exits) || !near(peopleIn(arrive!, lang), Math.max(0, come))) return text
  }
  for (const text of rest.filter((one) => !caution.includes(one))) {
    const widens = /^(Làm tăng|What widens)/.test(text)
    const named = s.drivers.find(({ driver }) => text.includes(DRIVER_NAMES[driver][lang]))!
    const extreme = (widens ? Math.max : Math.min)(...s.drivers.map(({ persons }) => persons))
    if (named.persons !== extreme || !near(peopleIn(text, lang), named.persons)) return `driver: ${text}`
    if (text.includes('(+') !== named.persons > 0) return `sign of driver: ${text}`
  }
  return null
}

const persons = fc.oneof(fc.double({ min: -4e5, max: 4e5, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }))

describe.each(['vi', 'en'] as const)('sentence of the drivers, %s', (lang) => {
  it('never contradicts a number: sign, size, direction and the driver it names', () => {
    fc.assert(
      fc.property(fc.array(persons, { minLength: 7, maxLength: 7 }), (values) => {
        const s = story(values)
        const sentence = driverSentence(s, lang)
        const found = contradiction(sentence, lang, s)
        if (found) throw new Error(`${found}\n${sentence}`)
      }),
      { numRuns: 500, seed: 5 },
    )
  })

  it('the check itself notices a sentence about other numbers', () => {
    const s = story([9000, 4000, -1000, 20_000, -2000, -1000, -18_000])
    const turned = story([-9000, -4000, 1000, -20_000, 2000, 1000, 18_000])
    const doubled = { ...s, meanGap: 2 * s.meanGap }
    expect(contradiction(driverSentence(turned, lang), lang, s)).not.toBeNull()
    expect(contradiction(driverSentence(doubled, lang), lang, s)).not.toBeNull()
  })
})

it('a shortage that rests on nobody coming is told with what would undo it', () => {
  const s = story([9000, -9000, 0, 20_000, -2000, 0, -1000])
  expect(driverSentence(s, 'en')).toContain(
    'Read with caution: 20.0 thousand people leave and only 3.0 thousand people are counted as coming, since few came in recent years; if those posts are filled again, most of this shortage does not arise.',
  )
})

it('the sentence of a shortage reads as written by hand', () => {
  const s = story([9000, 4000, -1000, 20_000, -2000, -1000, -18_000])
  expect(driverSentence(s, 'en')).toBe(
    'Health, Hanoi, 2030: on average over the draws short of 11.0 thousand people. Since 2024 demand grows by 12.0 thousand people and supply grows by 1.0 thousand people. What widens a shortage most: people leaving the labour force (+20.0 thousand people). What relieves it most: other newcomers and people who return (−18.0 thousand people).',
  )
  expect(driverSentence(s, 'vi')).toBe(
    'Y tế, Hà Nội, năm 2030: trung bình các lần mô phỏng cho thấy thiếu 11,0 nghìn người. Từ năm 2024 cầu tăng 12,0 nghìn người, cung tăng 1,0 nghìn người. Làm tăng thiếu hụt nhiều nhất: người rời lực lượng lao động (+20,0 nghìn người). Làm giảm thiếu hụt nhiều nhất: người mới khác và người quay lại (−18,0 nghìn người).',
  )
})
