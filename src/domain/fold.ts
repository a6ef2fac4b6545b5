/** Text without the marks of Vietnamese, in lower case, for searching: `Công nghệ Điện` is `cong nghe dien`. */
export function foldVietnamese(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()
}
