import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGuard, isPublicAddress } from '../../../src/ingest/connect/address-guard.ts'

describe('addresses the fetcher may connect to', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '0:0:0:0:0:ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    '2001:db8::1',
    '::127.0.0.1',
    'not an address',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  it.each([
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
    '2002:101:101::',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  it('an IPv4 address is judged alike in plain and in IPv4-mapped spelling', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => isPublicAddress(`::ffff:${address}`) === isPublicAddress(address)))
  })

  it('private addresses pass as far as they are named, others not', () => {
    const guard = createGuard('10.1.0.0/16, fd00::/8,192.168.7.9')
    for (const address of ['10.1.255.1', 'fd12::1', '192.168.7.9', '1.1.1.1'])
      expect(() => guard(address, 'h')).not.toThrow()
    for (const address of ['10.2.0.1', '192.168.7.8', '127.0.0.1', 'fe80::1']) {
      expect(() => guard(address, 'inside.example')).toThrow(/inside\.example is at .* NHANLUC_ALLOW_PRIVATE_FETCH/)
    }
  })

  it('true opens everything, false nothing', () => {
    expect(() => createGuard('true')('127.0.0.1', 'h')).not.toThrow()
    expect(() => createGuard('false')('127.0.0.1', 'h')).toThrow(/private, loopback or link-local/)
  })

  it.each(['yes', '10.0.0.0/40', '10.0.0', '::1/200', '10.0.0.1;10.0.0.2'])('"%s" is refused as a setting', (text) =>
    expect(() => createGuard(text)).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' })),
  )
})
