import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Waiting } from './states.tsx'

/** A figure whose script comes after the page; its room is kept meanwhile. */
export function later(load: () => Promise<ComponentType>, lines: number): ComponentType {
  return function Later() {
    const [loaded, setLoaded] = useState<{ readonly figure: ComponentType }>()
    useEffect(() => {
      let live = true
      load().then((figure) => live && setLoaded({ figure }))
      return () => {
        live = false
      }
    }, [])
    if (!loaded) return <Waiting lines={lines} />
    return <loaded.figure />
  }
}
