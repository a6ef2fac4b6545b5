import type { LabelText, Lang } from '../contracts/common.ts'
import type { Driver } from '../contracts/drivers.ts'

/** What a driver is, in words that fit both a table and a sentence. */
export const DRIVER_NAMES: Readonly<Record<Driver, LabelText>> = {
  economy: { vi: 'tăng trưởng việc làm chung của cả nước', en: 'growth of all employment in the country' },
  sectorMix: {
    vi: 'ngành tăng nhanh hoặc chậm hơn nền kinh tế',
    en: 'the sector growing faster or slower than the economy',
  },
  areaLead: {
    vi: 'địa bàn tăng nhanh hoặc chậm hơn cả nước',
    en: 'the area growing faster or slower than the country',
  },
  staffing: {
    vi: 'tỷ trọng của nhóm trong các ngành thay đổi',
    en: 'the share of the group in its sectors changing',
  },
  exits: { vi: 'người rời lực lượng lao động', en: 'people leaving the labour force' },
  graduates: { vi: 'người mới tốt nghiệp đại học, cao đẳng', en: 'newcomers with tertiary education' },
  migration: { vi: 'di cư quốc tế thuần', en: 'net international migration' },
  areaInflow: {
    vi: 'người đến địa bàn nhiều hơn nhịp chung của cả nước',
    en: "newcomers to the area beyond the country's rate",
  },
  otherEntrants: { vi: 'người mới khác và người quay lại', en: 'other newcomers and people who return' },
  labourForce: { vi: 'thay đổi của lực lượng lao động', en: 'change of the labour force' },
  entrants: { vi: 'người mới vào thay người đã rời', en: 'newcomers in place of those who left' },
}

/** Below this a change is said to be none: less than half a person would be rounded to 0. */
const HALF_A_PERSON = 0.5
const THOUSAND = 1000
const LOCALE: Readonly<Record<Lang, string>> = { vi: 'vi-VN', en: 'en-GB' }

export interface DriverStory {
  readonly sector: LabelText
  readonly area: LabelText
  readonly year: number
  readonly baseYear: number
  readonly meanGap: number
  readonly demandChange: number
  readonly supplyChange: number
  readonly drivers: readonly { readonly driver: Driver; readonly persons: number }[]
}

/**
 * The decomposition of a gap in one to three sentences, every word of which follows from a number: short or over by the sign
 * of the mean gap, grows or shrinks by the sign of a change, widens or relieves by the sign of a driver.
 */
export function driverSentence(story: DriverStory, lang: Lang): string {
  const { meanGap, drivers } = story
  const most = drivers.reduce((a, b) => (b.persons > a.persons ? b : a), { driver: 'economy' as Driver, persons: 0 })
  const least = drivers.reduce((a, b) => (b.persons < a.persons ? b : a), { driver: 'economy' as Driver, persons: 0 })
  const part = ({ driver, persons }: { driver: Driver; persons: number }): string =>
    `${DRIVER_NAMES[driver][lang]} (${persons < 0 ? '−' : '+'}${people(Math.abs(persons), lang)})`
  const change = (value: number): string => {
    if (Math.abs(value) < HALF_A_PERSON) return lang === 'vi' ? 'không đổi' : 'does not change'
    const grows = lang === 'vi' ? ['tăng', 'giảm'] : ['grows by', 'shrinks by']
    return `${value > 0 ? grows[0] : grows[1]} ${people(Math.abs(value), lang)}`
  }
  const { sector, area, year, baseYear } = story
  const state = stateOf(meanGap, lang)
  const head =
    lang === 'vi'
      ? `${sector.vi}, ${area.vi}, năm ${year}: ${state}. Từ năm ${baseYear} cầu ${change(story.demandChange)}, cung ${change(story.supplyChange)}.`
      : `${sector.en}, ${area.en}, ${year}: ${state}. Since ${baseYear} demand ${change(story.demandChange)} and supply ${change(story.supplyChange)}.`
  const widens = lang === 'vi' ? 'Làm tăng thiếu hụt nhiều nhất' : 'What widens a shortage most'
  const relieves = lang === 'vi' ? 'Làm giảm thiếu hụt nhiều nhất' : 'What relieves it most'
  const doubt = doubtOf(story, lang)
  return [
    head,
    ...(most.persons >= HALF_A_PERSON ? [`${widens}: ${part(most)}.`] : []),
    ...(least.persons <= -HALF_A_PERSON ? [`${relieves}: ${part(least)}.`] : []),
    ...(doubt ? [doubt] : []),
  ].join(' ')
}

const NEWCOMERS: readonly Driver[] = ['graduates', 'migration', 'areaInflow', 'otherEntrants']

/**
 * A shortage where fewer than half of those who leave are counted as coming is said to be doubtful: newcomers are counted as
 * they came of late, and nobody comes to posts that are being cut.
 */
function doubtOf({ meanGap, drivers }: DriverStory, lang: Lang): string | null {
  const sum = (of: (driver: Driver) => boolean): number =>
    drivers.reduce((all, { driver, persons }) => all + (of(driver) ? persons : 0), 0)
  const exits = sum((driver) => driver === 'exits')
  const newcomers = -sum((driver) => NEWCOMERS.includes(driver))
  const isKnown = drivers.some(({ driver }) => driver === 'otherEntrants')
  if (!isKnown || Math.min(meanGap, exits) < HALF_A_PERSON || newcomers >= exits / 2) return null
  const [leave, come] = [people(exits, lang), people(Math.max(0, newcomers), lang)]
  return lang === 'vi'
    ? `Cần thận trọng: ${leave} rời đi mà chỉ tính ${come} đến, vì những năm gần đây ít người vào đây; nếu các chỗ đó lại được tuyển thì phần lớn thiếu hụt này không có.`
    : `Read with caution: ${leave} leave and only ${come} are counted as coming, since few came in recent years; if those posts are filled again, most of this shortage does not arise.`
}

function stateOf(meanGap: number, lang: Lang): string {
  if (Math.abs(meanGap) < HALF_A_PERSON)
    return lang === 'vi'
      ? 'trung bình các lần mô phỏng cho thấy cung vừa bằng cầu'
      : 'on average over the draws supply equals demand'
  const size = people(Math.abs(meanGap), lang)
  if (lang === 'vi') return `trung bình các lần mô phỏng cho thấy ${meanGap > 0 ? 'thiếu' : 'thừa'} ${size}`
  return `on average over the draws ${meanGap > 0 ? 'short of' : 'over by'} ${size}`
}

/** `12.3 thousand people` from a thousand on, else whole people. */
function people(value: number, lang: Lang): string {
  const isThousands = value >= THOUSAND
  const digits = isThousands ? 1 : 0
  const text = new Intl.NumberFormat(LOCALE[lang], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(isThousands ? value / THOUSAND : value)
  if (lang === 'vi') return isThousands ? `${text} nghìn người` : `${text} người`
  return isThousands ? `${text} thousand people` : `${text} people`
}
