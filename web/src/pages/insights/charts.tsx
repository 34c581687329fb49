// The drawings of insights: a chunk of its own, since the library is larger than the rest of the page.
import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';

const height = 260;
const still = { isAnimationActive: false };
/** The table beside it is for the keyboard and for screen readers. */
const silent = { accessibilityLayer: false };

export interface Series {
  readonly name: string;
  readonly label: string;
}

export type Drawing = {
  readonly kind: 'bars' | 'rows' | 'steps';
  /** Each with its `name`, and a number by the name of each series: null is not drawn. */
  readonly points: readonly Readonly<Record<string, string | number | null>>[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
};

const colors = ['brand', 'teal.8'] as const;

export function Chart({ kind, points, series, format }: Drawing) {
  const shared = {
    h: height,
    data: points.map((point) => ({ ...point })),
    dataKey: 'name',
    series: series.map(({ name, label }, at) => ({ name, label, color: colors[at % colors.length] ?? 'brand' })),
    valueFormatter: format,
    withLegend: series.length > 1,
    xAxisProps: { minTickGap: 24 },
    textColor: 'var(--mantine-color-text)',
  };
  if (kind === 'steps')
    return (
      <LineChart
        {...shared}
        curveType="stepAfter"
        withDots={false}
        yAxisProps={{ domain: [0, 100] }}
        lineProps={still}
        lineChartProps={silent}
      />
    );
  return kind === 'rows' ? (
    <BarChart
      {...shared}
      h={Math.max(height / 2, points.length * 36 + 60)}
      orientation="vertical"
      yAxisProps={{ width: 110 }}
      gridAxis="y"
      maxBarWidth={24}
      barProps={still}
      barChartProps={silent}
    />
  ) : (
    <BarChart {...shared} maxBarWidth={32} barProps={still} barChartProps={silent} />
  );
}
