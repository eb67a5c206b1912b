// Only what the page draws with: the whole of ECharts would cost every reader a megabyte.
import {use} from 'echarts/core';
import {BarChart, HeatmapChart, LineChart, SankeyChart} from 'echarts/charts';
import {GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent}
  from 'echarts/components';
import {SVGRenderer} from 'echarts/renderers';

use([BarChart, HeatmapChart, LineChart, SankeyChart, GridComponent, MarkAreaComponent,
  MarkLineComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

export {init} from 'echarts/core';
