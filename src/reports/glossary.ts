import type { LabelText } from '../contracts/common.ts'
import type { Definition } from '../contracts/definitions.ts'
import type { Rating } from '../contracts/gaps.ts'
import type { IndicatorClassName } from '../contracts/indicators.ts'
import { OBS_STATUS, type ObsStatus } from '../domain/series.ts'

// A table of texts: what every word of the API, the exports and the reports means, in both languages.

export const RATING_NAMES: Readonly<Record<Rating, LabelText>> = {
  strongShortage: { vi: 'Thiếu hụt mạnh', en: 'Strong shortage' },
  moderateShortage: { vi: 'Thiếu hụt vừa', en: 'Moderate shortage' },
  balanced: { vi: 'Cân bằng', en: 'Balanced' },
  moderateSurplus: { vi: 'Dư thừa vừa', en: 'Moderate surplus' },
  strongSurplus: { vi: 'Dư thừa mạnh', en: 'Strong surplus' },
}

/** Prospects of those who seek work. */
export const INDICATOR_CLASS_NAMES: Readonly<Record<IndicatorClassName, LabelText>> = {
  veryGood: { vi: 'Rất tốt (doanh nghiệp khó tuyển)', en: 'Very good (employers short of people)' },
  good: { vi: 'Tốt', en: 'Good' },
  reasonable: { vi: 'Khá', en: 'Reasonable' },
  moderate: { vi: 'Trung bình', en: 'Moderate' },
  poor: { vi: 'Kém (doanh nghiệp dễ tuyển)', en: 'Poor (employers find people easily)' },
}
/** Upper limits of the classes, ROA's; null: none. */
export const INDICATOR_LIMITS: Readonly<Record<IndicatorClassName, number | null>> = {
  veryGood: 0.85,
  good: 1,
  reasonable: 1.05,
  moderate: 1.15,
  poor: null,
}
const NO_VACANCIES = {
  vi: 'Việt Nam không công bố số chỗ làm trống theo nghề.',
  en: 'Viet Nam publishes no vacancies by occupation.',
}
/** Indicators that are defined but not published, and why. */
export const WITHHELD_INDICATORS: readonly { readonly indicator: string; readonly reason: LabelText }[] = [
  { indicator: 'tightness', reason: NO_VACANCIES },
  { indicator: 'fillRate', reason: NO_VACANCIES },
  {
    indicator: 'womenOfIntake',
    reason: {
      vi: 'Tuyển sinh theo giới và ngành không được công bố.',
      en: 'Intake by sex and field is not published.',
    },
  },
  {
    indicator: 'payRatio',
    reason: {
      vi: 'Thu nhập theo nghề và giới chưa được nạp từ nguồn công bố nào.',
      en: 'Pay by occupation and sex is not loaded from any published source.',
    },
  },
]

export const STATUS_NAMES: Readonly<Record<ObsStatus, LabelText>> = {
  A: { vi: 'giá trị bình thường, do cơ quan thống kê công bố', en: 'normal value, as published by the agency' },
  E: { vi: 'giá trị ước tính, không có nơi nào công bố', en: 'estimated value, published nowhere' },
  F: { vi: 'giá trị dự báo', en: 'forecast value' },
  P: { vi: 'giá trị sơ bộ, có thể được sửa', en: 'provisional value, may be revised' },
  U: { vi: 'độ tin cậy thấp', en: 'low reliability' },
  M: { vi: 'thiếu, không thể có', en: 'missing, cannot exist' },
  L: { vi: 'thiếu, có nhưng không thu thập', en: 'missing, exists but was not collected' },
  O: { vi: 'thiếu', en: 'missing' },
  Q: { vi: 'thiếu, bị che để bảo mật', en: 'missing, suppressed' },
}

export const STATUSES: readonly Definition[] = (Object.keys(OBS_STATUS) as ObsStatus[]).map((term) => ({
  term,
  name: { vi: `Trạng thái ${term}`, en: `Status ${term}` },
  text: STATUS_NAMES[term],
  formula: null,
}))

const term = (term: string, name: LabelText, vi: string, en: string, formula: string | null = null): Definition => ({
  term,
  name,
  text: { vi, en },
  formula,
})

export const TERMS: readonly Definition[] = [
  term(
    'demand',
    { vi: 'Cầu lao động (việc làm)', en: 'Employment demand' },
    'Số người có việc làm mà ngành cần trong năm, bình quân năm. Các ngành cộng lại bằng số việc làm mà lực lượng lao động cả nước gánh được. Không gồm chỗ làm còn trống vì chưa có số liệu.',
    'Persons employed that the sector will want, annual average. Sectors add up to the employment that the labour force of the country can carry. Vacancies are not in it: no figures of them exist.',
  ),
  term(
    'supply',
    { vi: 'Cung lao động gắn với ngành', en: 'Labour supply attached to the sector' },
    'Lực lượng lao động (có việc làm và thất nghiệp) được phân về ngành theo phương pháp ghi trong phiên bản công bố.',
    'Labour force (employed and unemployed) attached to the sector by the method that the release names.',
  ),
  term(
    'gap',
    { vi: 'Chênh lệch cung cầu', en: 'Gap' },
    'Cầu trừ cung, số người. Số dương là thiếu hụt lao động, số âm là dư thừa.',
    'Demand less supply, in persons. Positive is a shortage, negative a surplus.',
    'gap = demand - supply',
  ),
  term(
    'gapPercent',
    { vi: 'Chênh lệch, % của cầu', en: 'Gap in per cent of demand' },
    'Chênh lệch chia cho cầu, nhân 100.',
    'Gap over demand, times 100.',
    'gapPercent = 100 x (demand - supply) / demand',
  ),
  term(
    'normalisedGap',
    { vi: 'Chênh lệch chuẩn hoá', en: 'Normalised gap' },
    'Chênh lệch trung vị chia cho số năm và việc làm bình quân, % mỗi năm. Xếp hạng dựa trên số này.',
    'Median gap over the number of years and mean employment, per cent a year. The rating rests on it.',
    'normalisedGap = 100 x gap / (T x mean(E))',
  ),
  term(
    'expansionDemand',
    { vi: 'Cầu mở rộng', en: 'Expansion demand' },
    'Thay đổi số việc làm từ năm gốc; có thể âm.',
    'Change of employment since the base year; it may be negative.',
    'expansionDemand = E[T] - E[0]',
  ),
  term(
    'replacementDemand',
    { vi: 'Cầu thay thế', en: 'Replacement demand' },
    'Số người cần để thay người rời đi, cộng từ năm gốc. Có nhiều định nghĩa; mỗi số liệu ghi mã định nghĩa của mình.',
    'People needed to replace those who leave, summed from the base year. Definitions differ; every figure names its own.',
  ),
  term(
    'jobOpenings',
    { vi: 'Chỗ làm cần tuyển', en: 'Job openings' },
    'Cầu mở rộng cộng cầu thay thế, cộng từ năm gốc. Không phải số tin tuyển dụng.',
    'Expansion plus replacement demand, summed from the base year. Not a count of vacancies or advertisements.',
    'jobOpenings = expansionDemand + replacementDemand',
  ),
  term(
    'pShortage',
    { vi: 'Xác suất thiếu hụt', en: 'Probability of a shortage' },
    'Tỷ lệ các lần mô phỏng trong đó chênh lệch vượt ngưỡng tính theo % của cầu. Ai coi một lần bỏ sót đắt bằng r lần báo nhầm thì nên hành động khi xác suất trên 1 / (1 + r): ngang nhau là từ 0,5, gấp đôi là từ 0,33.',
    'Share of the simulation draws in which the gap exceeds the threshold, which is in per cent of demand. Whoever counts a miss as r false alarms should act above 1 / (1 + r): from 0.5 where both cost alike, from 0.33 where a miss costs twice as much.',
    'pShortage = P(100 x gap / demand > threshold)',
  ),
  term(
    'pGapPositive',
    { vi: 'Xác suất cầu vượt cung', en: 'Probability that demand exceeds supply' },
    'Tỷ lệ các lần mô phỏng trong đó chênh lệch lớn hơn 0.',
    'Share of the simulation draws in which the gap is above 0.',
    'pGapPositive = P(gap > 0)',
  ),
  term(
    'p10',
    { vi: 'P10, P50, P90', en: 'P10, P50, P90' },
    'Phân vị của phân phối dự báo: 10 % khả năng thấp hơn P10, một nửa thấp hơn P50, 10 % cao hơn P90.',
    'Quantiles of the forecast distribution: a 10 % chance to be below P10, one half below P50, 10 % above P90.',
  ),
  term(
    'rating',
    { vi: 'Xếp hạng', en: 'Rating' },
    'Năm mức theo chênh lệch chuẩn hoá, giới hạn công bố và giữ nguyên giữa các phiên bản. Công bố mức có xác suất cao nhất; dưới một nửa thì ghi là chưa rõ.',
    'Five classes of the normalised gap; the limits are published and stay the same from release to release. The likeliest class is published; below one half it is said to be unclear.',
  ),
  term(
    'medianRating',
    { vi: 'Mức của trung vị', en: 'Class of the median' },
    'Mức của chênh lệch chuẩn hoá trung vị. Khi các lần mô phỏng trải ra hai phía, mức này có thể có xác suất rất thấp.',
    'Class of the median normalised gap. Where the draws spread to both sides it can be one of the least likely.',
  ),
  term(
    'threeStep',
    { vi: 'Xếp hạng ba bước', en: 'Rating in three steps' },
    'Của nhóm nghề: (1) điểm gần đây từ ít nhất ba chỉ tiêu, (2) chênh lệch dự báo, (3) bảng kết hợp 5 x 3. Việt Nam mới công bố một chỉ tiêu theo nghề (việc làm), nên chưa có điểm gần đây và xếp hạng theo dự báo.',
    'Of an occupation group: (1) a recent score from three indicators at least, (2) the projected gap, (3) a table of 5 x 3 that combines them. Viet Nam publishes one indicator by occupation so far (employment), so there is no recent score and the projection decides.',
    'R = trimmed mean of z; rating = table[class(G), sign(R)]',
  ),
  term(
    'indicator',
    { vi: 'Chỉ số thị trường (kiểu ITA)', en: 'Market indicator (ITA-like)' },
    'Người có ở nghề trên người nghề cần, đến năm đó. Dưới 1 là tốt cho người tìm việc và là thiếu hụt với doanh nghiệp; mức luôn nói theo người tìm việc.',
    'People there over people wanted, up to the year. Below 1 is good for those who seek work and a shortage for employers; the class always speaks for those who seek work.',
    'indicator = (E0 + inflow + short-term unemployed) / (E0 + XD + RD)',
  ),
  term(
    'flowRatio',
    { vi: 'Tỷ số dòng', en: 'Flow ratio' },
    'Chỉ tính các dòng: người đến và thất nghiệp ngắn hạn trên chỗ cần tuyển. Cùng số liệu cho số khác, không phải chỉ số thị trường.',
    'Flows alone: those who come and the short-term unemployed over openings. The same data give another number; it is not the market indicator.',
    'flowRatio = (inflow + short-term unemployed) / (XD + RD)',
  ),
  term(
    'mixFill',
    { vi: 'Độ lấp đầy cơ cấu trình độ', en: 'Mix fill' },
    'Phần cơ cấu trình độ cần tuyển mà người đến đáp ứng được: dư ở trình độ này không bù cho thiếu ở trình độ kia.',
    'Share of the wanted mix of education that those who come can fill: too many of one level do not make up for too few of another.',
    'mixFill = sum_f share_f min(1, supply_f / demand_f)',
  ),
  term(
    'tightness',
    { vi: 'Độ căng', en: 'Tightness' },
    'Chỗ làm việc còn trống trên một người thất nghiệp của nghề, năm mới nhất quan sát được; mức nói theo doanh nghiệp, giới hạn 0,25; 0,67; 1,5; 4. Không có nơi nào công bố thì không có.',
    'Vacancies per unemployed person of the occupation, newest year observed; the class speaks for employers, limits 0.25, 0.67, 1.5, 4. Where nobody publishes vacancies there is none.',
    'tightness = vacancies / unemployed',
  ),
  term(
    'fillRate',
    { vi: 'Tỷ lệ tuyển được', en: 'Fill rate' },
    'Chỗ trống tuyển được trên chỗ trống đã đóng; chỗ đang mở chưa tính là không tuyển được.',
    'Vacancies filled over vacancies closed; open ones are not yet failures.',
    'fillRate = filled / closed',
  ),
  term(
    'openingsByLevel',
    { vi: 'Chỗ cần tuyển theo trình độ', en: 'Openings by education' },
    'Chỗ cần tuyển nhân cơ cấu trình độ của người đang làm ở nghề: cho biết ai sẽ vào nếu như trước nay, không phải công việc đòi hỏi gì. Trình độ thường đòi hỏi khi vào nghề là usualEducation, theo bậc kỹ năng ISCO-08.',
    'Openings times the education of those who work there: who will come if all goes on as it has, not what the work asks for. What it usually asks for on entry is usualEducation, by the skill level of ISCO-08.',
  ),
  term(
    'segregation',
    { vi: 'Chỉ số Duncan', en: "Duncan's index" },
    'Phần của một giới phải đổi nhóm nghề để hai giới phân bố như nhau.',
    'The part of one sex that would have to change occupation group for both to be spread alike.',
    'D = 0.5 sum |w_o - m_o|',
  ),
  term(
    'lens',
    { vi: 'Nhóm ngành tăng trưởng', en: 'Lens' },
    'Cách nhìn cắt ngang nhiều ngành. Các nhóm chồng lên nhau nên không bao giờ được cộng.',
    'A view across several sections. Lenses overlap, so they are never added.',
  ),
  term(
    'asOf',
    { vi: 'Số liệu tính đến ngày', en: 'Data as known on' },
    'Chỉ đọc số liệu đã công bố đến hết ngày này; số sửa đổi về sau không được dùng.',
    'Only figures published by the end of this day are read; later revisions are not.',
  ),
  term(
    'personSkill',
    { vi: 'Đơn vị người-kỹ năng', en: 'Person-skill unit' },
    'Số người nhân mức độ cần kỹ năng (0..1). Một việc cần nhiều kỹ năng nên không cộng giữa các kỹ năng.',
    'Persons times how much the skill is needed (0..1). A job needs many skills, so they are not added over skills.',
  ),
  term(
    'obsStatus',
    { vi: 'Trạng thái của giá trị', en: 'Status of a value' },
    'Mã SDMX CL_OBS_STATUS của từng giá trị: công bố, sơ bộ, ước tính, dự báo hay thiếu.',
    'SDMX code CL_OBS_STATUS of each value: published, provisional, estimated, forecast or missing.',
  ),
  term(
    'confStatus',
    { vi: 'Trạng thái bảo mật', en: 'Confidentiality status' },
    'Mã SDMX CL_CONF_STATUS: F được công bố tự do, C bí mật, N không công bố. Số dưới mức tối thiểu bị che, cùng mọi số làm lộ nó.',
    'SDMX code CL_CONF_STATUS: F free, C confidential, N not for publication. A count below the least is suppressed, with all that would give it away.',
  ),
  term(
    'trainingOrder',
    { vi: 'Đơn đặt hàng đào tạo', en: 'Training order' },
    'Số chỗ học do địa phương đặt để bù một thiếu hụt dự báo. Đơn giữ nguyên thiếu hụt như biết vào ngày đặt và được chấm theo đó.',
    'Places of training a city orders against a forecast gap. The order keeps the gap as known on its day and is scored on it.',
  ),
  term(
    'coverage',
    { vi: 'Mức bao phủ', en: 'Coverage' },
    'Của đơn đặt hàng: số chỗ chia cho thiếu hụt trung vị. Của chuyển nghề: phần kỹ năng nghề đến mà người ở nghề đi đã có, theo trọng số; hai chiều khác nhau.',
    'Of orders: places over the median gap. Of a move: the weighted share of the skills of the destination that the origin already holds; the two directions differ.',
    'coverage(o -> d) = sum min(w[o, k], w[d, k]) / sum w[d, k]',
  ),
  term(
    'delivered',
    { vi: 'Đã đào tạo, đúng hạn, có việc', en: 'Delivered, on time, placed' },
    'delivered: số tốt nghiệp chia cho số chỗ; onTime: tốt nghiệp đúng hạn chia cho số chỗ; placementLow và placementOfFound: có việc đúng nghề chia cho mọi người tốt nghiệp, và cho những người liên lạc được.',
    'delivered: graduates over places; onTime: graduates by the due year over places; placementLow and placementOfFound: placed over all graduates, and over those who were found.',
  ),
  term(
    'pathway',
    { vi: 'Con đường chuyển nghề', en: 'Retraining pathway' },
    'Chuyển từ một nghề sang nghề khác. Khả thi (feasible): đủ kỹ năng chung và gần bậc kỹ năng. Nên đi (desirable): nơi đến không dễ dư người. Điều chưa có nguồn không được tính cho hay chống.',
    'A move from one occupation to another. feasible: enough skills in common and near in skill level. desirable: no surplus to be expected there. What has no source is held neither for nor against.',
  ),
  term(
    'mostMovers',
    { vi: 'Nhiều nhất chuyển được', en: 'Most movers' },
    'Số nhỏ hơn giữa người ở nghề đi (pool) và thiếu hụt trung vị ở nghề đến (room).',
    'The lesser of the people in the origin (pool) and the median shortage of the destination (room).',
    'mostMovers = min(pool, room)',
  ),
  term(
    'movers',
    { vi: 'Chuyển trong kế hoạch chung', en: 'Movers in the joint plan' },
    'Số người chuyển khi mọi thiếu hụt được lấp cùng lúc: mỗi người chuyển nhiều nhất một lần, không nơi nào nhận quá chỗ (room), tổng số người nhân điểm lớn nhất. Phần người sẵn lòng (willing) do người hỏi đặt.',
    'People who move when all shortages are filled at once: everybody once at the most, nobody beyond the room, people times score as large as can be. The part who would move (willing) is set by whoever asks.',
    'max sum movers x score; sum over destinations <= willing x pool; sum over origins <= room',
  ),
  term(
    'varianceShare',
    { vi: 'Phần của phương sai', en: 'Share of the variance' },
    'Phần phương sai của chênh lệch sẽ mất đi nếu chỉ riêng thành phần ấy được biết chắc; âm khi nó sai cùng chiều với cái bù nó. Không nhất thiết cộng thành 1.',
    'Share of the variance of the gap that would go if that component alone were known; negative where it errs together with what offsets it. The shares need not add up to 1.',
  ),
  term(
    'override',
    { vi: 'Số của chuyên gia', en: 'Override' },
    'Số do người có tên đặt cạnh số của mô hình, với lý do và ngày hết hạn. Số của mô hình (unOverridden) giữ nguyên; khi có thực tế cả hai được chấm.',
    "A figure a named person puts beside the model's, with a reason and an expiry. The model's (unOverridden) stays; both are scored when the outcome is known.",
  ),
  term(
    'cause',
    { vi: 'Nguyên nhân thay đổi', en: 'Cause of a change' },
    'Giữa hai phiên bản: số liệu (data), phương pháp (model) hay giả định (assumptions); chỉ nêu khi chỉ một thứ khác nhau, còn lại là several hoặc unknown.',
    'Between two releases: data, model or assumptions; named where one alone differs, else several or unknown.',
  ),
]

export const REPLACEMENT_DEFINITIONS: readonly Definition[] = [
  term(
    'permanent_exits',
    { vi: 'Rời hẳn lực lượng lao động', en: 'Permanent exits' },
    'Nghỉ hưu và tử vong, đếm theo thế hệ. Dùng để tính nhu cầu đào tạo: người chuyển việc không tạo nhu cầu mới cho cả nền kinh tế.',
    'Retirements and deaths, counted from cohorts. For training needs: people who change jobs net out over the whole economy.',
    'RD = sum over years, occupations and sexes of E[t] x exit rate, counted from cohorts',
  ),
  term(
    'bls_separations',
    { vi: 'Mọi lượt rời nghề', en: 'All separations' },
    'Rời lực lượng lao động cộng chuyển sang nghề khác. Dùng cho hướng nghiệp: mọi cơ hội được tuyển.',
    'Exits from the labour force plus transfers to other occupations. For career advice: every chance to enter.',
    'RD = sum over years of E[t] x (exit rate + transfer rate)',
  ),
  term(
    'net_cohort',
    { vi: 'Dòng ròng theo thế hệ', en: 'Net cohort flows' },
    'Phần giảm của mỗi nhóm tuổi và giới giữa hai thời điểm. Dùng khi chỉ có các cuộc điều tra lặp lại.',
    'Decline of each cohort by age and sex between two times. For use where only repeated surveys exist.',
    'out[a] = max(0, N[a, t] - N[a + k, t + k])',
  ),
]

const COHORTS_VI =
  'đếm theo thế hệ: từng tuổi, giới và nghề trừ người chết, người nghỉ (người có bảo hiểm theo lộ trình tuổi nghỉ hưu), cộng di cư và người mới theo sức hút gần đây của ngành và theo trình độ; tỷ lệ tham gia được kiểm định trên quá khứ'

/** The supply method of a release, `id: words`, in one language; as the release has it when it is not ours. */
export function supplyMethod(method: string, lang: 'vi' | 'en'): string {
  return lang === 'vi' && method.startsWith('cohorts:') ? COHORTS_VI : method
}

/** The meaning of a definition id in one language; the id itself when it is not ours. */
export function replacementDefinition(id: string, lang: 'vi' | 'en'): string {
  const found = REPLACEMENT_DEFINITIONS.find((d) => d.term === id)
  return found ? `${id}: ${found.text[lang]}` : id
}
