import { AppError } from '../../domain/errors.ts'
import { cellCounter, faultAt, firstLines, readRecords } from './bytes/delimited.ts'
import type { Coordinate, DocumentHead, Reader, ReadItem } from './reader.ts'

/** Column of a relation, the concept it names, and where its label may stand. */
const RELATION = {
  occupation: ['occupationUri', 'occupation_uri', 'occupation_id'],
  skill: ['skillUri', 'skill_uri', 'skill_id'],
  relation: ['relationType', 'relation_type', 'relation'],
  type: ['skillType', 'skill_type'],
} as const
const OPTIONS = { delimiter: ',', encoding: null, endsInBreak: true }
const KNOWN =
  /^\ufeff?"?(conceptType|occupationUri|originalSkillUri|Level 0 URI|classUri|occupation_uri|occupation_id)"?,/

/**
 * CSV files of ESCO. Relations between occupations and skills are weights, 1 for essential and optional alike, with the relation
 * as a dimension: what counts is their number. Lists of concepts have a head and no weights.
 * @see European Commission, ESCO download, v1.2
 */
export const esco: Reader = {
  format: 'esco',
  describes: {
    vi: 'Bảng CSV của ESCO (nghề, kỹ năng, quan hệ)',
    en: 'ESCO CSV table (occupations, skills, relations)',
  },
  recognises: (first) => (KNOWN.test(firstLines(first, 1)[0] ?? '') ? 0.95 : 0),
  async open(source, limits) {
    for await (const { fields, problem } of readRecords(source, limits, OPTIONS)) {
      const headings = fields.map((field) => field.trim())
      if (problem || headings.length < 2) break
      const columns = columnsOf(headings)
      return { head: headOf(source.name, headings, columns), items: readRelations(source, limits, headings, columns) }
    }
    const message = `${source.name} has no heading of an ESCO table. Download it as CSV from esco.ec.europa.eu.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
  },
}

type Columns = Readonly<Record<keyof typeof RELATION, number>>

function columnsOf(headings: readonly string[]): Columns | null {
  const find = (names: readonly string[]): number => headings.findIndex((heading) => names.includes(heading))
  const columns = {
    occupation: find(RELATION.occupation),
    skill: find(RELATION.skill),
    relation: find(RELATION.relation),
    type: find(RELATION.type),
  }
  return columns.occupation >= 0 && columns.skill >= 0 && columns.relation >= 0 ? columns : null
}

function headOf(name: string, headings: readonly string[], columns: Columns | null): DocumentHead {
  const version = /v?(\d+\.\d+(?:\.\d+)?)/.exec(name)?.[1] ?? null
  return {
    format: 'esco',
    title: version ? `ESCO ${version}` : 'ESCO',
    publisher: 'European Commission (ESCO)',
    published: null,
    dimensions: columns
      ? [
          { id: 'occupation', label: 'Occupation' },
          { id: 'skill', label: 'Skill' },
          { id: 'relation', label: 'Relation' },
        ]
      : [],
    notes: [
      columns
        ? 'Weights, not observations: 1 for every relation; essential and optional are told by the dimension.'
        : `A list without weights: ${headings.join(', ').slice(0, 300)}.`,
      'This service uses the ESCO classification of the European Commission.',
    ],
  }
}

async function* readRelations(
  source: Parameters<Reader['open']>[0],
  limits: Parameters<Reader['open']>[1],
  headings: readonly string[],
  columns: Columns | null,
): AsyncGenerator<ReadItem> {
  if (!columns) return
  const count = cellCounter(source.name, limits)
  let isHeading = true
  for await (const { line, raw, fields, problem } of readRecords(source, limits, OPTIONS)) {
    if (isHeading) {
      isHeading = false
      continue
    }
    const field = (at: number): string => (at < 0 ? '' : (fields[at] ?? '').trim().normalize('NFC'))
    const relation = field(columns.relation)
    const isKnown = relation === 'essential' || relation === 'optional'
    if (
      problem ||
      fields.length !== headings.length ||
      !field(columns.occupation) ||
      !field(columns.skill) ||
      !isKnown
    ) {
      const reason =
        problem ??
        (isKnown
          ? 'the line lacks a field or a URI'
          : `the relation "${relation.slice(0, 40)}" is neither essential nor optional`)
      yield faultAt(line, raw, `${reason}; download the file again`)
      continue
    }
    count(1)
    const coordinate = (at: number): Coordinate => ({ code: field(at), label: null })
    const type = field(columns.type)
    yield {
      kind: 'figure',
      figure: {
        place: { part: null, row: line, column: headings[columns.relation]! },
        dimensions: {
          occupation: coordinate(columns.occupation),
          skill: coordinate(columns.skill),
          relation: coordinate(columns.relation),
        },
        period: '',
        text: relation,
        value: 1,
        flags: [],
        attributes: type ? { skillType: type } : {},
      },
    }
  }
}
