// A table of texts: what readers and connectors say when a file or an answer cannot be taken, in English as the code says it
// and in Vietnamese. `{0}`, `{1}` ... stand for the same values in both. A test holds the table against the code.

import type { Sentence } from './sentences.ts'

export const READER_REFUSALS: readonly Sentence[] = [
  // Loading
  ['Reading {0} was stopped; nothing of it was stored.', 'Việc đọc {0} bị dừng; chưa lưu gì của nó.'],
  ['{0} has more than {1} rows. Split it.', '{0} có hơn {1} dòng. Hãy chia nhỏ.'],
  ['{0} has {1} bytes; at most {2} are read. Split it.', '{0} có {1} byte; chỉ đọc nhiều nhất {2}. Hãy chia nhỏ.'],
  [
    'Line {0} has more than {1} characters. Is this a text file with one record a line?',
    'Dòng {0} có hơn {1} ký tự. Đây có phải tệp văn bản, mỗi dòng một bản ghi?',
  ],
  ['The heading line of {0} is broken: {1}.', 'Dòng tiêu đề của {0} bị hỏng: {1}.'],
  ['{0} is empty.', '{0} rỗng.'],
  ['{0} is empty. Fetch it again.', '{0} rỗng. Hãy tải lại.'],
  [
    '{0} is empty; an empty answer of a source is not data. Fetch it again.',
    '{0} rỗng; câu trả lời rỗng của nguồn không phải số liệu. Hãy tải lại.',
  ],
  [
    '{0} is not data but an answer that says: "{1}". Nothing of it is loaded.',
    '{0} không phải số liệu mà là câu trả lời nói: "{1}". Không nạp gì.',
  ],
  ['The mapping does not fit the file. {0}. The columns are: {1}.', 'Ánh xạ không khớp với tệp. {0}. Các cột là: {1}.'],
  ['The mapping {0} cannot be read: {1}.', 'Không đọc được ánh xạ {0}: {1}.'],
  ['The mapping {0} is wrong. {1}.', 'Ánh xạ {0} sai. {1}.'],
  [
    '{0} has no reference tables such as area.csv. Is {1} a data pack?',
    '{0} không có bảng danh mục như area.csv. {1} có phải là bộ số liệu?',
  ],
  ['reference/{0}.csv line {1}: {2}.', 'reference/{0}.csv dòng {1}: {2}.'],
  [
    'Loading the data was stopped before {0}; the files before it are stored.',
    'Việc nạp bị dừng trước {0}; các tệp trước đó đã được lưu.',
  ],
  [
    'There is no ingest {0}. List the refused rows to see which there are.',
    'Không có lần nạp {0}. Liệt kê các dòng bị từ chối để xem có những lần nào.',
  ],
  ['There is no format "{0}". Known are: {1}.', 'Không có định dạng "{0}". Các định dạng: {1}.'],
  ['{0} has no figures.', '{0} không có số liệu.'],
  ['{0} is not a file.', '{0} không phải là tệp.'],
  ['{0} has more than {1} figures.', '{0} có hơn {1} số liệu.'],
  ['{0} has more than {1} figures. Ask for fewer series.', '{0} có hơn {1} số liệu. Hãy hỏi ít chuỗi hơn.'],
  ['{0} has {1} cells, more than {2}. Ask for fewer categories.', '{0} có {1} ô, hơn {2}. Hãy hỏi ít mục hơn.'],
  [
    '{0} has more than {1} cells. Split it by year or by area.',
    '{0} có hơn {1} ô. Hãy chia theo năm hoặc theo địa bàn.',
  ],
  [
    '{0} {1}. Nothing of it is loaded; check the address and fetch it again.',
    '{0} {1}. Không nạp gì; kiểm tra địa chỉ rồi tải lại.',
  ],
  [
    '{0} is not an ILOSTAT table as known: {1}. Fetch it again, or name another format.',
    '{0} không phải bảng ILOSTAT như đã biết: {1}. Tải lại, hoặc nêu định dạng khác.',
  ],
  [
    '{0} is not SDMX-CSV as known: {1}. Fetch it again, or name another format.',
    '{0} không phải SDMX-CSV như đã biết: {1}. Tải lại, hoặc nêu định dạng khác.',
  ],
  [
    '{0} is JSON, but no object as this format has. Fetch it again.',
    '{0} là JSON nhưng không phải đối tượng của định dạng này. Hãy tải lại.',
  ],
  ['{0}, line {1}, column {2}: {3}.{4}', '{0}, dòng {1}, cột {2}: {3}.{4}'],
  [
    '{0}: {1}. No document of a known format has that.',
    '{0}: {1}. Không tài liệu nào của các định dạng đã biết như vậy.',
  ],
  [
    '{0}: {1}. The document is damaged or of another version; fetch it again.',
    '{0}: {1}. Tài liệu hỏng hoặc thuộc phiên bản khác; hãy tải lại.',
  ],
  ['{0} holds no JSON-stat data: {1}.', '{0} không có số liệu JSON-stat: {1}.'],
  ['{0}: {1}. Ask the source for the file again.', '{0}: {1}. Hãy xin lại tệp ở nguồn.'],
  [
    '{0}: the site answered with an error, not data ({1}). {2}',
    '{0}: trang trả lời lỗi, không phải số liệu ({1}). {2}',
  ],
  [
    '{0} holds no figures; {1}. Check what was asked for, and fetch it again.',
    '{0} không có số liệu; {1}. Kiểm tra điều đã hỏi rồi tải lại.',
  ],
  [
    'The message has more than {0} groups. Ask the service for fewer series.',
    'Thông điệp có hơn {0} nhóm. Hãy hỏi ít chuỗi hơn.',
  ],
  [
    '{0}, line {1}: {2}. No SDMX message has that; it is not read.',
    '{0}, dòng {1}: {2}. Không thông điệp SDMX nào như vậy; không đọc.',
  ],
  [
    '{0} is not read: {1}. Save the sheet as CSV, which is read as a stream.',
    'Không đọc {0}: {1}. Hãy lưu trang tính thành CSV, đọc được theo dòng.',
  ],
  // Fetching
  ['The fetch was stopped; finished parts are kept.', 'Việc tải bị dừng; các phần đã xong được giữ lại.'],
  ['{0} redirects {1}. Check the address.', '{0} chuyển hướng {1}. Kiểm tra địa chỉ.'],
  ['{0} is not an address. Write https://host/path.', '{0} không phải là địa chỉ. Viết https://máy-chủ/đường-dẫn.'],
  ['Fetch {0} {1}. `nhanluc fetch --list` shows them.', 'Lần tải {0} {1}. `nhanluc fetch --list` liệt kê.'],
  [
    '{0} has more than {1} bytes; such a list of a source is not read.',
    '{0} có hơn {1} byte; danh mục của nguồn lớn như vậy không được đọc.',
  ],
  ['The answer is packed as "{0}", which was not asked for.', 'Câu trả lời nén kiểu "{0}", không phải điều đã hỏi.'],
  [
    'The answer of {0} {1}; nothing of it is kept. Ask for less at a time.',
    'Câu trả lời của {0} {1}; không giữ gì. Hãy hỏi ít hơn mỗi lần.',
  ],
  [
    '{0}: {1}. Run the same fetch again tomorrow; finished parts are kept.',
    '{0}: {1}. Ngày mai chạy lại; các phần đã xong được giữ lại.',
  ],
  [
    '{0} answered, but not with data: {1}. Nothing is stored; open the address in a browser.',
    '{0} có trả lời nhưng không phải số liệu: {1}. Không lưu gì; mở địa chỉ bằng trình duyệt để xem.',
  ],
  ['{0}: {1}. Check the codes and the address.', '{0}: {1}. Kiểm tra mã và địa chỉ.'],
  ['{0} does not let us in: {1}. {2}.', '{0} không cho vào: {1}. {2}.'],
  ['{0} declines: {1}. Change the request.', '{0} từ chối: {1}. Hãy sửa yêu cầu.'],
  ['There is no connector "{0}". Known are {1}.', 'Không có bộ kết nối "{0}". Có {1}.'],
  ['Stopped at {0}; it is tried again when it is due.', 'Dừng ở {0}; sẽ thử lại khi đến hạn.'],
  [
    '"{0}" is no interval. Write hours, days or weeks: 6h, 1d, 2w.',
    '"{0}" không phải khoảng thời gian. Viết giờ, ngày hoặc tuần: 6h, 1d, 2w.',
  ],
  ['ILOSTAT lists no indicator {0}; it may be retired.{1}', 'ILOSTAT không có chỉ tiêu {0}; có thể đã ngừng.{1}'],
  [
    'The table of contents of ILOSTAT cannot be had: {0}. Try later.',
    'Không lấy được mục lục của ILOSTAT: {0}. Thử lại sau.',
  ],
  [
    '{0} has no value {1}, so {2}(...) cannot begin or end there.',
    '{0} không có giá trị {1} nên {2}(...) không thể bắt đầu hay kết thúc ở đó.',
  ],
  ['{0}: {1}(n) needs a whole number of 1 or more.', '{0}: {1}(n) cần số nguyên từ 1 trở lên.'],
  ['The {0} cannot be had: {1}.', 'Không lấy được {0}: {1}.'],
  [
    'The description of table {0} names no variables and values. Check root, api and table.',
    'Mô tả của bảng {0} không nêu biến và giá trị. Kiểm tra root, api và table.',
  ],
  [
    'The correction {0} expects {1} for {2} at {3}, but the source says {4} (vintage {5}). If the source has corrected itself, end the entry with its last wrong vintage; nothing of the file was stored.',
    'Mục sửa {0} chờ {1} cho {2} tại {3}, nhưng nguồn nói {4} (lần công bố {5}). Nếu nguồn đã tự sửa, hãy kết thúc mục này ở lần công bố sai cuối cùng; chưa lưu gì của tệp.',
  ],
  [
    '{0} changed while it was read. Read it again once it is complete.',
    '{0} bị thay đổi trong lúc đọc. Đọc lại khi tệp đã hoàn chỉnh.',
  ],
  [
    '{0} has a heading and no rows. An empty answer of a source is not data.',
    '{0} có tiêu đề mà không có dòng nào. Câu trả lời rỗng của nguồn không phải số liệu.',
  ],
  [
    'The connection to the database was lost {0} times while {1} was read; nothing of it was stored. Run it again when the database is back.',
    'Mất kết nối cơ sở dữ liệu {0} lần khi đọc {1}; chưa lưu gì. Chạy lại khi cơ sở dữ liệu hoạt động.',
  ],
  [
    '{0} has a line of more than {1} bytes. Is this a text file with one record a line?',
    '{0} có dòng hơn {1} byte. Đây có phải tệp văn bản, mỗi dòng một bản ghi?',
  ],
  [
    'Another process is fetching from {0}; sources are asked one question at a time. Try again when it has ended.',
    'Tiến trình khác đang tải từ {0}; mỗi lúc chỉ hỏi nguồn một câu. Thử lại khi nó xong.',
  ],
  [
    '{0} is at {1}, which is a private, loopback or link-local address; nothing is fetched from there. Allow it with NHANLUC_ALLOW_PRIVATE_FETCH={2} if it is a server of your own.',
    '{0} ở {1}, là địa chỉ nội bộ, loopback hoặc link-local; không tải từ đó. Nếu là máy chủ của bạn, cho phép bằng NHANLUC_ALLOW_PRIVATE_FETCH={2}.',
  ],
  [
    'The request needs more than {0} calls. Ask for less at a time.',
    'Yêu cầu cần hơn {0} lượt gọi. Hãy hỏi ít hơn mỗi lần.',
  ],
  [
    'The body of "{0}" ({1}) is missing from the data directory. Run the fetch again; all parts are fetched anew.',
    'Nội dung của "{0}" ({1}) không còn trong thư mục dữ liệu. Chạy lại; mọi phần được tải mới.',
  ],
  ['{0} ({1} of {2} files went in.)', '{0} (Đã nạp {1} trên {2} tệp.)'],
  [
    '{0} takes {1} calls in {2} s, and they are used. Run the same fetch again after {3}; finished parts are kept.',
    '{0} cho {1} lượt gọi trong {2} giây và đã dùng hết. Chạy lại sau {3}; các phần đã xong được giữ lại.',
  ],
  [
    '{0} redirects from https to http, where anybody could change the figures; not followed.',
    '{0} chuyển từ https sang http, nơi ai cũng có thể sửa số liệu; không đi theo.',
  ],
  [
    '{0} redirects to {1}; a question with a key or a body is not sent there. Write the new address in the request if it is right.',
    '{0} chuyển sang {1}; câu hỏi có khoá hoặc nội dung không được gửi sang đó. Nếu đúng, hãy ghi địa chỉ mới vào yêu cầu.',
  ],
  [
    '{0} does not say on which day it was published. Give the day with --vintage YYYY-MM-DD.',
    '{0} không nói được công bố ngày nào. Nêu ngày bằng --vintage YYYY-MM-DD.',
  ],
  [
    'There is no refused file {0}; /v1/refused-files lists those there are.',
    'Không có tệp bị từ chối {0}; /v1/refused-files liệt kê các tệp.',
  ],
  [
    'No refused row {0} waits; /v1/quarantine lists those that do.',
    'Không có dòng bị từ chối {0} nào đang chờ; /v1/quarantine liệt kê các dòng.',
  ],
  ['So written the row is still refused: {0}', 'Viết như vậy dòng vẫn bị từ chối: {0}'],
  ['The row {0} has no field "{1}"; it has {2}.', 'Dòng {0} không có trường "{1}"; các trường là {2}.'],
  [
    'Nothing of the row {0} is written otherwise. Change a field, or read its file again.',
    'Dòng {0} chưa có gì được viết khác. Hãy sửa một trường, hoặc đọc lại tệp của nó.',
  ],
  [
    'The value "{0}" of the row {1} is no number. Write it with a point, like 1234.5, or leave it empty where the source has none.',
    'Giá trị "{0}" của dòng {1} không phải là số. Viết với dấu chấm, như 1234.5, hoặc để trống nếu nguồn không có số.',
  ],
  [
    '{0}:{1} is no figure that could be written anew: {2}. Correct it in the file and load it again.',
    '{0}:{1} không phải số liệu có thể viết lại: {2}. Hãy sửa trong tệp rồi nạp lại.',
  ],
  ['reading took more than {0} s; nothing was stored.', 'đọc mất quá {0} giây; không lưu gì.'],
  ['reading took more than {0} MB of memory; nothing was stored.', 'đọc cần quá {0} MB bộ nhớ; không lưu gì.'],
  [
    '{0} no longer lies where it was read, or is another file by now. Load it again.',
    '{0} không còn ở nơi đã đọc, hoặc nay là tệp khác. Hãy nạp lại.',
  ],
  [
    '{0} is no array of flat records: {1}. Save it as a CSV with one row a figure.',
    '{0} không phải mảng bản ghi phẳng: {1}. Hãy lưu thành CSV, mỗi dòng một số liệu.',
  ],
  [
    '{0} says that it was published on {1}, before the periods of its figures began. Give the day with --vintage YYYY-MM-DD.',
    '{0} tự ghi công bố ngày {1}, trước khi các kỳ của số liệu bắt đầu. Nêu ngày công bố bằng --vintage YYYY-MM-DD.',
  ],
  [
    '{0} does not say on which day it was published. Give the day of publication.',
    '{0} không nói được công bố ngày nào. Hãy nêu ngày công bố.',
  ],
  [
    'There is no mapping "{0}". Choose one of {1}, or name a source in capital letters, digits and underscores.',
    'Không có ánh xạ "{0}". Chọn một trong {1}, hoặc nêu nguồn bằng chữ hoa, chữ số và gạch dưới.',
  ],
  ['{0} looks equally like {1}. Say which it is.', '{0} giống cả {1}. Hãy nói là loại nào.'],
  [
    '{0} has no heading of an ESCO table. Download it as CSV from esco.ec.europa.eu.',
    '{0} không có tiêu đề của bảng ESCO. Tải lại dạng CSV từ esco.ec.europa.eu.',
  ],
  [
    '{0} does not begin with a packed heading such as "freq,unit,geo\\TIME_PERIOD". Ask Eurostat for format=TSV again.',
    '{0} không bắt đầu bằng tiêu đề gộp như "freq,unit,geo\\TIME_PERIOD". Hỏi lại Eurostat với format=TSV.',
  ],
  [
    '{0} has none of the columns of O*NET (O*NET-SOC Code, Element ID, Scale ID). Take it from onetcenter.org/database.html.',
    '{0} không có cột nào của O*NET (O*NET-SOC Code, Element ID, Scale ID). Lấy tệp ở onetcenter.org/database.html.',
  ],
  ['{0} is a damaged or cut gzip file ({1}). Fetch it again.', '{0} là tệp gzip hỏng hoặc bị cắt ({1}). Hãy tải lại.'],
  [
    '{0} unpacks to more than {1} times its {2} bytes. It is not read; unpack it yourself if it is meant.',
    '{0} bung ra hơn {1} lần {2} byte của nó. Không đọc; nếu đúng ý, hãy tự giải nén.',
  ],
  [
    '{0} has more than {1} bytes. Split it, or ask the source for a smaller extract.',
    '{0} có hơn {1} byte. Hãy chia nhỏ, hoặc xin nguồn bản trích nhỏ hơn.',
  ],
  [
    '{0} has {1} bytes; at most {2} are read. Select fewer values.',
    '{0} có {1} byte; chỉ đọc nhiều nhất {2}. Hãy chọn ít giá trị hơn.',
  ],
  ['{0} has no table of figures in its {1} sheets ({2}).', '{0} không có bảng số liệu nào trong {1} trang tính ({2}).'],
  [
    '{0} has no job advertisement of schema.org or JobTech.',
    '{0} không có tin tuyển dụng nào theo schema.org hay JobTech.',
  ],
  [
    '{0}, line {1} has more than {2} characters. Is it one ad a line?',
    '{0}, dòng {1} có hơn {2} ký tự. Có phải mỗi dòng một tin?',
  ],
  [
    'The constraint of {0} names no codes; its layout is not the one known. List codes in filters.',
    'Ràng buộc của {0} không nêu mã nào; bố cục khác loại đã biết. Liệt kê mã trong filters.',
  ],
  [
    '{0} is too large for Eurostat ({1}) although one code of each dimension is asked for. Give since and until.',
    '{0} quá lớn với Eurostat ({1}) dù chỉ hỏi một mã mỗi chiều. Hãy nêu since và until.',
  ],
  [
    'The table of contents of ILOSTAT has no columns id and last.update (it has {0}).',
    'Mục lục của ILOSTAT không có cột id và last.update (có {0}).',
  ],
  ['The table has no variable {0}. It has {1}.', 'Bảng không có biến {0}. Bảng có {1}.'],
  ['{0} has no value {1}. It has {2}{3}.', '{0} không có giá trị {1}. Có {2}{3}.'],
  [
    '{0}:{1} is too large for one answer ({2}) and the request has nothing to split. Give startPeriod and endPeriod, or list codes in the key.',
    '{0}:{1} quá lớn cho một câu trả lời ({2}) và yêu cầu không có gì để chia. Nêu startPeriod và endPeriod, hoặc liệt kê mã trong khoá.',
  ],
  [
    'The World Bank published anew while its pages were fetched (page {0} is of {1}, page 1 of {2}). Run the fetch again; all pages are fetched anew.',
    'Ngân hàng Thế giới công bố bản mới trong lúc tải các trang (trang {0} của {1}, trang 1 của {2}). Chạy lại; mọi trang được tải mới.',
  ],
  [
    '{0} has no column {1}; it has {2}. Take a data file of download.bls.gov/pub/time.series.',
    '{0} không có cột {1}; có {2}. Lấy tệp số liệu ở download.bls.gov/pub/time.series.',
  ],
  [
    '{0} has more than {1} cells. Split it, or ask the source for less.',
    '{0} có hơn {1} ô. Hãy chia nhỏ, hoặc hỏi nguồn ít hơn.',
  ],
  [
    '{0} is not {1} text (after byte {2}). Name its encoding, e.g. windows-1258, or load an undamaged copy.',
    '{0} không phải văn bản {1} (sau byte {2}). Nêu bảng mã, ví dụ windows-1258, hoặc nạp bản không hỏng.',
  ],
  [
    '{0} is not UTF-8 and does not say what it is. Declare its encoding in the mapping, e.g. windows-1258, windows-1252 or tcvn3.',
    '{0} không phải UTF-8 và không nói là gì. Khai bảng mã trong ánh xạ, ví dụ windows-1258, windows-1252 hoặc tcvn3.',
  ],
  [
    '{0} is not {1} text, as JSON must be. Fetch it again.',
    '{0} không phải văn bản {1} như JSON phải có. Hãy tải lại.',
  ],
  [
    '{0} is not {1} text, as JSON must be. Fetch it again, or save it as UTF-8.',
    '{0} không phải văn bản {1} như JSON phải có. Tải lại, hoặc lưu dạng UTF-8.',
  ],
  [
    '{0} is not whole JSON ({1}). It seems cut; fetch it again.',
    '{0} không phải JSON trọn vẹn ({1}). Có vẻ bị cắt; hãy tải lại.',
  ],
  ['{0} has a text of {1} characters; at most {2} are read.', '{0} có đoạn chữ {1} ký tự; chỉ đọc nhiều nhất {2}.'],
  [
    '{0} nests deeper than {1} levels; no format read here does. It is not read.',
    '{0} lồng sâu hơn {1} cấp; không định dạng nào ở đây như vậy. Không đọc.',
  ],
  [
    '{0} has {1} bytes; a document of this format is read whole and may have at most {2}. Ask the source for a smaller extract.',
    '{0} có {1} byte; tài liệu dạng này được đọc trọn và nhiều nhất {2}. Xin nguồn bản trích nhỏ hơn.',
  ],
  [
    '{0} has more than {1} members; no source read here sends such an archive.',
    '{0} có hơn {1} tệp con; không nguồn nào ở đây gửi tệp nén như vậy.',
  ],
  ['{0} cannot be unpacked ({1}). Fetch it again.', 'Không giải nén được {0} ({1}). Hãy tải lại.'],
  [
    'The heading line of {0} has more than {1} characters. Is this a table?',
    'Dòng tiêu đề của {0} có hơn {1} ký tự. Đây có phải là bảng?',
  ],
  ['a text is not closed', 'một đoạn chữ chưa đóng'],
  [
    'a text holds an escape or control character JSON does not have',
    'một đoạn chữ có ký tự điều khiển mà JSON không có',
  ],
  ['{0} is no value of JSON', '{0} không phải giá trị của JSON'],
  ['a value is missing', 'thiếu một giá trị'],
  ['a list goes on without a comma', 'danh sách tiếp tục mà không có dấu phẩy'],
  ['a member has no name', 'một phần tử không có tên'],
  [
    'the member "{0}" stands twice, so one of its values would be lost',
    'phần tử "{0}" có hai lần nên một giá trị sẽ mất',
  ],
  ['the member "{0}" has no value', 'phần tử "{0}" không có giá trị'],
  ['an object goes on without a comma', 'đối tượng tiếp tục mà không có dấu phẩy'],
  ['something follows the end of the document', 'còn nội dung sau khi tài liệu kết thúc'],
  ['dimension "{0}" is named, but not described', 'chiều "{0}" được nêu tên nhưng không được mô tả'],
  ['dimension "{0}" has size {1} and {2} categories', 'chiều "{0}" có cỡ {1} và {2} mục'],
  ['it has {0} dimensions and {1} sizes', 'có {0} chiều và {1} cỡ'],
  ['a dimension is named twice or not at all', 'một chiều được nêu hai lần hoặc không nêu'],
  [
    'it has no "id", and dimensions named by numbers have no order of their own',
    'không có "id", và các chiều đặt tên bằng số không có thứ tự riêng',
  ],
  ['a quotation mark is not closed', 'dấu ngoặc kép chưa đóng'],
  ['a cell has more than {0} characters', 'một ô có hơn {0} ký tự'],
  [
    '{0}{1} has {2}. The file seems cut or damaged; fetch it again.',
    '{0}{1} có {2}. Tệp có vẻ bị cắt hoặc hỏng; hãy tải lại.',
  ],
  ['a text has more than {0} characters', 'một đoạn chữ có hơn {0} ký tự'],
  ['no keyword', 'không có từ khoá'],
  ['a subject is not in quotation marks', 'tên biến không nằm trong ngoặc kép'],
  ['a bracket is not closed', 'dấu ngoặc đơn chưa đóng'],
  ['a range of time has no end', 'khoảng thời gian không có điểm cuối'],
  ['a time list cannot be read', 'không đọc được danh sách thời gian'],
  ['"{0}" is not expected', '"{0}" không nên có ở đây'],
  ['neither STUB nor HEADING names a variable', 'cả STUB lẫn HEADING đều không nêu biến nào'],
  ['the variable "{0}" stands twice in STUB and HEADING', 'biến "{0}" có hai lần trong STUB và HEADING'],
  ['VALUES("{0}") is missing', 'thiếu VALUES("{0}")'],
  ['"{0}" has {1} VALUES but {2} CODES', '"{0}" có {1} VALUES nhưng {2} CODES'],
  ['"{0}" has the value "{1}" twice', '"{0}" có giá trị "{1}" hai lần'],
  ['KEYS("{0}") is "{1}"; it must be CODES or VALUES', 'KEYS("{0}") là "{1}"; phải là CODES hoặc VALUES'],
  ['two variables have the code "{0}"', 'hai biến cùng mã "{0}"'],
  ['KEYS stands for some variables of STUB but not for all', 'KEYS có cho một số biến của STUB chứ không phải tất cả'],
  [
    '{0} is a table of {1} cells; at most {2} are read. Select fewer values and load it in parts.',
    '{0} là bảng {1} ô; chỉ đọc nhiều nhất {2}. Chọn ít giá trị hơn và nạp từng phần.',
  ],
  [
    '{0} is none of the answers of PX-Web (config, tables, variables, data). Ask with format json-stat2.',
    '{0} không phải câu trả lời nào của PX-Web (config, tables, variables, data). Hỏi với định dạng json-stat2.',
  ],
  [
    '{0} has columns without a code or none of contents (type c). Ask the site for json-stat2.',
    '{0} có cột không mã hoặc không có cột nội dung (type c). Hỏi trang với json-stat2.',
  ],
  [
    '{0} declares a document type, which SDMX messages never do and which can hold entity bombs. It is not read.',
    '{0} khai kiểu tài liệu, điều thông điệp SDMX không bao giờ làm và có thể chứa bom thực thể. Không đọc.',
  ],
  [
    '{0} could not be read as a workbook in {1} s; most likely it is damaged. Open it and save it anew as .xlsx.',
    'Không đọc được {0} như sổ tính trong {1} giây; nhiều khả năng tệp hỏng. Mở nó rồi lưu lại dạng .xlsx.',
  ],
  [
    '{0} > {1} declares XML entities, which no workbook needs. It is not read.',
    '{0} > {1} khai thực thể XML, điều sổ tính không cần. Không đọc.',
  ],
  [
    '{0} {1}. Save it with one heading row, or write a mapping that names its columns.',
    '{0} {1}. Lưu lại với một dòng tiêu đề, hoặc viết ánh xạ nêu tên các cột.',
  ],
  [
    '{0} has no heading with "Country Code" in its first {1} lines. Download it again as CSV from data.worldbank.org.',
    '{0} không có tiêu đề chứa "Country Code" trong {1} dòng đầu. Tải lại dạng CSV từ data.worldbank.org.',
  ],
  [
    '{0} is not a page of World Bank API v2, which is [{page, pages, total, ...}, [rows]]. Ask for format=json.',
    '{0} không phải trang của World Bank API v2, vốn là [{page, pages, total, ...}, [rows]]. Hỏi với format=json.',
  ],
  ['There is no bridge from {0} to {1}. There are: {2}.', 'Không có cầu nối từ {0} sang {1}. Có: {2}.'],
  [
    '{0} is not {1} text{2}. Name its encoding in the mapping, e.g. "encoding": "windows-1258".',
    '{0} không phải văn bản {1}{2}. Nêu bảng mã trong ánh xạ, ví dụ "encoding": "windows-1258".',
  ],
  [
    'encoding: "{0}" is not known; write e.g. utf-8, utf-16le or windows-1258.',
    'encoding: không biết "{0}"; viết ví dụ utf-8, utf-16le hoặc windows-1258.',
  ],
  [
    'NHANLUC_ALLOW_PRIVATE_FETCH: "{0}" is neither true, false, an address nor a prefix such as 10.0.0.0/8.',
    'NHANLUC_ALLOW_PRIVATE_FETCH: "{0}" không phải true, false, địa chỉ hay dải như 10.0.0.0/8.',
  ],
  [
    '{0} gave no data after {1} attempt{2}: {3}. Run the same fetch again {4}; finished parts are kept.',
    '{0} không cho số liệu sau {1} lần thử{2}: {3}. Chạy lại {4}; các phần đã xong được giữ lại.',
  ],
  ['The request does not fit {0}. {1}. Example: {2}', 'Yêu cầu không khớp với {0}. {1}. Ví dụ: {2}'],
  [
    'The source has nothing for this request: {0}. Check codes and periods; nothing is stored.',
    'Nguồn không có gì cho yêu cầu này: {0}. Kiểm tra mã và kỳ; không lưu gì.',
  ],
  [
    '{0} does not say of which period its figures are: it has no dimension of time and no title with a year. Give it with --period 2024 (or 2024-Q3, 2024-03), or as "period" among the constants of a mapping.',
    '{0} không nói số liệu thuộc kỳ nào: không có chiều thời gian, cũng không có tiêu đề mang năm. Nêu bằng --period 2024 (hoặc 2024-Q3, 2024-03), hoặc "period" trong các hằng số của ánh xạ.',
  ],
  [
    '{0}: none of its {1} places can be read; the first, at {2}: {3}. Nothing of it is loaded.',
    '{0}: không đọc được chỗ nào trong {1} chỗ; chỗ đầu, tại {2}: {3}. Không nạp gì.',
  ],
  [
    '{0} is of no format known here; its first bytes are {1}. Known are: {2}. Save it as one of them, e.g. a CSV with one row a figure.',
    '{0} không thuộc định dạng nào đã biết; các byte đầu là {1}. Các định dạng: {2}. Hãy lưu thành một trong số đó, ví dụ CSV mỗi dòng một số liệu.',
  ],
  [
    '{0} has no DATA=: it is cut before its figures, or not a PX file. Fetch it again.',
    '{0} không có DATA=: bị cắt trước phần số liệu, hoặc không phải tệp PX. Hãy tải lại.',
  ],
  [
    '{0}: CODEPAGE "{1}" is not known. Save it anew as UTF-8.',
    '{0}: không biết CODEPAGE "{1}". Hãy lưu lại dạng UTF-8.',
  ],
  [
    '{0}: data set {1} points to structure {2}, but the message has {3}. Without it the figures have no names; fetch it again.',
    '{0}: tập số liệu {1} trỏ tới cấu trúc {2}, nhưng thông điệp có {3}. Thiếu nó số liệu không có tên; hãy tải lại.',
  ],
  [
    '{0} is no SDMX data message: it begins with {1}. A structure message has no figures; ask the service for its data.',
    '{0} không phải thông điệp số liệu SDMX: nó bắt đầu bằng {1}. Thông điệp cấu trúc không có số liệu; hãy hỏi số liệu ở dịch vụ.',
  ],
  [
    '{0} is no table: no comma, tab, semicolon or bar splits its lines. Save it as CSV.',
    '{0} không phải là bảng: không có dấu phẩy, tab, chấm phẩy hay gạch đứng chia dòng. Hãy lưu thành CSV.',
  ],
  [
    '{0} holds {1} tables API_*.csv, one is needed (members: {2}). Download it again.',
    '{0} có {1} bảng API_*.csv, cần đúng một (các tệp: {2}). Hãy tải lại.',
  ],
  [
    '{0} has no table: fewer than three lines end in the same number of figures. Take the workbook of the yearbook.',
    '{0} không có bảng: chưa đến ba dòng kết thúc bằng cùng số lượng số liệu. Hãy lấy sổ tính của niên giám.',
  ],
  [
    '{0} is too large for one answer and Eurostat does not say which codes it has: {1}. List codes in filters.',
    '{0} quá lớn cho một câu trả lời và Eurostat không nói có những mã nào: {1}. Liệt kê mã trong filters.',
  ],
  [
    '{0}: the server takes no answer of {1} cells. Look at its limits, or give maxCells.',
    '{0}: máy chủ không nhận câu trả lời {1} ô. Xem giới hạn của nó, hoặc nêu maxCells.',
  ],
  [
    '{0}: the BLS answers no more requests today ({1}). Try again tomorrow, or register a key.',
    '{0}: hôm nay BLS không trả lời thêm ({1}). Mai thử lại, hoặc đăng ký khoá.',
  ],
  [
    '{0}: the BLS refused the request ({1}). Check series, years and key.',
    '{0}: BLS từ chối yêu cầu ({1}). Kiểm tra chuỗi, năm và khoá.',
  ],
  [
    '{0} has no series of BLS API v2 ({1}). Its body is {status, message, Results: {series: [...]}}.',
    '{0} không có chuỗi nào của BLS API v2 ({1}). Nội dung của nó là {status, message, Results: {series: [...]}}.',
  ],
  [
    '{0}: the encoding "{1}" is not known. Write e.g. utf-8, windows-1252 or windows-1258.',
    '{0}: không biết bảng mã "{1}". Viết ví dụ utf-8, windows-1252 hoặc windows-1258.',
  ],
  [
    '{0} is a web page, not data: the server answered with a form, an error or a check for robots. Open its address in a browser, or try later.',
    '{0} là trang web, không phải số liệu: máy chủ trả lời bằng biểu mẫu, lỗi hoặc kiểm tra rô-bốt. Mở địa chỉ bằng trình duyệt, hoặc thử lại sau.',
  ],
  [
    '{0} is not unpacked: {1}; at most {2} bytes and {3} times are allowed.',
    'Không giải nén {0}: {1}; cho phép nhiều nhất {2} byte và {3} lần.',
  ],
  [
    '{0}{1}: it has {2} values for {3} cells, so their places cannot be known. It is cut or damaged; fetch it again.',
    '{0}{1}: có {2} giá trị cho {3} ô nên không biết chỗ của chúng. Tệp bị cắt hoặc hỏng; hãy tải lại.',
  ],
  [
    '{0}, line {1}: {2}. The file seems damaged or cut; fetch it again.',
    '{0}, dòng {1}: {2}. Tệp có vẻ hỏng hoặc bị cắt; hãy tải lại.',
  ],
  [
    'neither a semicolon nor a line break ends the figures: the last one may be cut',
    'cuối phần số liệu không có dấu chấm phẩy hay xuống dòng: số cuối có thể bị cắt',
  ],
  [
    '{0}: the keywords before DATA= go on for more than {1} characters (line {2}). Is a quotation mark missing?',
    '{0}: các từ khoá trước DATA= dài hơn {1} ký tự (dòng {2}). Có thiếu dấu ngoặc kép không?',
  ],
  [
    '{0}, line {1}: {2} in "{3}". Ask the source for the file again, or save it anew from PxWin.',
    '{0}, dòng {1}: {2} trong "{3}". Hãy xin lại tệp ở nguồn, hoặc lưu lại từ PxWin.',
  ],
  [
    '{0}: the variable {1} has {2} values but {3} texts. Ask the site again.',
    '{0}: biến {1} có {2} giá trị nhưng {3} nhãn. Hãy hỏi lại trang.',
  ],
  [
    '{0}: the XML is not well formed ({1}). The file is cut or damaged; fetch it again.',
    '{0}: XML không đúng cú pháp ({1}). Tệp bị cắt hoặc hỏng; hãy tải lại.',
  ],
  [
    '{0} takes more than {1} MB of memory to read as a workbook: it is damaged, or too large. Open it and save the sheet as CSV, which is read as a stream.',
    'Đọc {0} như sổ tính cần hơn {1} MB bộ nhớ: tệp hỏng hoặc quá lớn. Mở nó rồi lưu trang tính thành CSV, đọc được theo dòng.',
  ],
  [
    '{0} is damaged: its sectors point at each other in a ring, so it has no end. Fetch it again, or open it and save it anew as .xlsx.',
    '{0} bị hỏng: các cung trỏ vòng quanh nhau nên không có điểm cuối. Tải lại, hoặc mở rồi lưu lại dạng .xlsx.',
  ],
  [
    '{0}: the World Bank answered with an error, not data ({1}). {2}',
    '{0}: Ngân hàng Thế giới trả lời lỗi, không phải số liệu ({1}). {2}',
  ],
  [
    '{0}: page {1} of {2} says {3} rows but has {4}. Fetch it again.',
    '{0}: trang {1} trên {2} nói {3} dòng nhưng có {4}. Hãy tải lại.',
  ],
]
