/** Byte (hexadecimal) and letter of TCVN 5712:1993 VN3 (ABC), as the fonts .VnTime and .VnArial show them. */
const TABLE =
  'A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ ' +
  'C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ ' +
  'E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ '

const LETTERS = new Map(
  TABLE.trim()
    .split(' ')
    .map((pair) => [String.fromCharCode(Number.parseInt(pair.slice(0, 2), 16)), pair.slice(2)] as const),
)

/** Letters that stand for a Vietnamese one in TCVN3 and are common in it, rare in any other text. */
const TELLING =
  /[\u00a7\u00a8\u00ac\u00ad\u00ae\u00b5-\u00b9\u00bb-\u00be\u00c6\u00d0\u00d7\u00dc\u00de\u00f0\u00f7\u00fe]/
/** Letters only Unicode Vietnamese has; TCVN3 read as windows-1252 may have dashes and quotation marks beyond Latin-1, not these. */
const UNICODE_VIETNAMESE =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01a3\u01af\u01b0\u1ea0-\u1ef9]|\p{M}/u

/**
 * Text of a TCVN3 font: bytes shown as the Latin-1 letters of the same number, decoded letter by letter.
 * The capitals of the "H" fonts have the bytes of small letters; which font a word had is not known here.
 */
export const decodeTcvn3 = (text: string): string =>
  Array.from(text, (letter) => LETTERS.get(letter) ?? letter).join('')

/**
 * Whether texts of a document are TCVN3 read as Latin-1: letters no Western language puts there, and none of Unicode Vietnamese.
 *
 *     share = texts with a telling letter / texts with any letter above 7F
 *
 * @returns true from a share of one half and two such texts
 */
export function looksLikeTcvn3(texts: Iterable<string>): boolean {
  let high = 0
  let telling = 0
  for (const text of texts) {
    if (UNICODE_VIETNAMESE.test(text)) return false
    if (!/[\u00a1-\u00ff]/.test(text)) continue
    high += 1
    if (TELLING.test(text)) telling += 1
  }
  return telling >= 2 && telling * 2 >= high
}

/** Whether a text is Vietnamese: it has a letter English lacks. Words such as "Nam" cannot be told. */
export const hasVietnamese = (text: string): boolean => VIETNAMESE_LETTER.test(text)
const VIETNAMESE_LETTER =
  /[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/

/** NFC; U+01A2 and U+01A3, which some PDF producers write for \u01af and \u01b0, put right; every kind of blank one blank. */
export const cleanVietnamese = (text: string): string =>
  text
    .replaceAll('\u01a3', '\u01b0')
    .replaceAll('\u01a2', '\u01af')
    .normalize('NFC')
    .replace(/[\s\u00a0\u200b\u2007\u202f\ufeff]+/g, ' ')
    .trim()
