import type { Method } from '../contracts/definitions.ts'

// A table of texts: how each kind of figure is made, in both languages, with its formula and where it comes from.

const method = (
  id: string,
  vi: readonly [name: string, text: string],
  en: readonly [name: string, text: string],
  formula: string | null,
  references: readonly string[],
  routes: readonly string[],
): Method => ({
  id,
  name: { vi: vi[0], en: en[0] },
  text: { vi: vi[1], en: en[1] },
  formula,
  references: [...references],
  routes: [...routes],
})

export const METHODS: readonly Method[] = [
  method(
    'forecast-combination',
    [
      'Dự báo tổ hợp',
      'Nhiều phương pháp (giá trị cuối, xu thế, ETS, Theta, ARIMA, mạng nơ-ron gộp) dự báo từng chuỗi; trọng số học từ kiểm định lùi và co về bằng nhau. Tổ hợp thua phương pháp chuẩn thì công bố phương pháp chuẩn.',
    ],
    [
      'Combination of forecasts',
      'Several contenders (last value, drift, ETS, Theta, ARIMA, a pooled network) forecast each series; weights are learnt from the backtest and shrunk towards equal. A combination that loses to a benchmark gives way to it.',
    ],
    'yHat = sum_c w[c] yHat[c],  w >= 0,  sum w = 1',
    [
      'Bates & Granger (1969), Oper. Res. Q. 20(4)',
      'Makridakis, Spiliotis & Assimakopoulos (2020), Int. J. Forecasting 36(1)',
    ],
    ['/v1/forecasts', '/v1/accuracy'],
  ),
  method(
    'prediction-intervals',
    [
      'Khoảng dự báo',
      'Phân vị từ sai số kiểm định lùi theo tầm dự báo (conformal); không đủ sai số thì không đưa khoảng hẹp giả.',
    ],
    [
      'Prediction intervals',
      'Quantiles from backtest errors by horizon (split conformal); with too few errors the interval is withheld rather than narrow.',
    ],
    'rank = ceil(level (n + 1)) <= n',
    ['Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World'],
    ['/v1/forecasts', '/v1/track-record'],
  ),
  method(
    'reconciliation',
    ['Làm khớp tổng', 'Dự báo các cấp được chỉnh để phần cộng lại bằng tổng (MinT).'],
    ['Reconciliation', 'Forecasts of all levels are adjusted so that parts add to totals (MinT).'],
    "y~ = S (S' W^-1 S)^-1 S' W^-1 yHat",
    ['Wickramasuriya, Athanasopoulos & Hyndman (2019), JASA 114(526)'],
    ['/v1/forecasts'],
  ),
  method(
    'as-of',
    [
      'Số liệu tính đến ngày',
      'Mỗi số liệu lưu một lần cho mỗi lần công bố; asOf đọc lần công bố mới nhất không muộn hơn ngày đó.',
    ],
    [
      'As known on a day',
      'A figure is kept once per publication; asOf reads the newest vintage published by that day.',
    ],
    null,
    ['Croushore & Stark (2001), J. Econometrics 105(1)'],
    ['/v1/observations', '/v1/revisions'],
  ),
  method(
    'regional-structure',
    [
      'Cơ cấu ngành của địa bàn',
      'Khi không công bố, cơ cấu ngành của địa bàn ước tính từ cơ cấu cả nước và tổng của địa bàn (IPF), luôn mang trạng thái E.',
    ],
    [
      'Structure of an area',
      'Where it is published nowhere, the sectors of an area are estimated from the national structure and the totals of the area (IPF); status E.',
    ],
    'scale rows to r, columns to c, until max residual < tol',
    ['Deming & Stephan (1940), Ann. Math. Stat. 11(4)'],
    ['/v1/gaps'],
  ),
  method(
    'gap-simulation',
    [
      'Mô phỏng chênh lệch',
      'Cầu và cung rút chung trong mỗi lần mô phỏng (cùng đường kinh tế chung); tổng cầu của cả nước là số việc làm mà lực lượng lao động gánh được (tỷ lệ có việc của năm gốc, tương quan 0,97), các ngành cộng lại bằng nó; chênh lệch = cầu − cung; P10, P50, P90 và xác suất từ các lần rút. Không cộng phân vị. Nguyên nhân là trung bình, cộng lại vừa đúng: cầu theo kinh tế chung, cơ cấu ngành, cơ cấu nghề, địa bàn; cung theo người rời đi, sinh viên tốt nghiệp, di cư và người mới khác.',
    ],
    [
      'Gap simulation',
      'Demand and supply are drawn jointly (one path of the economy); total demand of the country is the employment its labour force can carry (employed share of the base year, correlation 0.97), and sectors add up to it; gap = demand - supply; P10, P50, P90 and probabilities are of the draws. Quantiles are never added. Drivers are means, which add up: demand by economy, sector mix, staffing and area; supply by exits, graduates, migration and other newcomers.',
    ],
    'pShortage = #{100 gap / demand > threshold} / draws',
    [],
    ['/v1/gaps', '/v1/gaps/{id}/drivers'],
  ),
  method(
    'openings',
    [
      'Chỗ làm cần tuyển',
      'Cầu mở rộng cộng cầu thay thế theo ba định nghĩa: mọi lượt rời nghề, rời hẳn, dòng ròng theo thế hệ. Mỗi số ghi định nghĩa; không so sánh hai định nghĩa.',
    ],
    [
      'Job openings',
      'Expansion plus replacement by three definitions: all separations, permanent exits, net cohort flows. Each figure names its own; two definitions are not compared.',
    ],
    'JO = XD + RD',
    [
      'BLS, Occupational separations methodology',
      'Cedefop, Skills forecast methodology',
      'ROA, Methodiek arbeidsmarktprognoses',
    ],
    ['/v1/openings'],
  ),
  method(
    'rating',
    [
      'Xếp hạng',
      'Năm mức theo chênh lệch chuẩn hoá, giới hạn cố định và công bố, kèm xác suất từng mức. Công bố mức có xác suất cao nhất; không mức nào đạt một nửa thì xếp hạng là chưa rõ. Nhóm nghề xếp hạng ba bước: gần đây, dự báo, kết hợp.',
    ],
    [
      'Rating',
      'Five classes of the normalised gap with fixed, published limits, and the probability of each class. The likeliest class is published; where none reaches one half the rating is unclear. Occupation groups are rated in three steps: recent, projected, combined.',
    ],
    '100 gap / (T mean(E));  clear: max_k P(class k) >= 0.5',
    ['ESDC, COPS methodology'],
    ['/v1/gaps', '/v1/definitions'],
  ),
  method(
    'indicators',
    [
      'Chỉ số theo nghề',
      'Từ các lần mô phỏng của chênh lệch: chỉ số kiểu ITA, tỷ số dòng, độ lấp đầy cơ cấu trình độ, tỷ lệ nữ trong việc làm, chỗ cần tuyển và người đến, chỉ số Duncan, chỗ cần tuyển theo trình độ. Chỉ số cần số chỗ làm trống, tuyển sinh theo giới hay thu nhập theo nghề thì để trống, kèm lý do.',
    ],
    [
      'Indicators by occupation',
      'From the draws of the gaps: an ITA-like indicator, flow ratio, fit of the mix of education, women of employment, openings and seekers, Duncan index, openings by education. Those that need vacancies, intake by sex or pay by occupation are withheld, with the reason.',
    ],
    'indicator = (E0 + inflow + unemployed) / (E0 + XD + RD);  mixFill = sum_f share_f min(1, supply_f / demand_f)',
    ['ROA, Methodiek arbeidsmarktprognoses', 'Duncan & Duncan (1955), Am. Sociol. Rev. 20(2)'],
    ['/v1/indicators', '/v1/definitions'],
  ),
  method(
    'skills',
    [
      'Kỹ năng',
      'Chênh lệch nhóm nghề nhân trọng số kỹ năng O*NET; đơn vị người-kỹ năng, không cộng giữa các kỹ năng; xếp theo độ đặc thù.',
    ],
    [
      'Skills',
      'Gaps of occupation groups times O*NET skill weights; person-skill units, never added over skills; ranked by specificity.',
    ],
    'w = (IM - 1)/4 x LV/7;  gap[k] = sum_o w[o,k] gap[o]',
    ['O*NET Resource Center, Skills and Knowledge'],
    ['/v1/skills', '/v1/gaps/{id}/skills'],
  ),
  method(
    'pathways',
    [
      'Lộ trình chuyển nghề',
      'Phần kỹ năng của nghề đến đã có, tính theo chiều; khả thi theo độ phủ và bậc kỹ năng; nên làm nếu nghề đến không dư thừa. Giới, tuổi, phi chính thức, lương, giấy phép chưa có nguồn nên để trống.',
    ],
    [
      'Retraining pathways',
      'Share of the skills of the destination already held, which depends on the direction; feasible by coverage and skill level; desirable unless the destination is in surplus. Sex, age, informality, pay and licences have no source here and are left empty.',
    ],
    'cover(o -> d) = sum_k min(w[o,k], w[d,k]) / sum_k w[d,k]',
    ['Kanders et al. (2020), Mapping Career Causeways, Nesta'],
    ['/v1/pathways'],
  ),
  method(
    'enrolment-advice',
    [
      'Tư vấn tuyển sinh',
      'Từ chỗ làm các năm ra trường, trừ nguồn khác và người đang học, chia tỷ lệ tốt nghiệp và dùng được; giảm dao động và phối hợp giữa các trường.',
    ],
    [
      'Enrolment advice',
      'Openings of the graduation years, less other sources and those enrolled, divided by the rates of graduates; damped, and coordinated between providers.',
    ],
    'I* = (G* - pipeline) / c;  I = clamp(I0 + eta (I* - I0))',
    ['Freeman (1976), ILR Review 29(2)'],
    ['/v1/programmes/{id}/advice', '/v1/cobweb'],
  ),
  method(
    'training-orders',
    [
      'Đặt hàng đào tạo',
      'Đơn giữ thiếu hụt như ngày đặt; người tốt nghiệp tính cho đơn cũ nhất trước; dự báo được chấm theo thiếu hụt nếu không đặt hàng.',
    ],
    [
      'Training orders',
      'An order keeps the gap of its day; graduates go to the oldest order first; the forecast is judged on the gap there would have been without the orders.',
    ],
    'withoutOrders = realised + placed;  error = P50 - withoutOrders',
    [],
    ['/v1/orders', '/v1/orders/scores', '/v1/orders/memo'],
  ),
  method(
    'disclosure-control',
    [
      'Bảo mật số nhỏ',
      'Che số của ít người và thêm các ô để không suy ra được từ các tổng; cùng một tập ở mọi định dạng và phiên bản.',
    ],
    [
      'Disclosure control',
      'Figures of few people are suppressed, with further cells so that none follows from sums; one set in all formats and vintages.',
    ],
    'sum of other hidden cells >= max(20 % x, 3 persons)',
    ['Hundepool et al. (2012), Statistical Disclosure Control'],
    ['/v1/observations', '/v1/orders/scores'],
  ),
  method(
    'exports',
    [
      'Định dạng xuất',
      'Giá trị xuất nguyên vẹn, không làm tròn; DECIMALS là số chữ số nên hiển thị, UNIT_MULT luôn 0. Ô trống đi kèm trạng thái. Dòng cuối hoặc trailer nhanluc-rows cho biết tệp trọn vẹn.',
    ],
    [
      'Exports',
      'Values are written in full, not rounded; DECIMALS is how many digits are worth showing, UNIT_MULT is always 0. An empty value has a status. The last comment line, or the trailer nhanluc-rows, tells a whole file.',
    ],
    null,
    ['JSON-stat 2.0, https://json-stat.org/full/', 'SDMX-CSV 2.0 field guide, https://github.com/sdmx-twg/sdmx-csv'],
    ['/v1/observations', '/v1/gaps', '/v1/forecasts', '/v1/openings'],
  ),
]
