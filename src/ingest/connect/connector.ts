import type { z } from 'zod'
import type { FetchRole } from '../../storage/fetch.ts'
import type { Expectation, Finding } from './examine/examine.ts'

/** One question to a source. Its answer is one body. */
export interface Call {
  /** Names the part within the request; the same request names the same parts every time. */
  readonly part: string
  readonly method?: 'GET' | 'POST'
  readonly address: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** What a person would call the file. */
  readonly fileName: string
  /** Default data. A structure (table of contents, list of codes) helps to ask and is kept beside the figures. */
  readonly role?: FetchRole
  readonly expect: Expectation
  /** The source's mark of the vintage when it is known before asking: an equal mark means nothing is new. */
  readonly sourceMark?: string
  /** Default: what is known of the server. */
  readonly licence?: string
  /** True: a refusal is an answer, not an error. */
  readonly optional?: boolean
  /** The source's own content test, for what `examine` cannot know. Null: nothing to add. */
  readonly judge?: (answer: Unjudged) => Verdict | null
}

/** An answer before it is judged. */
export interface Unjudged {
  readonly status: number
  /** Null for a status that is no success; nobody looked then. */
  readonly finding: Finding | null
  /** Up to 64 KiB of the body, unpacked. */
  readonly head: string
  /** The body as JSON; undefined when it is none, or longer than 64 MiB. */
  json(): unknown
}

export type Verdict =
  | { readonly kind: 'data'; readonly sourceMark?: string }
  /** Legitimately nothing: the codes are right and there is no figure. */
  | { readonly kind: 'empty'; readonly reason: string }
  /** Ask for less at a time. */
  | { readonly kind: 'too-large'; readonly reason: string }
  /** The source understood and declines. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** A quota is used up; only time helps. */
  | { readonly kind: 'quota'; readonly reason: string }
  /** The source is still at it; ask again. */
  | { readonly kind: 'later'; readonly reason: string }

/** What a connector gets back. */
export type Answer =
  | { readonly kind: 'body'; readonly body: KeptBody }
  | { readonly kind: 'empty'; readonly reason: string }
  | { readonly kind: 'too-large'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

/** A body in the store. */
export interface KeptBody {
  readonly fetchId: number
  readonly part: string
  readonly role: FetchRole
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  /** File with the bytes as published. */
  readonly path: string
  readonly address: string
  readonly licence: string
  readonly sourceMark: string | null
  /** False when the source had nothing new. */
  readonly isNew: boolean
}

/** Asks a source: paced, retried, checked, recorded; a part that is finished is answered from the store. */
export type Ask = (call: Call) => Promise<Answer>

/** Keys of the sources that have them; values come from the configuration, never from a request. */
export interface SourceKeys {
  readonly bls: string | null
}

export interface Connector<R = unknown> {
  readonly id: string
  readonly describes: { readonly vi: string; readonly en: string }
  /** One source, one schema; unknown members are an error, since servers ignore what they do not know. */
  readonly request: z.ZodType<R>
  readonly example: unknown
  /** Address of the server, for pacing and locking. */
  origin(request: R): string
  /** Asks for every part, one after the other. */
  collect(request: R, ask: Ask, keys: SourceKeys): Promise<void>
}
