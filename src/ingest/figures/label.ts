/**
 * A label as it is compared: lower case, no accents, no punctuation, one spelling of i and y (kỹ, kĩ) and of hoà and hòa,
 * one blank. Two labels that fold to the same text mean the same only within one list of codes, and only when one code has it.
 */
export function foldLabel(label: string): string {
  return label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u01a3\u01a1\u01a0\u01b0\u01af\u01a2]/g, (letter) => VARIANTS[letter] ?? letter)
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(h|k|l|m|s|t|qu|v)y\b/g, '$1i')
    .trim()
}

// PDF text of some yearbooks has U+01A3 and U+01A2 for ư and Ư.
const VARIANTS: Readonly<Record<string, string>> = {
  '\u01a3': 'u',
  '\u01a2': 'u',
  '\u01a1': 'o',
  '\u01a0': 'o',
  '\u01b0': 'u',
  '\u01af': 'u',
}

export interface Labelled {
  readonly code: string
  readonly names: readonly string[]
}

/** Codes found by their labels. */
export class LabelIndex {
  private readonly exact = new Map<string, string | null>()
  private readonly folded = new Map<string, string | null>()

  constructor(entries: Iterable<Labelled>) {
    for (const { code, names } of entries) {
      const both = names.length > 1 ? [names.join(' '), names.toReversed().join(' ')] : []
      for (const name of [code, ...names, ...both, ...names.map((one) => `${code} ${one}`)]) {
        put(this.exact, name.normalize('NFC').trim(), code)
        put(this.folded, foldLabel(name), code)
      }
    }
  }

  /** The code with this label; null when none has it, or several do. */
  find(label: string): string | null {
    const exact = this.exact.get(label.normalize('NFC').trim())
    if (exact !== undefined) return exact
    const found = this.folded.get(foldLabel(label))
    if (found !== undefined) return found
    // "Nông nghiệp - Agriculture": either half alone may be the label.
    for (const part of label.split(/\s+[-–/|]\s+|\n/)) {
      const half = this.folded.get(foldLabel(part))
      if (half) return half
    }
    return null
  }
}

/** A label of two codes is a label of none. */
function put(index: Map<string, string | null>, key: string, code: string): void {
  if (key === '') return
  const other = index.get(key)
  if (other === undefined) index.set(key, code)
  else if (other !== code) index.set(key, null)
}
