import type { LabelText } from '../contracts/common.ts'
import { type Sentence, translator } from './sentences.ts'

/**
 * Why rows are refused, as `ingest` says it. The sentence that says most itself is taken.
 * A list of sentences: long, and meant to be.
 */
export const REFUSALS: readonly Sentence[] = [
  // Codes.
  [
    "{0}; nearest: {1}; name it in the mapping's codes, or add it to the synonyms",
    '{0}; gần nhất: {1}. Hãy nêu mã trong ánh xạ, hoặc thêm vào danh mục từ đồng nghĩa',
  ],
  [
    "{0}; name it in the mapping's codes, or add it to the synonyms",
    '{0}. Hãy nêu mã trong ánh xạ, hoặc thêm vào danh mục từ đồng nghĩa',
  ],
  ['{0}; nearest: {1}', '{0}; gần nhất: {1}'],
  ['{0}: "{1}" is no code or label of {2} known here', '{0}: "{1}" không phải mã hay tên nào của {2}'],
  ['area: "{0}" is not known', 'địa bàn: không biết "{0}"'],
  ['{0}: the area "{1}" is not known', '{0}: không có địa bàn "{1}"'],
  ['{0}: the source "{1}" is not known', '{0}: không có nguồn "{1}"'],
  ['{0}: the classification code "{1}" is not known', '{0}: không có mã phân loại "{1}"'],
  [
    'area: "{0}" means {1} within {2} to {3}; say the area id, or whose borders are meant ("territory" in the mapping)',
    'địa bàn: "{0}" có thể là {1} trong khoảng {2} đến {3}; hãy ghi mã địa bàn, hoặc nói địa giới của ngày nào ("territory" trong ánh xạ)',
  ],
  ['area: "{0}" did not exist in {1} to {2}: {3}', 'địa bàn: "{0}" không tồn tại trong khoảng {1} đến {2}: {3}'],
  [
    '{0}: the code "{1}" means {2} and the label "{3}" means {4}; say in the mapping which to match',
    '{0}: mã "{1}" nghĩa là {2} còn tên "{3}" nghĩa là {4}; hãy nói trong ánh xạ là theo mã hay theo tên',
  ],
  ['{0}: the mapping {1} does not say what this dimension means', '{0}: ánh xạ {1} chưa nói chiều này nghĩa là gì'],
  ['{0}: the mapping {1} does not say what "{2}" means', '{0}: ánh xạ {1} chưa nói "{2}" nghĩa là gì'],
  [
    '{0}: neither a dimension nor a constant of the mapping gives it',
    '{0}: không chiều nào và không hằng số nào của ánh xạ cho biết trường này',
  ],
  ['obsStatus: the flag "{0}" is not in the mapping\'s flags', 'trạng thái: ánh xạ chưa nói dấu "{0}" nghĩa là gì'],
  [
    'the same series and period already has another figure at {0}; a dimension that tells them apart is ignored or means the same',
    'chuỗi và kỳ này đã có một số khác ở {0}; có chiều phân biệt hai số đang bị bỏ qua hoặc được hiểu như nhau',
  ],
  [
    'period: "{0}" is of frequency {1}, but the frequency column says {2}; correct one of them',
    'kỳ: "{0}" có tần suất {1}, nhưng cột tần suất ghi {2}; hãy sửa một trong hai',
  ],
  // Units and values.
  ['unit: {0} is stored in {1}, the row says {2}', 'đơn vị: {0} được lưu theo {1}, dòng này ghi {2}'],
  [
    'unit_mult: a percentage has none, the row says {0}; map the constant 0 if the file is wrong',
    'bội số: phần trăm không có bội số, dòng này ghi {0}; đặt hằng số 0 nếu tệp ghi sai',
  ],
  ['value: is empty although the status {0} says there is one', 'giá trị: để trống dù trạng thái {0} nói là có số'],
  ['value: {0} stands beside the status {1} (missing)', 'giá trị: có số {0} bên trạng thái {1} (thiếu)'],
  ['value: {0} is too large', 'giá trị: {0} quá lớn'],
  ['value: {0} is negative; {1} cannot be', 'giá trị: {0} là số âm; {1} không thể âm'],
  ['value: {0} is more than 100 per cent', 'giá trị: {0} lớn hơn 100 phần trăm'],
  ['vintage: {0} is not a day of the calendar', 'ngày công bố: {0} không có trong lịch'],
  [
    'vintage: published on {0}, before the period {1} began; if the document is wrong, say the day of publication',
    'ngày công bố: {0} là trước khi kỳ {1} bắt đầu; nếu tài liệu ghi sai, hãy cho biết ngày công bố',
  ],
  // Numbers as text.
  [
    '"{0}" can mean {1}, and nothing in its block tells which. Declare the decimal sign in the mapping.',
    '"{0}" có thể là {1}, và không gì trong bảng cho biết là số nào. Hãy khai cách viết số trong ánh xạ.',
  ],
  ['"{0}" is too large for a figure.', '"{0}" quá lớn để là một số liệu.'],
  [
    '{0}: declare its separators in the mapping, or correct the source.',
    '{0}: khai dấu phân cách trong ánh xạ, hoặc sửa ở nguồn.',
  ],
  [
    '{0}: a mark follows the digits; declare it as a flag or remove it.',
    '{0}: có dấu theo sau chữ số; khai nó trong ánh xạ hoặc bỏ đi.',
  ],
  [
    '{0}: declare it as a symbol of a missing or nil figure in the mapping.',
    '{0}: khai trong ánh xạ đó là dấu của số thiếu hay số không.',
  ],
  [
    '"{0}" is not a number with decimal "{1}" and thousands {2}.',
    '"{0}" không phải số với dấu thập phân "{1}" và dấu hàng nghìn {2}.',
  ],
  [
    '"{0}" is not a number with decimal "{1}" and thousands {2}',
    '"{0}" không phải số với dấu thập phân "{1}" và dấu hàng nghìn {2}',
  ],
  ['"{0}" is not a number with decimal "{1}".', '"{0}" không phải số với dấu thập phân "{1}".'],
  ['"{0}" is not a number with decimal "{1}"', '"{0}" không phải số với dấu thập phân "{1}"'],
  [
    'The field is empty, which this source does not declare as missing.',
    'Ô để trống, mà nguồn này không khai ô trống là thiếu.',
  ],
  // Cells of workbooks.
  [
    'a formula without a stored result; open the workbook, compute it and save it',
    'công thức chưa có kết quả lưu; hãy mở sổ tính, tính lại rồi lưu',
  ],
  [
    'a formula without a stored result; compute and save the workbook',
    'công thức chưa có kết quả lưu; hãy tính lại rồi lưu sổ tính',
  ],
  [
    'an error value of the spreadsheet; ask the source for the figure',
    'giá trị lỗi của sổ tính; hãy hỏi nguồn số đúng',
  ],
  ['an error value of the spreadsheet; ask the source', 'giá trị lỗi của sổ tính; hãy hỏi nguồn'],
  [
    'a date stands where a figure belongs: the spreadsheet may have turned a number such as 3.12 into one; ask the source',
    'ngày tháng đứng ở chỗ của số: sổ tính có thể đã đổi số như 3.12 thành ngày; hãy hỏi nguồn',
  ],
  [
    'a date stands where a figure belongs; ask the source for the figure',
    'ngày tháng đứng ở chỗ của số; hãy hỏi nguồn số đúng',
  ],
  // Rows of delimited files.
  ['the row has {0} fields, the heading has {1}', 'dòng có {0} ô, tiêu đề có {1}'],
  ['the row has a NUL character', 'dòng có ký tự NUL'],
  [
    'the line has {0} fields, its heading {1}; correct the line or fetch the file again',
    'dòng có {0} ô, tiêu đề có {1}; hãy sửa dòng này hoặc lấy lại tệp',
  ],
  ['the line has {0} fields, its heading {1}; fetch the file again', 'dòng có {0} ô, tiêu đề có {1}; hãy lấy lại tệp'],
  // Periods.
  [
    '"{0}" is not a period; write it like 2024, 2024-Q3 or 2024-03.',
    '"{0}" không phải một kỳ; hãy viết như 2024, 2024-Q3 hoặc 2024-03.',
  ],
  ['"{0}" is too long for a period.', '"{0}" quá dài để là một kỳ.'],
  ['"{0}" has the year {1}; periods lie in {2}-{3}.', '"{0}" có năm {1}; kỳ phải nằm trong {2}–{3}.'],
  [
    '"{0}" cannot be: a year has quarters 1 to 4, not {1}.',
    '"{0}" không thể có: một năm có quý 1 đến 4, không có quý {1}.',
  ],
  [
    '"{0}" cannot be: a year has months 1 to 12, not {1}.',
    '"{0}" không thể có: một năm có tháng 1 đến 12, không có tháng {1}.',
  ],
  [
    '"{0}" cannot be: a year has halves 1 and 2, not {1}.',
    '"{0}" không thể có: một năm có nửa 1 và 2, không có nửa {1}.',
  ],
  ['"{0}" cannot be: {1} has no day {2}.', '"{0}" không thể có: {1} không có ngày {2}.'],
  ['"{0}" cannot be: {1} has no week {2}.', '"{0}" không thể có: năm {1} không có tuần {2}.'],
  [
    '"{0}" is quarter {1} or month {2}. Declare the frequency (Q or M).',
    '"{0}" có thể là quý {1} hoặc tháng {2}. Hãy khai tần suất (Q hoặc M).',
  ],
  [
    '"{0}" is a quarter in Spain and four months in SDMX. Declare the frequency (Q).',
    '"{0}" là quý ở Tây Ban Nha và bốn tháng trong SDMX. Hãy khai tần suất (Q).',
  ],
  [
    '"{0}" is a month or a school year. Write {1} or {2}.',
    '"{0}" có thể là tháng hoặc năm học. Hãy viết {1} hoặc {2}.',
  ],
  [
    '"{0}" is day {1} of month {2} or month {3}, day {4}. Declare dayFirst in the mapping.',
    '"{0}" có thể là ngày {1} tháng {2} hoặc tháng {3} ngày {4}. Hãy khai dayFirst trong ánh xạ.',
  ],
  [
    '"{0}" spans {1} to {2}; one figure has one period. Load a figure per year.',
    '"{0}" kéo dài từ {1} đến {2}; một số liệu chỉ có một kỳ. Hãy nạp số của từng năm.',
  ],
  [
    '"{0}" adds up {1} months of a year; load quarters or months instead.',
    '"{0}" cộng dồn {1} tháng trong năm; hãy nạp số theo quý hoặc tháng.',
  ],
  ['"{0}" is {1}. Correct the period or the frequency column.', '"{0}" là {1}. Hãy sửa kỳ hoặc cột tần suất.'],
  [
    '"{0}" is of frequency {1}; the store keeps years, quarters, months, school years and single days',
    '"{0}" có tần suất {1}; kho giữ năm, quý, tháng, năm học và từng ngày',
  ],
  // A place or a field before the sentence.
  ['period: {0}', 'kỳ: {0}'],
  ['{0}: is empty', '{0}: để trống'],
  ['{0}: "{1}" ({2})', '{0}: "{1}" không hợp lệ ({2})'],
  ['{0}: {1}', '{0}: {1}'],
]

/** Why a row is refused; null where nobody has said it in Vietnamese yet. */
export const rowInVietnamese = translator(REFUSALS)

/** Why a row is refused, in both languages; the English one stands for both where nobody has said it in Vietnamese yet. */
export const refusalText = (reason: string): LabelText => ({ vi: rowInVietnamese(reason) ?? reason, en: reason })
