// The sentences of the administration beside those of every page: nobody loads them who may not enter it.
import { createContext, type PropsWithChildren, use, useContext, useMemo } from 'react';
import { type Reading, useReading as useOtherReading } from '../../i18n/index.tsx';
import type { Language } from '../../i18n/languages.ts';
import type { AdminMessages } from '../../i18n/messages/en/admin.ts';

const loaders: Readonly<Record<Language, () => Promise<AdminMessages>>> = {
  en: async () => (await import('../../i18n/messages/en/admin.ts')).admin,
  es: async () => (await import('../../i18n/messages/es/admin.ts')).admin,
  fr: async () => (await import('../../i18n/messages/fr/admin.ts')).admin,
  de: async () => (await import('../../i18n/messages/de/admin.ts')).admin,
  ja: async () => (await import('../../i18n/messages/ja/admin.ts')).admin,
};
const asked = new Map<Language, Promise<AdminMessages>>();

function messagesIn(language: Language): Promise<AdminMessages> {
  const messages = asked.get(language) ?? loaders[language]();
  asked.set(language, messages);
  return messages;
}

interface AdminReading extends Reading {
  readonly text: Reading['text'] & { readonly admin: AdminMessages };
}

const AdminContext = createContext<AdminReading | undefined>(undefined);

/** Shows what is inside as soon as its sentences are there. */
export function AdminLanguage({ children }: PropsWithChildren) {
  const reading = useOtherReading();
  const admin = use(messagesIn(reading.language));
  const whole = useMemo(() => ({ ...reading, text: { ...reading.text, admin } }), [reading, admin]);
  return <AdminContext value={whole}>{children}</AdminContext>;
}

export function useReading(): AdminReading {
  const reading = useContext(AdminContext);
  if (!reading) throw new Error('This is no part of the administration.');
  return reading;
}

/** The sentences of the language that is read. */
export const useText = (): AdminReading['text'] => useReading().text;
