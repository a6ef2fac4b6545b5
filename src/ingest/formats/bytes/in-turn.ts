/** Items that lie in memory, handed on like those of a stream. */
export async function* inTurn<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}
