import type { LabelText } from '../contracts/common.ts'
import type { ErrorCode } from '../domain/errors.ts'

export interface ProblemKind {
  readonly status: number
  readonly title: LabelText
  /** What it means and what to do. */
  readonly meaning: LabelText
}

const kind = (status: number, viTitle: string, enTitle: string, vi: string, en: string): ProblemKind => ({
  status,
  title: { vi: viTitle, en: enTitle },
  meaning: { vi, en },
})

/** Every code with its HTTP status; a new code does not compile without a row. docs/errors.md says the same. */
export const PROBLEMS: Readonly<Record<ErrorCode, ProblemKind>> = {
  INVALID_INPUT: kind(
    400,
    'Yêu cầu không hợp lệ',
    'Invalid request',
    'Một tham số sai kiểu, sai giới hạn hoặc không có trong danh mục; trường errors chỉ ra tham số nào.',
    'A parameter has the wrong type, is out of range or does not exist; the field errors names it.',
  ),
  INVALID_CONFIG: kind(
    500,
    'Cấu hình sai',
    'Wrong configuration',
    'Biến môi trường bị thiếu hoặc sai; thông báo khi khởi động nêu tên từng biến.',
    'An environment variable is missing or wrong; the message at start names each of them.',
  ),
  FILE_NOT_READABLE: kind(
    500,
    'Không đọc được tệp',
    'File cannot be read',
    'Tệp không tồn tại, không có quyền đọc hoặc sai định dạng.',
    'The file does not exist, may not be read, or is not of the expected format.',
  ),
  MAPPING_INVALID: kind(
    422,
    'Bảng ánh xạ sai',
    'Invalid mapping',
    'Bảng ánh xạ cột không khớp với tệp; sửa ánh xạ rồi nạp lại.',
    'The column mapping does not fit the file; correct the mapping and load again.',
  ),
  NOT_FOUND: kind(
    404,
    'Không tìm thấy',
    'Not found',
    'Địa chỉ, địa bàn, số liệu hoặc công việc không tồn tại.',
    'There is no such address, area, figure or job.',
  ),
  SERIES_NOT_FOUND: kind(
    404,
    'Không có chuỗi số liệu',
    'Series not found',
    'Không có chuỗi với các mã đã nêu; xem /v1/series hoặc /v1/accuracy.',
    'No series has these codes; see /v1/series or /v1/accuracy.',
  ),
  RELEASE_NOT_FOUND: kind(
    404,
    'Không có phiên bản công bố',
    'Release not found',
    'Không có phiên bản mang mã này; xem /v1/releases.',
    'No release has this id; see /v1/releases.',
  ),
  NOT_READY: kind(
    503,
    'Chưa sẵn sàng',
    'Not ready',
    'Chưa có phiên bản nào được công bố; thử lại sau ít phút, /health/ready cho biết tiến độ.',
    'No release has been published yet; try again in a few minutes, /health/ready tells how far it is.',
  ),
  NOT_AVAILABLE: kind(
    404,
    'Chưa có số liệu',
    'Not available',
    'Địa bàn hoặc năm có thật nhưng phiên bản này không công bố; thông báo nêu lý do.',
    'The area or year exists but this release publishes nothing for it; the message says why.',
  ),
  NOT_ADDITIVE: kind(
    422,
    'Không cộng được',
    'Not additive',
    'Các nhóm ngành chồng lên nhau nên cộng lại sẽ đếm trùng; hỏi từng nhóm một.',
    'Lenses overlap, so adding them counts people twice; ask for one at a time.',
  ),
  NOT_COMPARABLE: kind(
    422,
    'Không so sánh được',
    'Not comparable',
    'Số liệu khác hệ thống phân ngành hoặc khái niệm; dùng mã của hệ thống mà phiên bản công bố.',
    'The figures are of another classification or concept; use the codes of the scheme that the release publishes.',
  ),
  NOT_ACCEPTABLE: kind(
    406,
    'Định dạng không có',
    'Format not available',
    'Các tuyến trả JSON, CSV và XLSX; tuyến số liệu thêm JSON-stat và SDMX-CSV. Chọn bằng Accept hoặc format=json, csv, xlsx, json-stat, sdmx-csv.',
    'Routes answer in JSON, CSV and XLSX; those of figures in JSON-stat and SDMX-CSV too. Choose by Accept or by format=json, csv, xlsx, json-stat, sdmx-csv.',
  ),
  TOO_LARGE: kind(
    413,
    'Quá lớn',
    'Too large',
    'Kết quả vượt giới hạn của định dạng hoặc nội dung gửi lên quá lớn; dùng CSV hoặc thu hẹp truy vấn.',
    'The result exceeds the limit of the format, or the body sent is too large; use CSV or narrow the query.',
  ),
  RATE_LIMITED: kind(
    429,
    'Quá nhiều yêu cầu',
    'Too many requests',
    'Đợi số giây ghi trong Retry-After rồi thử lại.',
    'Wait the seconds that Retry-After gives and try again.',
  ),
  UNAUTHORISED: kind(
    401,
    'Cần khoá',
    'Key needed',
    'Thao tác ghi cần khoá: Authorization: Bearer <khoá>.',
    'Writing needs the key: Authorization: Bearer <key>.',
  ),
  VINTAGE_EXISTS: kind(
    409,
    'Lần công bố đã có',
    'Vintage exists',
    'Số liệu của kỳ và ngày công bố này đã lưu với giá trị khác; không ghi đè.',
    'This period and day of publication is stored with another value; nothing is overwritten.',
  ),
  CONFLICT: kind(
    409,
    'Đã thay đổi',
    'Changed meanwhile',
    'Bản ghi đã được người khác sửa, đã đóng, hoặc số hiệu đã dùng cho nội dung khác; đọc lại rồi gửi lại.',
    'The record was changed by somebody else, is closed, or its reference stands for something else; read it again, then send again.',
  ),
  INSUFFICIENT_HISTORY: kind(
    422,
    'Chuỗi quá ngắn',
    'History too short',
    'Không đủ số kỳ cho phép tính; nạp thêm số liệu hoặc dùng phương pháp đơn giản hơn.',
    'Too few periods for the calculation; load more data or ask for a simpler method.',
  ),
  BREAK_IN_SERIES: kind(
    422,
    'Chuỗi bị gián đoạn',
    'Break in series',
    'Chuỗi đổi khái niệm hoặc phạm vi trong khoảng đã hỏi; chọn khoảng ở một phía.',
    'The series changes its concept or coverage inside the window; choose a window on one side.',
  ),
  UNKNOWN_CLASSIFICATION: kind(
    422,
    'Mã phân loại lạ',
    'Unknown code',
    'Mã không có trong hệ thống phân loại; xem /v1/sectors và /v1/lenses.',
    'The classification has no such code; see /v1/sectors and /v1/lenses.',
  ),
  MARGINS_INCONSISTENT: kind(
    422,
    'Tổng biên không khớp',
    'Margins do not agree',
    'Các tổng hàng và cột không cùng một tổng số; sửa số liệu đầu vào.',
    'Row and column totals do not have the same sum; correct the inputs.',
  ),
  NOT_CONVERGED: kind(
    500,
    'Không hội tụ',
    'Not converged',
    'Phép lặp dừng trước khi đạt độ chính xác; nhật ký ghi phần dư.',
    'An iteration ended before it was precise enough; the log has the residual.',
  ),
  ARTEFACT_INCOMPATIBLE: kind(
    500,
    'Mô hình không tương thích',
    'Model artefact does not fit',
    'Tệp mô hình hỏng hoặc thuộc phiên bản khác của chương trình.',
    'The model file is damaged or belongs to another version of the program.',
  ),
  HORIZON_TOO_SHORT: kind(
    422,
    'Ngoài tầm dự báo',
    'Beyond the horizon',
    'Năm hỏi nằm sau năm cuối của phiên bản công bố.',
    'The year asked for lies after the last year of the release.',
  ),
  DATABASE_UNREACHABLE: kind(
    503,
    'Không kết nối được cơ sở dữ liệu',
    'Database unreachable',
    'PostgreSQL không trả lời; kiểm tra DATABASE_URL và máy chủ.',
    'PostgreSQL does not answer; check DATABASE_URL and the server.',
  ),
  DATA_DIRECTORY_LOCKED: kind(
    500,
    'Thư mục dữ liệu đang dùng',
    'Data directory in use',
    'Một tiến trình khác đang dùng thư mục dữ liệu; dừng nó hoặc đặt NHANLUC_DATA_DIR khác.',
    'Another process uses the data directory; stop it or set another NHANLUC_DATA_DIR.',
  ),
  PORT_IN_USE: kind(
    500,
    'Cổng đang bận',
    'Port in use',
    'Chương trình khác đang nghe ở cổng này; đặt PORT khác.',
    'Another program listens on this port; set another PORT.',
  ),
  SOURCE_UNAVAILABLE: kind(
    503,
    'Nguồn không trả lời',
    'Source unavailable',
    'Nguồn số liệu bên ngoài không trả lời; thử lại sau.',
    'The outside source does not answer; try again later.',
  ),
  SOURCE_SCHEMA_CHANGED: kind(
    502,
    'Nguồn đổi cấu trúc',
    'Source changed its layout',
    'Nguồn trả về dữ liệu khác cấu trúc đã biết; ánh xạ cần được xem lại.',
    'The source sent data of another layout than known; the mapping needs a look.',
  ),
  INTERRUPTED: kind(
    503,
    'Bị dừng giữa chừng',
    'Interrupted',
    'Công việc bị dừng; không có gì được ghi dở, có thể chạy lại.',
    'The work was stopped; nothing is half-written and it can be run again.',
  ),
  INTERNAL: kind(
    500,
    'Lỗi máy chủ',
    'Server error',
    'Lỗi của chương trình; nhật ký máy chủ ghi chi tiết theo số hiệu yêu cầu.',
    'A fault of the program; the server log has the details under the number of the request.',
  ),
}

/** Codes of status 5xx whose message is for the caller; the text of every other 5xx stays in the log. */
export const SPOKEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['NOT_READY'])
