// A chart with its numbers behind it, as a table.
import { Box, SegmentedControl, Skeleton, Table, Text } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import type { Drawing } from './charts.tsx';

const Chart = lazy(async () => ({ default: (await import('./charts.tsx')).Chart }));
const waitingHeight = 260;
const tallestTable = 420;

interface ChartSectionProps {
  readonly title: string;
  /** What is said of the chart as a whole. */
  readonly note?: ReactNode;
  readonly drawing: Drawing;
  readonly columns: readonly string[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly string[])[];
}

function Numbers({ title, columns, rows }: Pick<ChartSectionProps, 'title' | 'columns' | 'rows'>) {
  return (
    <Table.ScrollContainer
      minWidth={300}
      maxHeight={tallestTable}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': title } }}
    >
      <Table stickyHeader>
        <Table.Caption>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, ...cells]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {cells.map((cell, at) => (
                <Table.Td key={columns[at + 1]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

export function ChartSection({ title, note, drawing, columns, rows }: ChartSectionProps) {
  const { insights: words } = useText();
  const [look, setLook] = useState<string>('chart');
  return (
    <Section
      title={title}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={words.lookOf(title)}
          value={look}
          onChange={setLook}
          data={[
            { value: 'chart', label: words.chart },
            { value: 'table', label: words.table },
          ]}
        />
      }
    >
      {note && <Text size="sm">{note}</Text>}
      {look === 'table' ? (
        <Numbers title={title} columns={columns} rows={rows} />
      ) : (
        <Box role="img" aria-label={words.drawingOf(title)}>
          <Suspense fallback={<Skeleton h={waitingHeight} animate={false} />}>
            <Chart {...drawing} />
          </Suspense>
        </Box>
      )}
    </Section>
  );
}
