/** A cell as it stands; formulas are never computed, their stored result is read. */
export interface Cell {
  readonly column: number
  /** Cleaned: NFC, TCVN3 decoded, blanks single. */
  readonly text: string
  /** Blanks before the text: yearbooks show levels by them. */
  readonly indent: number
  /** The number of a numeric cell; null for text. */
  readonly number: number | null
  /** `date` for a number shown as a date, its text the day; `error` for #REF! and the like, `formula` for a formula without a stored result. */
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error' | 'formula'
  readonly formula: string | null
  /** The text as stored, where decoding changed its letters; else null. */
  readonly stored: string | null
  /** A number shown as per cent is stored as its hundredth. */
  readonly isPercent: boolean
}

export interface Span {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface Sheet {
  readonly name: string
  /** Rows with something in them; `row` counts from 1, columns from 0. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[]
  /** Merged ranges by the row of their first cell. */
  readonly merges: ReadonlyMap<number, readonly Span[]>
  readonly wasTcvn3: boolean
}

/** A1-style address. */
export function addressOf(row: number, column: number): string {
  let letters = ''
  for (let c = column + 1; c > 0; c = Math.floor((c - 1) / 26))
    letters = String.fromCharCode(65 + ((c - 1) % 26)) + letters
  return `${letters}${row}`
}
