/** Parameters that carry a key in the sources known here and in most others. */
const SECRET_PARAMETER =
  /^(api[-_]?key|key|token|access[-_]?token|auth|authorization|registration[-_]?key|password|passwd|pwd|secret|client[-_]?secret|signature|sig|subscription[-_]?key|x-amz-.*|awsaccesskeyid)$/i

export const HIDDEN = '***'

/** An address as it may be kept and shown: keys in parameters and in the user part are hidden. */
export function redactAddress(address: string, secrets: readonly string[] = []): string {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return redactText(address, secrets)
  }
  if (url.username !== '') url.username = HIDDEN
  if (url.password !== '') url.password = HIDDEN
  // Edited as text: parsing and writing would change the escapes of the other parameters.
  url.search = url.search
    .split('&')
    .map((pair) => {
      const name = pair.replace(/^\?/, '').split('=', 1)[0]!
      return SECRET_PARAMETER.test(safeDecode(name)) ? pair.replace(/=.*/s, `=${HIDDEN}`) : pair
    })
    .join('&')
  url.hash = ''
  return redactText(url.href, secrets)
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A text without the given secrets, in plain and in URL spelling. */
export function redactText(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((hidden, secret) => hidden.replaceAll(secret, HIDDEN), text)
}
