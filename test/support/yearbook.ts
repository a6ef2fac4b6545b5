import * as XLSX from '@e965/xlsx'

/**
 * A table as statistical yearbooks of Vietnamese provinces print it: two rows of headings, numbers as text, dots where nothing
 * is known, a provisional year, a row that is no section of VSIC.
 */
export function yearbook(): Buffer {
  const rows = [
    ['12. Lao động từ 15 tuổi trở lên đang làm việc phân theo ngành kinh tế và giới tính của thành phố Hà Nội'],
    ['Employed population aged 15 and over by kind of economic activity and sex, Ha Noi'],
    [null, null, null, null, null, null, 'Đơn vị tính: Nghìn người'],
    ['Ngành kinh tế', '2022', null, null, 'Sơ bộ 2023', null, null],
    [null, 'Chung', 'Nam', 'Nữ', 'Chung', 'Nam', 'Nữ'],
    ['TỔNG SỐ', '4.105,6', '2.130,4', '1.975,2', '4.160,0', '2.150,0', '2.010,0'],
    ['Nông nghiệp, lâm nghiệp và thủy sản', '420,5', '200,1', '220,4', '401,3', '190,3', '211,0'],
    ['Công nghiệp chế biến, chế tạo', '905,1', '470,1', '435,0', '930,7', '480,7', '450,0'],
    ['Xây dựng', '310,0', '280,0', '30,0', '318,0', '287,0', '31,0'],
    ['Thông tin và truyền thông', '130,0', '80,0', '50,0', '…', '…', '…'],
    ['Ngành khác (gộp)', '2.340,0', '1.099,9', '1.239,8', '2.379,0', '1.110,0', '1.269,0'],
    ['Ghi chú: Số liệu sơ bộ sẽ được điều chỉnh.'],
  ]
  const sheet = XLSX.utils.aoa_to_sheet(rows)
  sheet['!merges'] = ['A4:A5', 'B4:D4', 'E4:G4'].map((range) => XLSX.utils.decode_range(range))
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, 'Bảng 12')
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}
