import { hasVietnamese } from '../bytes/tcvn3.ts'

/** A text in the label column. */
export interface LabelLine {
  readonly text: string
  readonly indent: number
}

export interface ResolvedLabel {
  /** Lines that head the rows below, in order. */
  readonly groups: readonly string[]
  readonly label: string
}

/** "Nam - Male": Vietnamese before a dash, English after it. */
const isBilingual = (text: string): boolean => {
  const halves = text.split(/\s[-–]\s/)
  return halves.length >= 2 && !hasVietnamese(halves.at(-1)!) && /\p{L}{2}/u.test(halves.at(-1)!)
}
const isGroupWord = (text: string): boolean =>
  /^(phân theo|chia theo|trong đó|by |of which|[A-Z][.)]\s|[IVX]+[.)]\s)/iu.test(text) && !/^by[- ]product/i.test(text)
const startsSmall = (text: string): boolean => /^\p{Ll}/u.test(text.replace(/^[("'\s]+/u, ''))

/**
 * Tells the lines of a label apart from the headings above it. A yearbook writes a label over one to six rows, Vietnamese
 * first, with the figures on the last row, which is English; a heading is bilingual on one row, or Vietnamese and English on
 * two, and is followed by a label that begins anew.
 *
 * @param above  lines without figures since the last row of figures, from top to bottom
 * @param own    the label of the row of figures
 */
export function resolveLabel(above: readonly LabelLine[], own: LabelLine | null): ResolvedLabel {
  const ownText = own?.text ?? ''
  let from = above.length
  if (ownText === '') {
    // Figures without a label belong to the line above them.
    if (from > 0) from -= 1
  } else if (startsSmall(ownText) || (!hasVietnamese(ownText) && !isBilingual(ownText))) {
    from = startOfLabel(above, ownText)
  }
  const label = [...above.slice(from).map(({ text }) => text), ownText].filter(Boolean).join(' ')
  return { groups: joinGroups(above.slice(0, from)), label }
}

/** Walks up from an English or continued row: English lines first, then the Vietnamese lines they translate. */
function startOfLabel(above: readonly LabelLine[], ownText: string): number {
  let at = above.length
  let isContinued = startsSmall(ownText)
  // English lines above an English row belong to it only where the text runs on.
  while (at > 0 && isContinued && isEnglish(above[at - 1]!.text)) {
    at -= 1
    isContinued = startsSmall(above[at]!.text)
  }
  if (at > 0 && isContinued && isBilingual(above[at - 1]!.text)) return at - 1
  let top = at
  while (top > 0 && isVietnameseOnly(above[top - 1]!.text)) {
    top -= 1
    if (!startsSmall(above[top]!.text)) break
  }
  // "Phân theo ..." with an English row of figures below it is a heading of an edition in one language and a half.
  if (top < at && isGroupWord(above[top]!.text) && !isGroupWord(ownText)) return at
  return top < at ? top : at
}

const isVietnameseOnly = (text: string): boolean => hasVietnamese(text) && !isBilingual(text)
const isEnglish = (text: string): boolean => !hasVietnamese(text)

/** Headings: a Vietnamese line and the English lines after it are one. */
function joinGroups(lines: readonly LabelLine[]): string[] {
  const groups: string[] = []
  let canTakeEnglish = false
  for (const { text } of lines) {
    const isTranslation: boolean = canTakeEnglish && isEnglish(text)
    if (groups.length > 0 && (isTranslation || startsSmall(text))) groups[groups.length - 1] += ` ${text}`
    else groups.push(text)
    canTakeEnglish = isVietnameseOnly(text) || (isTranslation && canTakeEnglish)
  }
  return groups
}
