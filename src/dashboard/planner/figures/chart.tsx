import { useEffect, useRef, useState } from 'preact/hooks'
import type { DrawnChart } from './fan-chart.ts'
import type { FanStyle } from './fan-option.ts'

function styleOf(element: HTMLElement): FanStyle {
  const computed = getComputedStyle(element)
  const colour = (name: string) => computed.getPropertyValue(name).trim()
  return {
    ink: colour('--ink'),
    muted: colour('--muted'),
    line: colour('--line'),
    demand: colour('--demand'),
    supply: colour('--supply'),
    font: computed.fontFamily,
  }
}

/**
 * A chart that comes after the page: its room is kept, its library is loaded when it is first needed, and its colours
 * follow the colour scheme. The figures themselves stand in the table beside it, so the drawing is one image to a reader.
 */
export function Chart(props: { readonly label: string; readonly option: (style: FanStyle) => object }) {
  const host = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<DrawnChart>()

  useEffect(() => {
    let live = true
    let made: DrawnChart | undefined
    import('./fan-chart.ts').then(({ createChart }) => {
      if (!live || !host.current) return
      made = createChart(host.current)
      setChart(made)
    })
    return () => {
      live = false
      made?.dispose()
    }
  }, [])
  useEffect(() => {
    const draw = () => {
      if (host.current) chart?.draw(props.option(styleOf(host.current)))
    }
    draw()
    // Paper is white at night too; the change is told before the page is laid out for print.
    const media = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('print')]
    for (const query of media) query.addEventListener('change', draw)
    return () => {
      for (const query of media) query.removeEventListener('change', draw)
    }
  }, [chart, props.option])

  return <div class="chart" role="img" aria-label={props.label} ref={host} data-drawn={chart !== undefined} />
}
