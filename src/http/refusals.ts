// A table of texts: what refusals say, in English as the code says it and in Vietnamese. `{0}`, `{1}` ... stand for the same
// values in both; a value that is itself a sentence of the table is translated too. A test holds the table against the code.

import { READER_REFUSALS } from '../reports/reader-refusals.ts'
import { rowInVietnamese } from '../reports/refusal-text.ts'
import { type Sentence, translator } from '../reports/sentences.ts'

export const REFUSALS: readonly Sentence[] = [
  // Any route
  ['There is no {0} {1}. /docs lists every address.', 'Không có {0} {1}. /docs liệt kê mọi địa chỉ.'],
  ['There is no parameter "{0}".', 'Không có tham số "{0}".'],
  [
    'A parameter is out of range or holds a character that no code contains.',
    'Một tham số vượt giới hạn hoặc chứa ký tự không mã nào có.',
  ],
  [
    'Writing is switched off: this service was started without NHANLUC_API_KEY.',
    'Không cho phép ghi: dịch vụ khởi động không có NHANLUC_API_KEY.',
  ],
  [
    'This route writes and needs the key. Send Authorization: Bearer <key>.',
    'Tuyến này ghi dữ liệu nên cần khoá. Gửi Authorization: Bearer <khoá>.',
  ],
  [
    '{0} requests a minute are allowed from one address. Wait {1} and try again.',
    'Mỗi địa chỉ được {0} yêu cầu một phút. Đợi {1} rồi thử lại.',
  ],
  ['There is no format "{0}" here; write format={1}.', 'Ở đây không có định dạng "{0}"; viết format={1}.'],
  ['Nothing fits Accept: {0}. There is {1}.', 'Không có gì khớp với Accept: {0}. Có {1}.'],
  [
    'The cursor {0}. Take it from "next" of the page before and leave the other parameters as they were.',
    'Con trỏ {0}. Lấy từ "next" của trang trước và giữ nguyên các tham số khác.',
  ],
  ['is not one that this service gave out', 'không phải do dịch vụ này đưa ra'],
  ['belongs to another query', 'thuộc về truy vấn khác'],
  ['from={0} lies after to={1}.', 'from={0} nằm sau to={1}.'],
  [
    '"{0}" is not a period; write 2024, 2024-Q3, 2024-03, 2024/25 or 2024-07-01.',
    '"{0}" không phải là kỳ; viết 2024, 2024-Q3, 2024-03, 2024/25 hoặc 2024-07-01.',
  ],
  ['write the day as YYYY-MM-DD', 'viết ngày theo dạng YYYY-MM-DD'],
  ['small letters, digits and hyphens', 'chữ thường, chữ số và gạch nối'],
  ['a file name without a path', 'tên tệp không có đường dẫn'],
  ['the SHA-256 of a file, as /v1/files gives it', 'SHA-256 của tệp, như /v1/files đưa ra'],
  [
    'capital letters, digits and underscores, e.g. HANOI_YEARBOOK',
    'chữ hoa, chữ số và gạch dưới, ví dụ HANOI_YEARBOOK',
  ],
  ['write the four digits of a detailed field of ISCED-F 2013', 'viết bốn chữ số của lĩnh vực chi tiết ISCED-F 2013'],
  ['write a major group of VSCO 2020, e.g. VSCO2020:2', 'viết nhóm nghề cấp 1 của VSCO 2020, ví dụ VSCO2020:2'],
  ['write share/ISCO08:25=0.5 or openings/ISCO08:25=4000', 'viết share/ISCO08:25=0.5 hoặc openings/ISCO08:25=4000'],
  // Gaps, forecasts, releases
  [
    'Lenses overlap: the same person can be in several, so their gaps are never added. Ask for one lens at a time, or for kind=lens to see them side by side.',
    'Các nhóm ngành chồng lên nhau: một người có thể ở nhiều nhóm, nên không bao giờ cộng chênh lệch của chúng. Hỏi từng nhóm một, hoặc kind=lens để xem cạnh nhau.',
  ],
  ['Ask for a sector or for a lens, not for both.', 'Hỏi một ngành hoặc một nhóm ngành, không hỏi cả hai.'],
  [
    'Release {0} publishes no gaps for {1} ({2}); it covers {3}. GET /v1/areas gives the reason for every area.',
    'Phiên bản {0} không công bố chênh lệch cho {1} ({2}); phiên bản gồm {3}. GET /v1/areas nêu lý do cho từng địa bàn.',
  ],
  [
    'A PDF is a report on all of an area in one year; leave out {0}, or ask for csv or xlsx.',
    'PDF là báo cáo về cả địa bàn trong một năm; bỏ {0}, hoặc hỏi csv hay xlsx.',
  ],
  ['A PDF is a report on one year; add it, e.g. year=2030.', 'PDF là báo cáo về một năm; thêm năm, ví dụ year=2030.'],
  ['Ask for a year or for from and to, not for both.', 'Hỏi một năm hoặc from và to, không hỏi cả hai.'],
  ['Release {0} ends in {1}; {2} lies beyond it.', 'Phiên bản {0} kết thúc năm {1}; {2} nằm sau đó.'],
  [
    'Gaps begin after the base year {0} of release {1}; for {2} and before see /v1/observations.',
    'Chênh lệch bắt đầu sau năm gốc {0} của phiên bản {1}; năm {2} và trước đó xem /v1/observations.',
  ],
  [
    'There is no sector "{0}". GET /v1/sectors lists the codes, e.g. {1}:C.',
    'Không có ngành "{0}". GET /v1/sectors liệt kê các mã, ví dụ {1}:C.',
  ],
  [
    'Gaps are published by {0}; "{1}" belongs to another scheme, and a letter means another industry there.',
    'Chênh lệch công bố theo {0}; "{1}" thuộc hệ thống khác, ở đó chữ cái chỉ ngành khác.',
  ],
  [
    'There is no occupation group "{0}" in {1}. Major groups are 1 to 9 and 0, e.g. {2}:2.',
    'Không có nhóm nghề "{0}" trong {1}. Nhóm cấp 1 là 1 đến 9 và 0, ví dụ {2}:2.',
  ],
  [
    'Gaps of an occupation group are published over all sectors: ask for an occupation, or for a sector or lens. GET /v1/gaps/{id}/skills shows the occupations a sector is short of.',
    'Chênh lệch của nhóm nghề được công bố gộp mọi ngành: hỏi một nhóm nghề, hoặc hỏi một ngành hay nhóm ngành. GET /v1/gaps/{id}/skills cho thấy một ngành thiếu những nghề nào.',
  ],
  [
    'Release {0} was published without indicators by occupation. Publish again, or ask for a later release.',
    'Phiên bản {0} được công bố không kèm chỉ báo theo nghề. Hãy công bố lại, hoặc hỏi một phiên bản sau.',
  ],
  ['There is no lens "{0}". There are {1}.', 'Không có nhóm ngành "{0}". Có {1}.'],
  ['kind={0} does not fit: what you name is a {1}.', 'kind={0} không khớp: mã đã nêu là {1}.'],
  [
    'Release {0} does not say why the band of {1} is so wide: it is known for both sexes together, from releases of the cohort method on.',
    'Phiên bản {0} không nói vì sao khoảng của {1} rộng: chỉ biết cho hai giới cộng lại, từ các phiên bản đếm theo thế hệ.',
  ],
  [
    'Release {0} was published without drivers. Publish again, or ask for a later release.',
    'Phiên bản {0} công bố không kèm nguyên nhân. Công bố lại, hoặc hỏi phiên bản sau.',
  ],
  [
    'Release {0} has no forecast of {1} for area {2}, industry {3}, sex {4}. GET /v1/accuracy?area={5} lists what was forecast.',
    'Phiên bản {0} không dự báo {1} cho địa bàn {2}, ngành {3}, giới tính {4}. GET /v1/accuracy?area={5} liệt kê những gì đã dự báo.',
  ],
  [
    'Release {0} has no gap "{1}". An id is area:sector:year:sex, e.g. VN-HN:VSIC2018:C:2030:T; GET /v1/gaps lists them.',
    'Phiên bản {0} không có chênh lệch "{1}". Mã gồm địa bàn:ngành:năm:giới, ví dụ VN-HN:VSIC2018:C:2030:T; GET /v1/gaps liệt kê.',
  ],
  [
    'There is no release "{0}". GET /v1/releases lists the published ones.',
    'Không có phiên bản "{0}". GET /v1/releases liệt kê các phiên bản đã công bố.',
  ],
  [
    'No release has been published yet. Follow /health/ready and ask again in a minute.',
    'Chưa có phiên bản nào được công bố. Theo dõi /health/ready và hỏi lại sau ít phút.',
  ],
  ['No release with gaps can be served yet. {0}', 'Chưa có phiên bản nào để phục vụ. {0}'],
  [
    'There is no area "{0}". GET /v1/areas lists them; VN is the country, VN-HN is Hanoi.',
    'Không có địa bàn "{0}". GET /v1/areas liệt kê; VN là cả nước, VN-HN là Hà Nội.',
  ],
  [
    'There is no ingest {0}; /v1/ingests lists those there are.',
    'Không có lần đọc {0}; /v1/ingests liệt kê các lần đọc.',
  ],
  ['There is no job {0}. POST /v1/jobs starts one.', 'Không có công việc {0}. POST /v1/jobs để bắt đầu.'],
  ['This process takes no jobs: it has no queue.', 'Tiến trình này không nhận công việc: không có hàng đợi.'],
  [
    'There is no occupation group "{0}" in {1}. Major groups are 1 to 9, e.g. {2}:2.',
    'Không có nhóm nghề "{0}" trong {1}. Nhóm cấp 1 từ 1 đến 9, ví dụ {2}:2.',
  ],
  [
    'Ask for a sector, an occupation or a unit, not for several at once.',
    'Hỏi một ngành, một nghề hoặc một đơn vị, không hỏi nhiều thứ cùng lúc.',
  ],
  [
    'Outcomes by {0} are published for the country only, so forecasts for {1} cannot be scored. Ask with area=VN, which they rest on{2}; area={3} has kind=labourSupply where its labour force is published.',
    'Kết quả theo {0} chỉ công bố cho cả nước nên không chấm được dự báo cho {1}. Hỏi với area=VN, là cơ sở của chúng{2}; area={3} có kind=labourSupply nếu lực lượng lao động được công bố.',
  ],
  // Pathways and scenarios
  [
    'Name the occupation people leave (from), the one they go to (to), or both.',
    'Nêu nghề rời đi (from), nghề chuyển đến (to), hoặc cả hai.',
  ],
  ['This process computes no pathways.', 'Tiến trình này không tính lộ trình chuyển nghề.'],
  ['This process rounds no tables.', 'Tiến trình này không làm tròn bảng.'],
  [
    'Employment by sub-major group (two digits) is not known as of {0}, so pools cannot be told. Load the table, or ask for a later release.',
    'Việc làm theo nhóm nghề cấp hai chưa biết đến ngày {0}, nên không nói được nguồn người. Nạp bảng đó, hoặc hỏi lần công bố sau.',
  ],
  [
    'There is no sub-major group "{0}" with skills and a market. There are {1}.',
    'Không có nhóm nghề cấp 2 "{0}" có kỹ năng và thị trường. Có {1}.',
  ],
  ['This process computes no scenarios.', 'Tiến trình này không tính kịch bản.'],
  [
    'There is no scenario "{0}"{1}. GET /v1/scenarios lists them.',
    'Không có kịch bản "{0}"{1}. GET /v1/scenarios liệt kê.',
  ],
  [
    'Release {0} was published without what it was simulated on. Publish again and name the new release.',
    'Phiên bản {0} công bố không kèm dữ liệu mô phỏng. Công bố lại và nêu phiên bản mới.',
  ],
  [
    'A {0} change begins in {1}; the release covers {2} to {3}.',
    'Thay đổi {0} bắt đầu năm {1}; phiên bản gồm {2} đến {3}.',
  ],
  ['A {0} change names area {1}; there are {2} and *.', 'Thay đổi {0} nêu địa bàn {1}; có {2} và *.'],
  [
    'A migration change counts people: name the one area they move to, not *.',
    'Thay đổi di cư tính số người: nêu một địa bàn họ đến, không dùng *.',
  ],
  [
    'A {0} change acts on {1}, whose draws its areas share; it cannot be of {2} alone.',
    'Thay đổi {0} tác động lên {1}, các địa bàn dùng chung mô phỏng; không thể chỉ cho {2}.',
  ],
  ['There is no sector {0}; there are {1}.', 'Không có ngành {0}; có {1}.'],
  [
    'The change takes more people away than there are: a quantile falls to {0}. Make it smaller.',
    'Thay đổi lấy đi nhiều người hơn số có: một phân vị xuống {0}. Giảm bớt.',
  ],
  [
    'Completion of {0} times {1} is {2}; no more than everybody can graduate.',
    'Tỷ lệ tốt nghiệp của {0} nhân {1} là {2}; không thể quá tất cả.',
  ],
  ['Scenario {0}: {1}', 'Kịch bản {0}: {1}'],
  ['it needs an owner.', 'cần người chịu trách nhiệm.'],
  ['it needs a name in Vietnamese and English.', 'cần tên tiếng Việt và tiếng Anh.'],
  [
    'it changes nothing; a scenario without changes is the base.',
    'không thay đổi gì; kịch bản không thay đổi chính là cơ sở.',
  ],
  ['A {0} change runs from {1} to {2}; years must ascend.', 'Thay đổi {0} từ {1} đến {2}; năm phải tăng dần.'],
  ['The factor of a {0} change is {1}; it must be >= 0.', 'Hệ số của thay đổi {0} là {1}; phải >= 0.'],
  ['{0} of a {1} change is {2}; it must lie between 0 and 1.', '{0} của thay đổi {1} là {2}; phải từ 0 đến 1.'],
  ['{0} of a {1} change is {2}; it must be a number.', '{0} của thay đổi {1} là {2}; phải là số.'],
  [
    '{0} points of staffing cannot go from {1} to {2} in {3}: they have {4} and {5}.',
    '{0} điểm cơ cấu nghề không thể chuyển từ {1} sang {2} trong {3}: chúng có {4} và {5}.',
  ],
  // Programmes and advice
  [
    'This process gives no enrolment advice; ask the service that `nhanluc start` or `serve` runs.',
    'Tiến trình này không tư vấn tuyển sinh; hỏi dịch vụ do `nhanluc start` hoặc `serve` chạy.',
  ],
  [
    'There is no programme "{0}". GET /v1/programmes lists them; load your own with `nhanluc programmes load <folder>`.',
    'Không có chương trình "{0}". GET /v1/programmes liệt kê; nạp của bạn bằng `nhanluc programmes --load`.',
  ],
  [
    'No programme of field "{0}"{1} is stored for {2}. GET /v1/programmes lists them.',
    'Không có chương trình thuộc lĩnh vực "{0}"{1} cho {2}. GET /v1/programmes liệt kê.',
  ],
  [
    'Field {0} is taught as {1}; their graduates are needed apart. Name a level.',
    'Lĩnh vực {0} được đào tạo ở {1}; nhu cầu tốt nghiệp khác nhau. Nêu một trình độ.',
  ],
  [
    'Students were last counted in autumn {0}; the intake to decide must be later, not {1}.',
    'Sinh viên được đếm lần cuối mùa thu {0}; khoá cần quyết định phải sau đó, không phải {1}.',
  ],
  [
    'No target mix is stored for field {0}, {1}; give the occupations it leads to in target_mix.csv.',
    'Chưa có cơ cấu nghề đích của lĩnh vực {0}, {1}; nêu các nghề trong target_mix.csv.',
  ],
  [
    'Release {0} holds no openings by occupation for {1}; it covers {2}. Publish a new release if it was made by an earlier version.',
    'Phiên bản {0} không có chỗ làm theo nghề cho {1}; phiên bản gồm {2}. Công bố lại nếu do bản chương trình cũ lập.',
  ],
  [
    'No assumption of kind sub_major_share for {0}; add it to data/reference/assumption.csv.',
    'Không có giả định sub_major_share cho {0}; thêm vào data/reference/assumption.csv.',
  ],
  [
    'No programme of the field has the rate {0}; load rates.csv.',
    'Không chương trình nào của lĩnh vực có tỷ lệ {0}; nạp rates.csv.',
  ],
  [
    'Programme {0} leads to no occupation; name one at least.',
    'Chương trình {0} không dẫn đến nghề nào; nêu ít nhất một nghề.',
  ],
  [
    'Openings of {0} are not known for {1}; programme {2} needs {3}.',
    'Không biết chỗ làm của {0} cho {1}; chương trình {2} cần {3}.',
  ],
  ['There is no input {0}. Editable: {1}.', 'Không có đầu vào {0}. Sửa được: {1}.'],
  [
    'Programme {0}: the field has {1} employed and {2} unemployed; a verdict needs people in it.',
    'Chương trình {0}: lĩnh vực có {1} người có việc và {2} thất nghiệp; cần có người để kết luận.',
  ],
  [
    'Field {0} mixes programmes: {1} ({2}) and {3} ({4}). Ask for each level by itself.',
    'Lĩnh vực {0} gồm các chương trình khác nhau: {1} ({2}) và {3} ({4}). Hỏi riêng từng trình độ.',
  ],
  ['A programme takes a whole number of years from 1; got {0}.', 'Chương trình kéo dài số năm nguyên từ 1; nhận {0}.'],
  ['eta is {0}; the reaction to a gap must be >= 0.', 'eta là {0}; phản ứng với thiếu hụt phải >= 0.'],
  [
    'Programme {0} takes {1} years (and {2} until work): an intake of {3} needs a forecast to {4}, and this one ends in {5}. Its horizon is {6} years, {7} are needed. Ask for an earlier intake, a shorter programme, or a release that reaches further.',
    'Chương trình {0} kéo dài {1} năm (và {2} năm đến khi đi làm): khoá {3} cần dự báo đến {4}, phiên bản này kết thúc năm {5}. Tầm dự báo {6} năm, cần {7}. Hỏi khoá sớm hơn, chương trình ngắn hơn, hoặc phiên bản xa hơn.',
  ],
  [
    'A place yields {0} graduates and a graduate {1} entrants; both must lie in (0, 1], else no intake meets the need.',
    'Một chỗ cho {0} người tốt nghiệp và một người tốt nghiệp cho {1} người vào nghề; cả hai phải trong (0, 1].',
  ],
  ['eta {0} must lie in (0, 1] and cap {1} in [0, 1].', 'eta {0} phải trong (0, 1] và cap {1} trong [0, 1].'],
  ['The day of the rules is {0}; write it as YYYY-MM-DD.', 'Ngày của quy tắc là {0}; viết theo dạng YYYY-MM-DD.'],
  [
    '{0} is {1} ({2} to {3}); a share and its bounds must ascend within 0 and 1.',
    '{0} là {1} ({2} đến {3}); tỷ lệ và giới hạn phải tăng dần trong 0 đến 1.',
  ],
  [
    'Costs of too few ({0}) and too many places ({1}) must be positive.',
    'Chi phí thiếu chỗ ({0}) và thừa chỗ ({1}) phải dương.',
  ],
  ['Programme {0}: {1}', 'Chương trình {0}: {1}'],
  ['This process keeps no overrides.', 'Tiến trình này không giữ điều chỉnh của chuyên gia.'],
  [
    'Release {0} has no {1} "{2}" for {3}. GET /v1/{4}s names them: a forecast by its target, a gap by its id.',
    'Phiên bản {0} không có {1} "{2}" cho {3}. GET /v1/{4}s nêu tên: dự báo theo target, chênh lệch theo id.',
  ],
  ['Override {0}: {1}', 'Điều chỉnh {0}: {1}'],
  ['Override {0} is of {1}, which is not among the figures.', 'Điều chỉnh {0} là của {1}, không có trong các số liệu.'],
  ['This process takes in no programmes.', 'Tiến trình này không nhận chương trình đào tạo.'],
  [
    'There is no upload of programmes {0}. GET /v1/programme-uploads lists them.',
    'Không có lần nạp chương trình {0}. GET /v1/programme-uploads liệt kê.',
  ],
  // Training orders
  [
    'This process keeps no training orders; ask the service that `nhanluc start` or `serve` runs.',
    'Tiến trình này không giữ đơn đặt hàng; hỏi dịch vụ do `nhanluc start` hoặc `serve` chạy.',
  ],
  [
    'There is no training order "{0}". GET /v1/orders lists them.',
    'Không có đơn đặt hàng "{0}". GET /v1/orders liệt kê.',
  ],
  [
    '{0} has used the reference {1} for order {2}, which says something else. Change that one, or give another reference.',
    '{0} đã dùng số hiệu {1} cho đơn {2} với nội dung khác. Sửa đơn đó, hoặc dùng số hiệu khác.',
  ],
  ['Order {0} was placed on {1} and cannot be closed on {2}.', 'Đơn {0} đặt ngày {1} nên không thể đóng ngày {2}.'],
  ['Order {0} was {1} on {2}; it is not changed any more.', 'Đơn {0} đã {1} ngày {2}; không sửa được nữa.'],
  ['closed', 'đóng'],
  ['cancelled', 'huỷ'],
  [
    'Order {0} was changed since revision {1} was read. Read it again and decide anew.',
    'Đơn {0} đã được sửa sau lần đọc {1}. Đọc lại rồi quyết định.',
  ],
  [
    'An order names a programme, or else a provider, a field and an occupation group.',
    'Đơn nêu một chương trình, hoặc cơ sở, lĩnh vực và nhóm nghề.',
  ],
  [
    'Programme {0} is of {1}, field {2}; leave provider and field out.',
    'Chương trình {0} thuộc {1}, lĩnh vực {2}; bỏ provider và field.',
  ],
  [
    'No target mix is stored for field {0}; name the occupation group the order is for.',
    'Chưa có cơ cấu nghề đích của lĩnh vực {0}; nêu nhóm nghề của đơn.',
  ],
  [
    'Release {0} has no gap of {1} in {2} for {3}; it covers {4}, {5} to {6}.',
    'Phiên bản {0} không có chênh lệch của {1} tại {2} cho năm {3}; phiên bản gồm {4}, {5} đến {6}.',
  ],
  [
    'Release {0} has no gaps by occupation group for {1} in {2}. Ask for another year, or publish again.',
    'Phiên bản {0} không có chênh lệch theo nhóm nghề cho {1} năm {2}. Hỏi năm khác, hoặc công bố lại.',
  ],
  [
    'Graduates of {0} are reported twice; keep one report.',
    'Người tốt nghiệp của {0} được báo hai lần; giữ một báo cáo.',
  ],
  [
    '{0}: {1} placed of {2} graduates with a response rate of {3}; nobody can be placed who was not found.',
    '{0}: {1} người có việc trong {2} người tốt nghiệp với tỷ lệ trả lời {3}; không thể có việc mà không tìm được.',
  ],
  ['Training order {0}: {1}', 'Đơn đặt hàng {0}: {1}'],
  ['places must be above 0; got {0}.', 'số chỗ phải trên 0; nhận {0}.'],
  ['{0} women and {1} men are not {2}.', '{0} nữ và {1} nam không bằng {2}.'],
  ['the day {0} must be written YYYY-MM-DD.', 'ngày {0} phải viết theo dạng YYYY-MM-DD.'],
  ['due in {0}, but ordered on {1}.', 'đến hạn năm {0} nhưng đặt ngày {1}.'],
  // Files and mappings
  ['This process takes no files: it has no folder for them.', 'Tiến trình này không nhận tệp: không có thư mục chứa.'],
  [
    'There is a source {0} already. Use it, or choose another id.',
    'Đã có nguồn {0}. Dùng nguồn đó, hoặc chọn mã khác.',
  ],
  [
    'The mapping says it is {0}, the address says {1}. Make them agree.',
    'Bảng ánh xạ ghi {0}, địa chỉ ghi {1}. Sửa cho khớp.',
  ],
  [
    'Send the bytes of the file as the body, with Content-Type: {0}.',
    'Gửi nguyên tệp trong thân yêu cầu, với Content-Type: {0}.',
  ],
  [
    'Reading {0} was stopped: it took more than {1}. Nothing of it was stored. Split the file, or load it with `nhanluc ingest`, which has more room.',
    'Đã dừng đọc {0}: quá {1}. Không lưu gì. Chia nhỏ tệp, hoặc nạp bằng `nhanluc ingest`.',
  ],
  ['{0} files are being read already. Try again in a moment.', 'Đang đọc {0} tệp. Thử lại sau giây lát.'],
  ['There is no file {0}; /v1/files lists those there are.', 'Không có tệp {0}; /v1/files liệt kê.'],
  ['There is no mapping {0}; /v1/mappings lists those there are.', 'Không có bảng ánh xạ {0}; /v1/mappings liệt kê.'],
  [
    'There is no source "{0}".{1} Choose one of /v1/sources, or add a new one first.',
    'Không có nguồn "{0}".{1} Chọn trong /v1/sources, hoặc thêm nguồn mới trước.',
  ],
  [
    'The mapping {0} ships with the data pack and stays as it is. Give yours another id.',
    'Bảng ánh xạ {0} đi kèm bộ dữ liệu và giữ nguyên. Đặt mã khác cho bảng của bạn.',
  ],
  [
    '{0} has more than {1} MB, the most that is taken in here. Load it with `nhanluc ingest`, or split it.',
    '{0} lớn hơn {1} MB, mức tối đa ở đây. Nạp bằng `nhanluc ingest`, hoặc chia nhỏ.',
  ],
  ['{0} is empty. Choose the file again.', '{0} trống. Chọn lại tệp.'],
  [
    '{0} is no workbook inside, whatever its name ({1}). Open it and save it as .xlsx.',
    '{0} không phải bảng tính, dù tên là gì ({1}). Mở ra và lưu lại dạng .xlsx.',
  ],
  [
    '{0} is a zip archive but no .xlsx workbook. Unpack it, or save the workbook as .xlsx.',
    '{0} là tệp nén zip, không phải bảng tính .xlsx. Giải nén, hoặc lưu bảng tính dạng .xlsx.',
  ],
  [
    '{0} cannot be read as a workbook ({1}). Open it and save it anew as .xlsx.',
    'Không đọc được {0} như bảng tính ({1}). Mở ra và lưu lại dạng .xlsx.',
  ],
  // Exports
  [
    'The result has {0}, more than one JSON-stat data set can be built with. Ask for SDMX-CSV, which has no limit, or narrow the query.',
    'Kết quả có {0}, quá mức của một tập JSON-stat. Hỏi SDMX-CSV, không giới hạn, hoặc thu hẹp truy vấn.',
  ],
  ['more than {0} figures', 'hơn {0} số liệu'],
  ['a grid of {0} cells ({1})', 'lưới {0} ô ({1})'],
]

/** A refusal in Vietnamese, with its values; null when the table does not have it. */
export const inVietnamese = translator([...REFUSALS, ...READER_REFUSALS], rowInVietnamese)
