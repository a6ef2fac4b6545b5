import type { LabelText } from '../../contracts/common.ts'
import type { WaterfallStep } from '../../contracts/programmes.ts'
import type { RecommendedIntake } from '../../market/advice/intake.ts'
import type { InputStatus } from '../../market/advice/rate.ts'
import type { Waterfall } from '../../market/advice/waterfall.ts'

const name = (vi: string, en: string): LabelText => ({ vi, en })

const STEP_NAMES: Readonly<Record<string, LabelText>> = {
  openings: name('Chỗ làm cần tuyển', 'Job openings'),
  targetMix: name('Phần nên đến từ ngành đào tạo khác', 'Part that should come from other fields'),
  entrantsNeeded: name('Người mới cần từ đào tạo', 'Entrants needed from training'),
  stay: name('Chia cho tỷ lệ ở lại địa bàn', 'Divided by the share who stay in the area'),
  match: name('Chia cho tỷ lệ làm đúng ngành', 'Divided by the share who work in the field'),
  participation: name('Chia cho tỷ lệ tham gia lực lượng lao động', 'Divided by the share in the labour force'),
  furtherStudy: name(
    'Chia cho phần không học tiếp (nhập: tỷ lệ học tiếp)',
    'Divided by the share who do not study on (input: who do)',
  ),
  graduatesNeeded: name('Sinh viên tốt nghiệp cần có', 'Graduates needed'),
  pipeline: name('Đang học, sẽ tốt nghiệp', 'Enrolled already and on their way'),
  completion: name(
    'Chia cho số tốt nghiệp trên mỗi chỗ (nhập: tỷ lệ hoàn thành)',
    'Divided by graduates per place (input: completion rate)',
  ),
  intakeNeeded: name('Chỉ tiêu cả ngành cần', 'Intake the field needs'),
  allocated: name('Phần của chương trình này', "This programme's share"),
  currentIntake: name('Nhập học năm trước', "Last year's intake"),
  damped: name('Sau khi giảm chấn', 'After damping'),
  recommended: name('Chỉ tiêu khuyến nghị', 'Recommended intake'),
}
const OTHER_NAMES: Readonly<Record<string, LabelText>> = {
  migrants: name('Người chuyển đến', 'People who move in'),
  reEntrants: name('Người quay lại làm việc', 'People who come back to work'),
  retrained: name('Người đào tạo lại', 'People retrained'),
  upgraders: name('Người nâng trình độ', 'People who upgraded part-time'),
}
/** Steps that belong to one programme, not to the field. */
const PROGRAMME_STEPS = ['currentIntake', 'damped', 'recommended']

/** Name of an input in a request: `rates/participation` is asked for as `lambda`. */
export function parameterOf(input: string): string {
  const short = input.replace(/^(rates|other)\//, '')
  return short === 'participation' ? 'lambda' : short
}

/**
 * Steps from the openings of the field to the recommended intake of one programme: those of the field down to the places it
 * needs, then what falls to the programme.
 *
 * @param occupations name by code
 * @param counted     origin of completion and enrolment
 */
export function adviceSteps(
  waterfall: Waterfall,
  own: RecommendedIntake & { readonly allocated: number; readonly currentIntake: number },
  occupations: ReadonlyMap<string, LabelText>,
  counted: { readonly source: string; readonly status: InputStatus },
): WaterfallStep[] {
  const field = waterfall.steps
    .filter(({ id }) => !PROGRAMME_STEPS.includes(id))
    .map((step): WaterfallStep => {
      const base = STEP_NAMES[step.id]
      const part = step.code === null ? undefined : (occupations.get(step.code) ?? OTHER_NAMES[step.code])
      const label =
        base && part ? { vi: `${base.vi}: ${part.vi}`, en: `${base.en}: ${part.en}` } : (part ?? base ?? null)
      const isCounted = step.id === 'pipeline' || step.id === 'completion'
      return {
        ...step,
        ...(isCounted ? counted : {}),
        label,
        scope: 'field',
        input: step.id === 'completion' ? 'completion' : step.input && parameterOf(step.input),
      }
    })
  const state = (id: string, value: number, rate: number | null = null): WaterfallStep => ({
    id,
    code: null,
    label: STEP_NAMES[id]!,
    scope: 'programme',
    value,
    change: null,
    rate,
    source: 'computed from the steps above',
    status: 'computed',
    input: null,
  })
  const share = waterfall.intakeNeeded > 0 ? own.allocated / waterfall.intakeNeeded : null
  return [
    ...field,
    state('allocated', own.allocated, share),
    { ...state('currentIntake', own.currentIntake), source: counted.source, status: counted.status },
    state('damped', own.damped),
    state('recommended', own.places),
  ]
}
