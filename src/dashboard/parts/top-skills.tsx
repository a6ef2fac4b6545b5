import type { SkillFigure } from '../../contracts/gaps.ts'
import { useShell } from '../use-shell.ts'
import { BandTable } from './band-table.tsx'

const SKILLS_SHOWN = 12

/** The skills a gap is made of, in person-skill units, by rank. */
export function TopSkills({ rows, title }: { readonly rows: readonly SkillFigure[]; readonly title: string }) {
  const { words } = useShell()
  const top = [...rows].sort((a, b) => a.rank - b.rank).slice(0, SKILLS_SHOWN)
  return (
    <BandTable
      title={title}
      rows={top}
      keyOf={(row) => row.skill}
      band={(row) => row.gap}
      first={[{ head: words.t('term.rank'), cell: (row) => row.rank, class: 'rank' }]}
      name={{
        head: words.t('term.skill'),
        cell: (row) => (
          <>
            {words.label(row.label)} <small>{words.t(`domain.${row.domain}`)}</small>
          </>
        ),
      }}
      medianHead={words.t('term.personSkill')}
      after={[{ head: words.t('term.specificity'), cell: (row) => words.number(row.specificity, 2), class: 'wide' }]}
    />
  )
}
