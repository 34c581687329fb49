// The sentences and formats of the language that is read.
import { DirectionProvider } from '@mantine/core';
import { createContext, type PropsWithChildren, useContext, useEffect, useMemo, useState } from 'react';
import { keepLanguage, type Language, loadMessages, preferredLanguage } from './languages.ts';
import type { Messages } from './messages/en.ts';

export interface Reading {
  readonly language: Language;
  readonly text: Messages;
  readonly formatNumber: (value: number, options?: Intl.NumberFormatOptions) => string;
  readonly formatDate: (value: string | Date, options?: Intl.DateTimeFormatOptions) => string;
  /** How long ago, in words; seconds are not told. */
  readonly formatAge: (value: string | Date) => string;
  readonly choose: (language: Language) => void;
}

const ReadingContext = createContext<Reading | undefined>(undefined);

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function ageIn(language: Language, value: string | Date): string {
  const seconds = (new Date(value).getTime() - Date.now()) / 1000;
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? (['minute', 60] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(seconds / length), unit);
}

/** Shows what is inside as soon as its language is there. */
export function LanguageProvider({ children }: PropsWithChildren) {
  const [{ language, isMirrored }, setChoice] = useState(preferredLanguage);
  const [text, setText] = useState<Messages>();

  useEffect(() => {
    let isCurrent = true;
    void loadMessages(language).then((messages) => isCurrent && setText(messages));
    document.documentElement.lang = language;
    document.documentElement.dir = isMirrored ? 'rtl' : 'ltr';
    return () => {
      isCurrent = false;
    };
  }, [language, isMirrored]);

  const reading = useMemo(
    () =>
      text && {
        language,
        text,
        formatNumber: (value: number, options?: Intl.NumberFormatOptions) =>
          new Intl.NumberFormat(language, options).format(value),
        formatDate: (value: string | Date, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }) =>
          new Intl.DateTimeFormat(language, options).format(new Date(value)),
        formatAge: (value: string | Date) => ageIn(language, value),
        choose: (chosen: Language) => {
          keepLanguage(chosen);
          setChoice({ language: chosen, isMirrored });
        },
      },
    [language, text, isMirrored],
  );

  if (!reading) return null;
  return (
    <ReadingContext value={reading}>
      <DirectionProvider key={String(isMirrored)} initialDirection={isMirrored ? 'rtl' : 'ltr'}>
        {children}
      </DirectionProvider>
    </ReadingContext>
  );
}

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error('There is no language here.');
  return reading;
}

/** The sentences of the language that is read. */
export const useText = (): Messages => useReading().text;
