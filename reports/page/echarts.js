// Only what the page draws with: the whole of ECharts would cost every reader a megabyte.
import {use} from 'echarts/core';
import {BarChart, LineChart} from 'echarts/charts';
import {GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent}
  from 'echarts/components';
import {SVGRenderer} from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent,
  SVGRenderer]);

export {init} from 'echarts/core';
