/** What storage says while it works; a pino logger fits. */
export interface Log {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
}

/** For callers with nobody to tell. */
export const SILENT: Log = { debug() {}, info() {}, warn() {} }
