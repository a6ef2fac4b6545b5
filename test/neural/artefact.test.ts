import { describe, expect, it } from 'vitest'
import { decodeArtefact, encodeArtefact } from '../../src/neural/artefact.ts'
import { shipped, shippedFiles, smallMeta, smallWeights } from './support.ts'

describe('artefact', () => {
  it('weights come back bit for bit', () => {
    const members = [smallWeights(1), smallWeights(2)]
    const { meta, weights } = encodeArtefact(smallMeta([1, 2]), members)
    expect(decodeArtefact(meta, weights).members).toEqual(members)
  })

  it('one changed byte, or another layout, is refused with the reason', () => {
    const { meta, weights } = encodeArtefact(smallMeta([1]), [smallWeights(1)])
    const broken = weights.slice()
    broken[100] = broken[100]! ^ 1
    expect(() => decodeArtefact(meta, broken)).toThrow(/checksum/)
    expect(() => decodeArtefact(meta.replace('recent 48', 'recent 49'), weights)).toThrow(/layout/)
    expect(() => decodeArtefact('{', weights)).toThrow(/not JSON/)
  })

  it('the shipped artefact: below 5 MB, nothing after 1979 in its training, its checksum holds', () => {
    const { weights } = shippedFiles()
    expect(weights.length).toBeLessThan(5_000_000)
    expect(String(shipped().meta.training.lastObservation)).toMatch(/^(none|19[0-7]\d-\d\d)$/)
  })
})
