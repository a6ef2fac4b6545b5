import { describe, expect, it } from 'vitest'
import { READ_LIMITS } from '../../../src/ingest/formats/reader.ts'
import { sdmxMl } from '../../../src/ingest/formats/sdmx-ml.ts'
import { brief, fixture, readDocument } from './read-document.ts'

const specific = (inside: string): string =>
  `<m:StructureSpecificData xmlns:m="urn:m"><m:Header><m:ID>X</m:ID></m:Header><m:DataSet>${inside}</m:DataSet></m:StructureSpecificData>`
const series = (obs: string): string => specific(`<Series REF_AREA="VN" FREQ="Q">${obs}</Series>`)
const OBS = '<Obs TIME_PERIOD="2024-Q1" OBS_VALUE="1"/>'

describe('SDMX-ML', () => {
  it('generic: keys, attributes of data set, group and series, digits as published', async () => {
    const { head, figures, faults } = await readDocument(sdmxMl, fixture('sdmx-ml-generic.xml'))
    expect(faults).toEqual([])
    expect(head).toMatchObject({
      format: 'sdmx-ml-generic',
      title: 'NSO:LFS(1.0)',
      publisher: 'Cục Thống kê & đối tác',
      published: '2024-10-09',
    })
    expect(figures.map(brief)).toEqual(['Q.VN.PS 2024-Q1 52446.3', 'Q.VN.PS 2024-Q2 null', 'Q.LA.PS 2024-Q1 2900'])
    expect(figures[0]).toMatchObject({
      text: '52446.30',
      flags: ['P'],
      attributes: { ACTION: 'R', COLLECTION: 'survey', UNIT_MULT: '3', TITLE: 'Lực lượng lao động' },
    })
    // The group is of VN alone, and the title of its series alone.
    expect(figures[2]!.attributes).toEqual({ ACTION: 'R', COLLECTION: 'survey' })
  })

  it('structure-specific: groups by the dimensions they share with a series', async () => {
    const { head, figures } = await readDocument(sdmxMl, fixture('sdmx-ml-specific.xml'))
    expect(head.dimensions.map(({ id }) => id)).toEqual(['REF_AREA', 'INDICATOR', 'FREQ', 'TIME_PERIOD'])
    expect(figures.map(brief)).toEqual(['VN.LF.Q 2024-Q1 52446.3', 'VN.LF.Q 2024-Q2 null', 'VN.UR.Q 2024-Q1 2.24'])
    expect(figures[0]).toMatchObject({
      flags: ['P'],
      attributes: { ACTION: 'I', COMMENT: 'Published', TITLE: 'Labour force', UNIT_MULT: '3' },
    })
    expect(figures[2]!.attributes).toEqual({ ACTION: 'I', COMMENT: 'Published', UNIT_MULT: '0' })
  })

  it('"7 347.0" and a fifth quarter are faults that name series and period', async () => {
    const { faults } = await readDocument(sdmxMl, fixture('sdmx-ml-specific.xml'))
    expect(faults.map(({ place, text }) => [place.row, place.column, text])).toEqual([
      [10, 'VN.LF.Q.2024-Q3', 'VN.LF.Q.2024-Q3 OBS_VALUE="7 347.0"'],
      [11, 'VN.LF.Q.2024-Q5', 'VN.LF.Q.2024-Q5 OBS_VALUE="1"'],
    ])
  })

  it('a message whose first observation cannot be read still tells its dimensions', async () => {
    const bad = '<Obs TIME_PERIOD="2024-Q1" OBS_VALUE="7 347.0" OBS_STATUS="P"/>'
    const { head, figures, faults } = await readDocument(sdmxMl, series(bad + OBS.replace('Q1', 'Q2')))
    expect(head.dimensions.map(({ id }) => id)).toEqual(['REF_AREA', 'FREQ', 'TIME_PERIOD'])
    expect([figures.length, faults.length]).toEqual([1, 1])
    const none = await readDocument(sdmxMl, series(bad))
    expect(none.head.dimensions.map(({ id }) => id)).toEqual(['REF_AREA', 'FREQ', 'TIME_PERIOD'])
  })

  it('flat messages have all dimensions on the observation', async () => {
    const flat = specific('<Obs REF_AREA="VN" SEX="F" TIME_PERIOD="2024" OBS_VALUE="5" OBS_STATUS="E"/>')
    const { figures } = await readDocument(sdmxMl, flat)
    expect(figures.map(brief)).toEqual(['VN.F 2024 5'])
    expect(figures[0]!.flags).toEqual(['E'])
    const generic = `<g:GenericData xmlns:g="urn:g"><g:DataSet><g:Obs><g:ObsKey><g:Value id="SOURCE" value="LFS"/><g:Value id="TIME_PERIOD" value="2024"/></g:ObsKey><g:ObsValue value="5"/></g:Obs></g:DataSet></g:GenericData>`
    expect((await readDocument(sdmxMl, generic)).figures.map(brief)).toEqual(['LFS 2024 5'])
  })

  it('chunks may cut the text anywhere', async () => {
    const whole = await readDocument(sdmxMl, fixture('sdmx-ml-generic.xml'))
    const cut = await readDocument(sdmxMl, fixture('sdmx-ml-generic.xml'), { chunkBytes: 7 })
    expect(cut).toEqual(whole)
  })

  it('a declared encoding is heeded', async () => {
    const text = `<?xml version="1.0" encoding="windows-1252"?>${specific('<Obs REF_AREA="ES" TITLE="Ocupación" TIME_PERIOD="2024" OBS_VALUE="5"/>')}`
    const { figures } = await readDocument(sdmxMl, Buffer.from(text, 'latin1'))
    expect(figures[0]!.attributes['TITLE']).toBe('Ocupación')
  })

  it.each([
    ['a document type', `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${series(OBS)}`, 'document type'],
    ['an unknown entity', series('<Obs TIME_PERIOD="2024-Q1" OBS_VALUE="&xxe;"/>'), 'not well formed'],
    ['an attribute given twice', series('<Obs TIME_PERIOD="2024-Q1" OBS_VALUE="1" OBS_VALUE="2"/>'), 'not well formed'],
    ['a cut document', series(OBS).slice(0, -30), 'not well formed'],
    ['no observation', series(''), 'no figures'],
  ])('%s ends the reading with its line and what to do', async (_, text, said) => {
    await expect(readDocument(sdmxMl, text)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(said),
    })
  })

  it.each([
    ['nesting', series('<a>'.repeat(100)), '64 levels'],
    ['a long attribute', series(`<Obs TIME_PERIOD="2024-Q1" OBS_VALUE="${'1'.repeat(70_000)}"/>`), '65536'],
    ['a text of 10 MB', series(`<c>${'x'.repeat(10_000_000)}</c>`), 'does not end|without a tag'],
    ['a tag of 10 MB', series(`<Obs A="${'x'.repeat(10_000_000)}`), 'without a tag'],
    ['a comment of 10 MB', series(`<!--${'x'.repeat(10_000_000)}-->`), 'without a tag'],
  ])('%s beyond the limit is refused', async (_, text, said) => {
    await expect(readDocument(sdmxMl, text)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringMatching(said),
    })
  })

  it('more figures than allowed are refused with the limit', async () => {
    const limits = { ...READ_LIMITS, maxCells: 2 }
    await expect(readDocument(sdmxMl, fixture('sdmx-ml-generic.xml'), { limits })).rejects.toThrow(
      'more than 2 figures',
    )
  })

  it('a group after the figures it may describe is a fault', async () => {
    const late = specific(`<Series REF_AREA="VN">${OBS}</Series><Group REF_AREA="VN" UNIT_MULT="3"/>`)
    const { figures, faults } = await readDocument(sdmxMl, late)
    expect(figures).toHaveLength(1)
    expect(faults[0]!.reason).toContain('Groups stand before series')
  })

  it('a footer instead of figures is the reason of the service', async () => {
    const footer =
      '<f:Footer xmlns:f="urn:f"><f:Message code="413"><c:Text xmlns:c="urn:c">Too large, ask for less.</c:Text></f:Message></f:Footer>'
    const message = `<m:GenericData xmlns:m="urn:m"><m:Header/>${footer}</m:GenericData>`
    await expect(readDocument(sdmxMl, message)).rejects.toThrow('Too large, ask for less.')
  })

  it('a structure message is told from data', async () => {
    const structure = '<mes:Structure xmlns:mes="http://www.sdmx.org/x/message"><mes:Header/></mes:Structure>'
    await expect(readDocument(sdmxMl, structure)).rejects.toThrow('no SDMX data message')
  })
})
