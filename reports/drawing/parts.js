export {GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent}
  from 'echarts/components';
export {SVGRenderer} from 'echarts/renderers';
