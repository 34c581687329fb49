// Text with what was found in it marked. The service says where; nothing of it is HTML.
import { Mark } from '@mantine/core';
import { Fragment } from 'react';

interface Range {
  readonly item?: number;
  readonly start: number;
  readonly end: number;
}

interface HighlightedProps {
  readonly text: string;
  readonly ranges?: readonly Range[] | undefined;
  /** Which entry of a list the text is. */
  readonly item?: number;
}

export function Highlighted({ text, ranges = [], item }: HighlightedProps) {
  const own = ranges.filter((range) => range.item === item);
  return (
    <>
      {own.map(({ start, end }, at) => (
        <Fragment key={start}>
          {text.slice(own[at - 1]?.end ?? 0, start)}
          <Mark>{text.slice(start, end)}</Mark>
        </Fragment>
      ))}
      {text.slice(own.at(-1)?.end ?? 0)}
    </>
  );
}
