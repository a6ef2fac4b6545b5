import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { AppError } from '../../domain/errors.ts'

/** Who the server runs as. PostgreSQL refuses root, so root runs it as somebody else. */
export interface Account {
  /** Absent: the account of this process. */
  readonly other?: { readonly uid: number; readonly gid: number }
}

const NAME = 'postgres'

/**
 * The account for a cluster: ours unless we are root; then the owner of the cluster that is there (an ordinary user may
 * have made it), else the system account `postgres`, created when the machine has none.
 *
 * @param cluster  folder of the cluster, which need not exist
 * @throws AppError NOT_AVAILABLE when root can neither find nor create an account
 */
export async function serverAccount(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  const owner = await stat(cluster).catch(() => null)
  if (owner && owner.uid !== 0 && lookUp(String(owner.uid))) return { other: { uid: owner.uid, gid: owner.gid } }
  const found = lookUp(NAME) ?? create()
  if (found) return { other: found }
  throw new AppError(
    'NOT_AVAILABLE',
    `PostgreSQL cannot run as root and the account "${NAME}" could not be created. Run: useradd --system ${NAME}; or start as an ordinary user, or set DATABASE_URL.`,
  )
}

// `id` also finds accounts that are not in /etc/passwd (LDAP), which initdb accepts.
function lookUp(name: string): { uid: number; gid: number } | null {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' })
  if (uid.status !== 0 || gid.status !== 0) return null
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

function create(): { uid: number; gid: number } | null {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME]
  spawnSync('useradd', flags, { stdio: 'ignore' })
  // BusyBox and Debian's front end, for images without useradd.
  if (!lookUp(NAME)) spawnSync('adduser', ['-S', '-D', '-H', NAME], { stdio: 'ignore' })
  return lookUp(NAME)
}
