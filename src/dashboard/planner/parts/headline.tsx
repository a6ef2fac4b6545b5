import { headlineFacts } from '../headline.ts'
import { usePage } from '../page.tsx'
import { isSignKnown, type Panel } from '../panel.ts'
import { shortName } from './names.ts'

/** The news of the release in sentences; each number is read from the row it speaks of. */
export function Headline({ panel }: { readonly panel: Panel }) {
  const { words, choice, areaName } = usePage()
  const facts = headlineFacts(panel.rows, choice.year)
  if (!facts) return null
  const { shortage, surplus, likeliest } = facts
  const subject = shortage ?? likeliest
  const common = {
    year: choice.year,
    area: areaName,
    sector: shortName(words, subject),
    threshold: words.number(subject.shortageThresholdPercent, 0),
    p: words.probability(subject.pShortage),
  }
  return (
    <p class="headline">
      {shortage
        ? words.t('headline.shortage', {
            ...common,
            gap: words.thousands(shortage.gap.p50),
            percent: words.percent(shortage.gapPercent.p50),
            range: words.range(shortage.gap, true),
          })
        : words.t('headline.none', common)}
      {shortage && !isSignKnown(shortage) && ` ${words.t('headline.unsure')}`}{' '}
      {surplus &&
        words.t('headline.surplus', { sector: shortName(words, surplus), gap: words.thousands(-surplus.gap.p50) })}{' '}
      {words.count('headline.likely', facts.likely, { sections: facts.sections, threshold: common.threshold })}
    </p>
  )
}
