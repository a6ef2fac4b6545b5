import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHROMIUM, hasChromium, launchChromium, openPage } from './chromium.ts'

export interface Service {
  readonly url: string
  stop(): Promise<void>
}

/** One service and one browser for all tests of a file, one fresh page for each of them. */
export interface Look<S extends Service> {
  readonly service: S
  readonly page: Page
  /** What went wrong on the page so far; a test that expects an error takes it out. */
  readonly errors: string[]
  /** Goes to a query of the page. */
  goto(query: string, on?: Page): Promise<void>
  /** Another page, e.g. of a phone; `look` gets it, and nothing may have gone wrong on it. */
  withPage(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void>
  /** The answer of the API, as any program gets it. */
  ask<T>(path: string): Promise<T>
}

/** Tests in Chromium. Without one they are told about, and on CI they fail. */
export function describeInChromium<S extends Service>(
  name: string,
  start: () => Promise<S>,
  tests: (look: Look<S>) => void,
): void {
  if (!hasChromium && !process.env['CI']) {
    test(`${name}: NOT LOOKED AT, there is no Chromium at ${CHROMIUM}; install one or set CHROMIUM_PATH`, () => {
      console.warn(`${name}: not tested in a browser, no Chromium at ${CHROMIUM}.`)
      expect(hasChromium).toBe(false)
    })
    return
  }
  describe(`${name}, in Chromium`, () => {
    let service: S
    let browser: Browser
    let opened: { page: Page; errors: string[] }
    beforeAll(async () => {
      service = await start()
      browser = await launchChromium()
    })
    afterAll(async () => {
      await browser?.close()
      await service?.stop()
    })
    beforeEach(async () => {
      opened = await openPage(browser)
    })
    afterEach(async () => {
      await opened.page.context().close()
      expect(opened.errors).toEqual([])
    })
    tests({
      get service() {
        return service
      },
      get page() {
        return opened.page
      },
      get errors() {
        return opened.errors
      },
      goto: async (query, on = opened.page) => {
        await on.goto(new URL(query, service.url).href)
      },
      withPage: async (options, look) => {
        const other = await openPage(browser, options)
        await look(other.page)
        expect(other.errors).toEqual([])
        await other.page.context().close()
      },
      ask: async <T>(path: string) => (await fetch(new URL(path, service.url))).json() as Promise<T>,
    })
  })
}
