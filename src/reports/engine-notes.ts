import { type Sentence, translator } from './sentences.ts'

// A table of texts: what the forecasting engine notes of a series, as it says it and in Vietnamese.

const NOTES: readonly Sentence[] = [
  [
    '{0} missing of {1} values inside the window were interpolated.',
    '{0} trong {1} giá trị bị thiếu trong cửa sổ đã được nội suy.',
  ],
  [
    'Break {0}: the jump was estimated from the series, {1}.',
    'Điểm gãy {0}: bước nhảy được ước lượng từ chính dãy số, {1}.',
  ],
  ['as a shift', 'như một lần dời mức'],
  ['new / old = {0}', 'mới / cũ = {0}'],
  [
    'A shock from {0} to {1} was bridged in the history the models saw.',
    'Cú sốc từ {0} đến {1} đã được bắc cầu trong lịch sử mà các mô hình thấy.',
  ],
  [
    'A lasting jump at {0} was found: earlier values were moved to the new level for the models.',
    'Có bước nhảy lâu dài tại {0}: các giá trị trước đó được dời đến mức mới cho các mô hình.',
  ],
  [
    'The last {0} observations are withheld by a break; the forecast bridges them.',
    '{0} quan sát cuối bị giữ lại vì điểm gãy; dự báo bắc cầu qua chúng.',
  ],
  [
    'Only {0} usable observations: the last value is carried on, with intervals widened by half.',
    'Chỉ có {0} quan sát dùng được: giữ giá trị cuối, khoảng được nới thêm một nửa.',
  ],
  ['Reconciled by {0}.', 'Đã khớp với cây phân cấp bằng {0}.'],
  [
    'ordinary least squares, clearly the best in the backtest',
    'bình phương tối thiểu thường, rõ ràng tốt nhất trong kiểm định',
  ],
  [
    'least squares weighted by the number of leaves, clearly the best in the backtest',
    'bình phương tối thiểu theo số dãy lá, rõ ràng tốt nhất trong kiểm định',
  ],
  [
    'least squares weighted by error variances, clearly the best in the backtest',
    'bình phương tối thiểu theo phương sai sai số, rõ ràng tốt nhất trong kiểm định',
  ],
  [
    'minimum trace with a shrunk error covariance, clearly the best in the backtest',
    'vết nhỏ nhất với hiệp phương sai sai số co lại, rõ ràng tốt nhất trong kiểm định',
  ],
  [
    'the mean of variance-weighted and minimum-trace least squares',
    'trung bình của hai cách: theo phương sai và vết nhỏ nhất',
  ],
  [
    'summing the lowest level, since errors are too few to weigh the levels',
    'cộng từ mức thấp nhất, vì có quá ít sai số để cân các mức',
  ],
]

/** A note of the engine in Vietnamese; null for one that is not ours. */
export const engineNote = translator(NOTES)
