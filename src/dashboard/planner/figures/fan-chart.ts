// The lazy chunk: the only file of the page that imports ECharts.
import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, LabelLayout, SVGRenderer])

export interface DrawnChart {
  draw(option: object): void
  dispose(): void
}

/** Draws into `element` as SVG and follows its size. */
export function createChart(element: HTMLElement): DrawnChart {
  const chart = init(element, null, { renderer: 'svg' })
  const observer = new ResizeObserver(() => chart.resize())
  observer.observe(element)
  return {
    draw: (option) => chart.setOption(option as EChartsCoreOption, true),
    dispose: () => {
      observer.disconnect()
      chart.dispose()
    },
  }
}
