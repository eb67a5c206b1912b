export {BarChart, HeatmapChart, LineChart, SankeyChart} from 'echarts/charts';
