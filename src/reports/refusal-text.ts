import type { LabelText } from '../contracts/common.ts'

/** Why a row is refused, in both languages. */
export const refusalText = (reason: string): LabelText => ({ vi: reason, en: reason })
