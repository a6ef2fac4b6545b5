import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/compose.ts'
import { runProgram } from '../support/program.ts'
import { loadedStore } from '../support/published-app.ts'

describe('the program at a terminal', () => {
  let database: Store
  let folder: string
  beforeAll(async () => {
    database = await loadedStore()
    folder = await mkdtemp(join(tmpdir(), 'nhanluc-cli-'))
  })
  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('--help lists every command, and each has help of its own in both languages', async () => {
    const { stdout } = await runProgram(['--help']).ended
    for (const command of [
      'start',
      'migrate',
      'ingest',
      'forecast',
      'backtest',
      'explain',
      'compare',
      'gaps',
      'report',
      'serve',
      'worker',
      'status',
    ]) {
      expect(stdout).toContain(`  ${command}`)
      const own = await runProgram([command, '--help']).ended
      expect(own.code).toBe(0)
      expect(own.stdout).toMatch(/[ăâđêôơưáàảãạấậếệốộớợứự]/)
    }
  })

  it('a wrong variable is named, with what it should be and without its value', async () => {
    const { code, stderr } = await runProgram(['status'], { PORT: 'eighty-secret', DATABASE_URL: database.url }).ended
    expect(code).toBe(1)
    expect(stderr).toContain('PORT')
    expect(stderr).not.toContain('eighty-secret')
  })

  it('a database that does not answer gets one sentence in two languages with host and port, never the password', async () => {
    const { code, stderr } = await runProgram(['status'], {
      DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/none',
    }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/DATABASE_UNREACHABLE: No PostgreSQL answers at 127\.0\.0\.1:1\/none/)
    expect(stderr).not.toContain('hunter2')
    expect(stderr).toMatch(/\nKhông có PostgreSQL nào trả lời/)
    expect(stderr.trim().split('\n').length).toBe(2)
  })

  it('a busy port gets one sentence and a non-zero exit', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const { port } = holder.address() as { port: number }
    const { code, stderr } = await runProgram(['serve'], { DATABASE_URL: database.url, PORT: String(port) }).ended
    holder.close()
    expect(code, stderr).toBe(1)
    expect(stderr).toContain(`PORT_IN_USE: Port ${port}`)
  })

  it('serve: a store without a release asks the workers for the first one, once', async () => {
    for (let start = 0; start < 2; start++) {
      const { child, ended } = runProgram(['serve'], { DATABASE_URL: database.url, PORT: '0' })
      let log = ''
      child.stderr!.on('data', (chunk) => {
        log += chunk
      })
      while (!log.includes('Nhân lực: http') && child.exitCode === null) await sleep(50)
      await sleep(300)
      child.kill('SIGTERM')
      expect((await ended).code).toBe(0)
    }
    const { rows } = await database.pool.query<{ kind: string; state: string }>('select kind, state from job')
    expect(rows).toEqual([{ kind: 'publish', state: 'queued' }])
  })

  it('forecast --input: follows the contract of a panel file, and names a series it cannot read', async () => {
    const input = join(folder, 'panel.csv')
    const output = join(folder, 'forecast.csv')
    const rows = Array.from({ length: 20 }, (_, t) => `a,${2000 + t},${100 + t}\nb,${2000 + t},${50 - t}`)
    await writeFile(input, `series_id,period,value\n${rows.join('\n')}\n`)
    const options = [
      '--frequency',
      'A',
      '--horizon',
      '3',
      '--quantiles',
      '0.1,0.5,0.9',
      '--seed',
      '7',
      '--output',
      output,
    ]
    const done = await runProgram(['forecast', '--input', input, ...options]).ended
    expect(done.code, done.stderr).toBe(0)
    const lines = (await readFile(output, 'utf8')).trim().split('\n')
    expect(lines[0]).toBe('series_id,period,mean,q0.1,q0.5,q0.9')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join(','))).toEqual([
      'a,2020',
      'a,2021',
      'a,2022',
      'b,2020',
      'b,2021',
      'b,2022',
    ])

    await writeFile(input, 'series_id,period,value\na,2000,1\na,20x1,2\n')
    const { code, stderr } = await runProgram(['forecast', '--input', input, ...options]).ended
    expect(code).toBe(1)
    expect(stderr).toContain('20x1')
  })

  it('ingest: a file whose rows cannot all be read says how many, and keeps the rest', async () => {
    const file = join(folder, 'own.csv')
    const row = (area: string) => `employment,${area},A,2024,51.9,PS,6,2025-01-07,PRESS`
    await writeFile(
      file,
      `measure,area,frequency,period,value,unit,unit_mult,vintage,source\n${row('VN')}\n${row('nowhere')}\n`,
    )
    const { code, stdout, stderr } = await runProgram(['ingest', '--json', file], { DATABASE_URL: database.url }).ended
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    const [report] = JSON.parse(stdout) as { read: number; stored: number; unchanged: number; quarantined: number }[]
    expect(report!.read).toBe(2)
    expect(report!.stored + report!.unchanged + report!.quarantined).toBe(2)
    const listed = await runProgram(['ingest', '--quarantine'], { DATABASE_URL: database.url }).ended
    expect(listed.stdout).toContain('nowhere')
  })
})
